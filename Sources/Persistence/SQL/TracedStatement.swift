/// A statement as the engine gets it.
package struct TracedStatement: Sendable {
  /// The text with the engine's own marks for values: `?` or `$1`.
  package let text: String
  /// The values in the order of their marks.
  package let values: [SQLParameter]
}

/// Tells of each statement and passes it on.
final class TracingConnection: Connection {
  private let inner: any Connection
  private let trace: @Sendable (TracedStatement) -> Void

  init(_ inner: any Connection, _ trace: @escaping @Sendable (TracedStatement) -> Void) {
    self.inner = inner
    self.trace = trace
  }

  var engine: Engine { inner.engine }

  var failure: DatabaseError? {
    get { inner.failure }
    set { inner.failure = newValue }
  }

  func run(_ sql: SQL) throws -> Int {
    tell(sql)
    return try inner.run(sql)
  }

  func query(_ sql: SQL, _ body: (inout Row) throws -> Bool) throws {
    tell(sql)
    try inner.query(sql, body)
  }

  func stream(_ sql: SQL, _ body: (inout Row) throws -> Bool) throws {
    tell(sql)
    try inner.stream(sql, body)
  }

  func script(_ text: String) throws { try inner.script(text) }

  private func tell(_ sql: SQL) {
    trace(TracedStatement(text: sql.rendered(for: engine), values: sql.parameters))
  }
}
