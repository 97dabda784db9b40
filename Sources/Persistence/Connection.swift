import Kernel

/// The two databases that Souk runs on.
package enum Engine: String, Sendable, CaseIterable {
  case sqlite, postgres
}

/// What `Snapshot` and `Transaction` ask of a connection. Lives on one thread.
protocol Connection: AnyObject {
  var engine: Engine { get }
  /// The first statement error since the present closure began.
  var failure: DatabaseError? { get set }
  /// Runs to the end; answers with the number of changed rows.
  func run(_ sql: SQL) throws -> Int
  /// Hands over rows until there are no more or `body` answers false.
  func query(_ sql: SQL, _ body: (inout Row) throws -> Bool) throws
  /// As `query`, without holding all rows in memory.
  func stream(_ sql: SQL, _ body: (inout Row) throws -> Bool) throws
  /// Runs several statements that bind nothing, without a time limit.
  func script(_ text: String) throws
}

/// An engine with its threads.
protocol Backend: Sendable {
  func read(_ work: Work<Snapshot>, _ mode: ReadMode)
  func write(_ work: Work<Transaction>)
  /// Calls `heard` for what is announced; `nil` where nobody else could announce anything.
  func listen(to channel: Channel, _ heard: @escaping @Sendable () -> Void) -> (any Listening)?
  /// Open connections, idle ones included.
  var connections: Int { get }
  /// Takes no more work.
  func finish()
  /// Takes no more work and returns when what was waiting is done.
  func close() async
}

/// A closure that waits for a connection, with its caller.
struct Work<Context>: Sendable {
  /// Who causes it.
  var origin: Origin? = nil
  /// Of the work that causes it.
  var claims: OwnClaims? = nil
  /// Runs the closure; answers with what hands its value to the caller, to be called after the commit.
  let perform: @Sendable (Context) throws -> @Sendable () -> Void
  /// Hands an error to the caller.
  let fail: @Sendable (any Error) -> Void
}
