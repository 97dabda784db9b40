import CLibPQ
import Kernel

/// Prepared statements that a connection keeps on the server.
private let cachedStatements = 400
/// Rows that a streaming read has in memory at a time.
private let rowsPerFetch = 500
/// Two statements in one exchange, which is a transaction; a migration that holds a table is not waited for.
private let lengthsText = """
  SET LOCAL lock_timeout = 20;
  SELECT CAST(c.oid AS BIGINT), COALESCE(pg_relation_size(c.oid), 0) FROM pg_class c
  WHERE c.relkind = 'r' AND c.relnamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = current_schema())
  """

/// One PostgreSQL connection on its thread.
final class PostgresConnection: Connection {
  /// Where the connection stands.
  private enum State {
    /// Every statement is a transaction of its own.
    case autocommit
    /// A transaction is wanted; its BEGIN travels with the first statement.
    case willBegin(String)
    case open
  }

  let engine = Engine.postgres
  var failure: DatabaseError? {
    get { noted?.error }
    set { if newValue == nil { noted = nil } }
  }
  /// The first failure since the present closure began.
  private(set) var noted: PostgresFailure?
  private(set) var isDead = false
  /// When its opening began.
  let openedAt: ContinuousClock.Instant
  private let session: PostgresSession
  private var state = State.autocommit
  private var statements = StatementCache<String>(capacity: cachedStatements)
  private var evicted: [String] = []
  private var nameCount = 0
  /// Which plans its statements have; `nil` before the first.
  private var planGeneration: Int?

  /// Connects and sets the limits. Throws `DatabaseError.unavailable`.
  init(url: String, isReplica: Bool, configuration: DatabaseConfiguration) throws(DatabaseError) {
    openedAt = .now
    session = try PostgresSession(url: url, isReplica: isReplica)
    let settings = """
      SET statement_timeout = \(configuration.statementTimeoutMilliseconds);
      SET lock_timeout = \(configuration.lockTimeoutMilliseconds);
      SET idle_in_transaction_session_timeout = 60000;
      SET default_transaction_read_only = on;
      SET TimeZone = 'UTC'; SET bytea_output = 'hex'; SET client_encoding = 'UTF8';
      SET client_min_messages = warning
      """
    guard let result = session.execute(settings), result.isSuccess else {
      throw DatabaseError.unavailable(session.lastMessage)
    }
  }

  /// False when the server has ended the connection while it was not used.
  var isStillOpen: Bool { !isDead && session.isQuiet }

  // MARK: Transactions

  /// Forgets the last closure and gets ready for one in a transaction that `text` begins; `nil` for statement
  /// by statement.
  func start(transaction text: String?) {
    noted = nil
    state = text.map { .willBegin($0) } ?? .autocommit
  }

  /// Commits. Throws `DatabaseError.outcomeUnknown` when the connection is lost meanwhile.
  func commit() throws {
    guard case .open = state else {
      state = .autocommit
      return
    }
    state = .autocommit
    guard let result = session.execute("COMMIT"), !session.isBroken else {
      isDead = true
      throw DatabaseError.outcomeUnknown(session.lastMessage)
    }
    guard result.isSuccess else {
      let failure = PostgresFailure(result)
      if failure.endsConnection {
        isDead = true
        throw DatabaseError.outcomeUnknown(failure.error.description)
      }
      throw note(failure)
    }
    // The server answers COMMIT of a failed transaction with ROLLBACK and no error.
    guard result.commandTag == "COMMIT" else {
      throw failure ?? DatabaseError.statement(code: "25P02", message: "the transaction had failed")
    }
    releaseEvicted()
  }

  /// Undoes the transaction, if there is one.
  func rollback() {
    guard case .open = state else {
      state = .autocommit
      return
    }
    state = .autocommit
    guard !isDead else { return }
    guard let result = session.execute("ROLLBACK"), result.isSuccess else {
      isDead = true
      return
    }
    releaseEvicted()
  }

  /// Drops all prepared statements, here and on the server.
  func forgetStatements() {
    statements.removeAll()
    evicted = []
    if session.execute("DEALLOCATE ALL")?.isSuccess != true { isDead = true }
  }

  // MARK: Plans

  /// The bytes of each table, by its number; `nil` when that can't be told now. Not for within a transaction.
  func tableLengths() -> [Int64: Int64]? {
    guard let result = session.execute(lengthsText), result.isSuccess else { return nil }
    var lengths: [Int64: Int64] = [:]
    let isRead: Bool? = try? result.rows { row in
      let table: Int64 = try row.next()
      lengths[table] = try row.next(Int64.self)
      return true
    }
    return isRead == nil ? nil : lengths
  }

  /// Lets the server make the plans of its statements anew if they are of another generation; the statements stay
  /// prepared. Not for within a transaction.
  func usePlans(ofGeneration generation: Int) {
    defer { planGeneration = generation }
    guard let planGeneration, planGeneration != generation else { return }
    if session.execute("DISCARD PLANS")?.isSuccess != true { isDead = true }
  }

  // MARK: Statements

  func run(_ sql: SQL) throws -> Int { try execute(sql).changedRows }

  func query(_ sql: SQL, _ body: (inout Row) throws -> Bool) throws {
    let result = try execute(sql)
    _ = try result.rows(body)
  }

  func script(_ text: String) throws {
    if let failure { throw failure }
    try begin()
    _ = try check(session.execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0"))
    _ = try check(session.execute(text))
  }

  /// Reads through a cursor, which needs a transaction around it.
  func stream(_ sql: SQL, _ body: (inout Row) throws -> Bool) throws {
    if let failure { throw failure }
    if case .autocommit = state {
      state = .willBegin("BEGIN READ ONLY")
      do {
        try stream(sql, body)
      } catch {
        rollback()
        throw error
      }
      return rollback()
    }
    try begin()
    nameCount += 1
    let cursor = "souk_cursor_\(nameCount)"
    let text = "DECLARE \(cursor) NO SCROLL CURSOR FOR " + sql.rendered(for: .postgres)
    _ = try check(session.execute(text, PostgresParameters(sql.parameters)))
    while true {
      let result = try check(session.execute("FETCH \(rowsPerFetch) FROM \(cursor)"))
      guard try result.rows(body), result.rowCount == Int32(rowsPerFetch) else { break }
    }
    _ = try check(session.execute("CLOSE \(cursor)"))
  }

  private func begin() throws {
    guard case .willBegin(let text) = state else { return }
    _ = try check(session.execute(text))
    state = .open
  }

  private func execute(_ sql: SQL) throws -> PostgresResult {
    if let failure { throw failure }
    let parameters = try PostgresParameters(sql.parameters)
    let known = statements.find(sql.text)
    var beginText: String?
    if case .willBegin(let text) = state { beginText = text }
    if let known, beginText == nil { return try check(session.executePrepared(known, parameters)) }

    let name = known ?? nextName()
    let text = known == nil ? sql.rendered(for: .postgres) : nil
    let answers = session.pipeline(begin: beginText, prepare: text, name: name, parameters)
    guard var results = answers, let last = results.popLast() else { throw lost() }
    if beginText != nil, !results.isEmpty {
      _ = try check(results.removeFirst())
      state = .open
    }
    if known == nil, !results.isEmpty {
      _ = try check(results.removeFirst())
      if let old = statements.put(sql.text, name) { evicted.append(old) }
    }
    return try check(last)
  }

  private func nextName() -> String {
    nameCount += 1
    return "s\(nameCount)"
  }

  private func check(_ result: PostgresResult?) throws -> PostgresResult {
    guard let result else { throw lost() }
    if result.isSuccess { return result }
    throw note(PostgresFailure(result))
  }

  private func note(_ failure: PostgresFailure) -> DatabaseError {
    if failure.endsConnection || session.isBroken { isDead = true }
    if noted == nil { noted = failure }
    return failure.error
  }

  private func lost() -> DatabaseError {
    isDead = true
    return note(PostgresFailure(lost: session.lastMessage))
  }

  /// Statements can't be dropped while a transaction has failed, so it is done after its end.
  private func releaseEvicted() {
    guard !evicted.isEmpty else { return }
    let text = evicted.map { "DEALLOCATE \($0)" }.joined(separator: "; ")
    evicted = []
    if session.execute(text)?.isSuccess != true { isDead = true }
  }
}
