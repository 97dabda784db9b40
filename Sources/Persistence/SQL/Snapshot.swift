/// Reads on one connection. Only valid inside the closure that it was given to.
///
/// After a statement failed, every later one throws the same error and a transaction is not committed, on
/// both engines alike (PostgreSQL leaves no other choice).
package class Snapshot {
  let connection: any Connection

  init(_ connection: any Connection) { self.connection = connection }

  /// Hands over rows until there are no more or `body` answers false.
  func query(_ sql: SQL, _ body: (inout Row) throws -> Bool) throws { try connection.query(sql, body) }

  /// The engine underneath, for the few places where the SQL differs.
  package var engine: Engine { connection.engine }

  /// Every row.
  package func all<T: RowDecodable>(_ sql: SQL, as type: T.Type = T.self) throws -> [T] {
    try all(sql) { try T(row: &$0) }
  }

  /// Every row, read by `decode`.
  package func all<T>(_ sql: SQL, _ decode: (inout Row) throws -> T) throws -> [T] {
    var values: [T] = []
    try query(sql) { row in
      values.append(try decode(&row))
      return true
    }
    return values
  }

  /// The first row, or `nil` when there is none.
  package func first<T: RowDecodable>(_ sql: SQL, as type: T.Type = T.self) throws -> T? {
    try first(sql) { try T(row: &$0) }
  }

  /// The first row, read by `decode`, or `nil` when there is none.
  package func first<T>(_ sql: SQL, _ decode: (inout Row) throws -> T) throws -> T? {
    var value: T?
    try query(sql) { row in
      value = try decode(&row)
      return false
    }
    return value
  }

  /// The first column of the first row; `nil` when there is no row or the column is NULL.
  package func value<T: SQLValue>(_ sql: SQL, as type: T.Type = T.self) throws -> T? {
    var value: T?
    try query(sql) { row in
      value = try row.next(T?.self)
      return false
    }
    return value
  }

  /// Every first column.
  package func values<T: SQLValue>(_ sql: SQL, as type: T.Type = T.self) throws -> [T] {
    try all(sql) { try $0.next(T.self) }
  }

  /// Hands the rows over one by one and never holds all of them, for exports.
  package func each(_ sql: SQL, _ body: (inout Row) throws -> Void) throws {
    try connection.stream(sql) { row in
      try body(&row)
      return true
    }
  }

  /// Locks the selected rows until the end of the transaction; nothing on SQLite, where a writer is alone
  /// anyway.
  package var forUpdate: SQL { engine == .postgres ? "FOR UPDATE" : "" }

  /// As `forUpdate`, and leaves out rows that somebody else has locked.
  package var forUpdateSkipLocked: SQL { engine == .postgres ? "FOR UPDATE SKIP LOCKED" : "" }
}
