import CSQLite
import Dispatch
import GRDB

/// Prepared statements that a connection keeps.
private let cachedStatements = 400
/// Virtual machine steps between two looks at the clock; about a millisecond of work.
private let stepsPerTimeCheck: Int32 = 20_000

/// One SQLite connection on its thread. GRDB opens it and owns the statements; rows are read straight from
/// the C API.
final class SQLiteConnection: Connection {
  let engine = Engine.sqlite
  var failure: DatabaseError?
  private let database: GRDB.Database
  private let handle: OpaquePointer
  private let deadline: Deadline
  private var statements = StatementCache<Statement>(capacity: cachedStatements)

  init(_ database: GRDB.Database, statementTimeoutMilliseconds: Int) throws {
    guard let handle = database.sqliteConnection else { throw DatabaseError.closed }
    self.database = database
    self.handle = handle
    deadline = Deadline(milliseconds: statementTimeoutMilliseconds)
    sqlite3_progress_handler(
      handle, stepsPerTimeCheck,
      { context in
        guard let context else { return 0 }
        return Unmanaged<Deadline>.fromOpaque(context).takeUnretainedValue().isOver ? 1 : 0
      }, Unmanaged.passUnretained(deadline).toOpaque())
  }

  deinit { sqlite3_progress_handler(handle, 0, nil, nil) }

  /// True outside of a transaction, also after SQLite rolled one back by itself.
  var isIdle: Bool { sqlite3_get_autocommit(handle) != 0 }

  /// True when a foreign key that is checked at the commit does not hold at present.
  var hasOpenForeignKeys: Bool {
    var open: Int32 = 0
    var unused: Int32 = 0
    sqlite3_db_status(handle, SQLITE_DBSTATUS_DEFERRED_FKS, &open, &unused, 0)
    return open != 0
  }

  func run(_ sql: SQL) throws -> Int {
    try withStatement(sql) { statement in
      while try step(statement) {}
      return sqlite3_stmt_readonly(statement) != 0 ? 0 : Int(sqlite3_changes(handle))
    }
  }

  func query(_ sql: SQL, _ body: (inout Row) throws -> Bool) throws {
    try withStatement(sql) { statement in
      while try step(statement) {
        var row = Row(.sqlite(SQLiteRow(statement)))
        if try body(&row) { continue }
        // A statement that writes checks its foreign keys only at its end.
        while sqlite3_stmt_readonly(statement) == 0, try step(statement) {}
        return
      }
    }
  }

  /// What the limit of time is for is the way to the next row: a whole table takes as long as its reader does.
  func stream(_ sql: SQL, _ body: (inout Row) throws -> Bool) throws {
    try query(sql) { row in
      defer { deadline.start() }
      return try body(&row)
    }
  }

  func script(_ text: String) throws {
    if let failure { throw failure }
    deadline.stop()
    do {
      try database.execute(sql: text)
    } catch {
      throw noted(.wrapping(error))
    }
  }

  /// Frees what belongs to the connection before it is closed.
  func releaseStatements() { statements.removeAll() }

  private func withStatement<T>(_ sql: SQL, _ body: (OpaquePointer) throws -> T) throws -> T {
    if let failure { throw failure }
    let statement = try statements.take(sql.text) ?? prepare(sql)
    let pointer = statement.sqliteStatement
    defer {
      sqlite3_reset(pointer)
      sqlite3_clear_bindings(pointer)
      _ = statements.put(sql.text, statement)
    }
    try SQLiteBinding.bind(sql.parameters, to: pointer)
    deadline.start()
    return try body(pointer)
  }

  private func prepare(_ sql: SQL) throws -> Statement {
    do {
      return try database.makeStatement(sql: sql.rendered(for: .sqlite))
    } catch {
      throw noted(.wrapping(error))
    }
  }

  private func step(_ statement: OpaquePointer) throws -> Bool {
    switch sqlite3_step(statement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      let code = sqlite3_extended_errcode(handle)
      throw noted(.sqlite(code, String(cString: sqlite3_errmsg(handle))))
    }
  }

  private func noted(_ error: DatabaseError) -> DatabaseError {
    failure = error
    return error
  }
}

/// When the running statement has to be done.
private final class Deadline {
  private let nanoseconds: UInt64
  private var end = UInt64.max

  init(milliseconds: Int) { nanoseconds = UInt64(max(1, milliseconds)) * 1_000_000 }

  var isOver: Bool { DispatchTime.now().uptimeNanoseconds > end }

  func start() { end = DispatchTime.now().uptimeNanoseconds + nanoseconds }

  func stop() { end = .max }
}
