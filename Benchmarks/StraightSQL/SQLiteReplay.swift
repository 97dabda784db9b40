import CSQLite
import Dispatch
import Foundation
import Persistence

private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

/// Runs recorded transactions on one SQLite connection, as SQLite has one writer. With several clients, so
/// many transactions share a commit, each in a savepoint: as wait while one commit is on its way to the disk.
final class SQLiteReplay {
  private let connection: OpaquePointer
  private var statements: [OpaquePointer] = []
  private var begin: OpaquePointer?
  private var commit: OpaquePointer?
  private var savepoint: OpaquePointer?
  private var release: OpaquePointer?

  init(url: String, texts: [String]) throws {
    var handle: OpaquePointer?
    let path = String(url.dropFirst("sqlite://".count))
    guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK, let handle else {
      throw BenchmarkError("\(path) can't be opened")
    }
    connection = handle
    let settings = """
      PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
      PRAGMA wal_autocheckpoint = 2000; PRAGMA cache_size = -65536; PRAGMA mmap_size = 268435456
      """
    guard sqlite3_exec(handle, settings, nil, nil, nil) == SQLITE_OK else { throw failure() }
    statements = try texts.map(prepare)
    begin = try prepare("BEGIN IMMEDIATE")
    commit = try prepare("COMMIT")
    savepoint = try prepare("SAVEPOINT one")
    release = try prepare("RELEASE one")
  }

  deinit {
    for statement in statements + [begin, commit, savepoint, release].compactMap({ $0 }) {
      sqlite3_finalize(statement)
    }
    sqlite3_close_v2(connection)
  }

  func run(_ transactions: [[RecordedStatement]], group: Int) throws -> ReplayTimes {
    var milliseconds: [Double] = []
    let began = DispatchTime.now().uptimeNanoseconds
    for start in stride(from: 0, to: transactions.count, by: group) {
      let groupBegan = DispatchTime.now().uptimeNanoseconds
      let members = transactions[start..<min(start + group, transactions.count)]
      try execute(begin)
      for statements in members {
        if group > 1 { try execute(savepoint) }
        for statement in statements { try execute(statement) }
        if group > 1 { try execute(release) }
      }
      try execute(commit)
      let took = Double(DispatchTime.now().uptimeNanoseconds - groupBegan) / 1e6
      milliseconds += Array(repeating: took, count: members.count)
    }
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - began) / 1e9
    return ReplayTimes(totalSeconds: seconds, milliseconds: milliseconds)
  }

  private func execute(_ statement: RecordedStatement) throws {
    let prepared = statements[statement.text]
    for (position, value) in statement.values.enumerated() { bind(value, prepared, Int32(position + 1)) }
    try execute(prepared)
  }

  private func execute(_ statement: OpaquePointer?) throws {
    var code = sqlite3_step(statement)
    while code == SQLITE_ROW { code = sqlite3_step(statement) }
    guard code == SQLITE_DONE else { throw failure() }
    sqlite3_reset(statement)
  }

  private func bind(_ value: SQLParameter, _ statement: OpaquePointer, _ index: Int32) {
    switch value {
    case .null: sqlite3_bind_null(statement, index)
    case .integer(let number): sqlite3_bind_int64(statement, index, number)
    case .double(let number): sqlite3_bind_double(statement, index, number)
    case .boolean(let isTrue): sqlite3_bind_int(statement, index, isTrue ? 1 : 0)
    case .text(let text): sqlite3_bind_text(statement, index, text, -1, transient)
    case .bytes(let bytes): sqlite3_bind_blob(statement, index, bytes, Int32(bytes.count), transient)
    case .uuid(let high, let low):
      withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { bytes in
        _ = sqlite3_bind_blob(statement, index, bytes.baseAddress, 16, transient)
      }
    }
  }

  private func prepare(_ text: String) throws -> OpaquePointer {
    var statement: OpaquePointer?
    let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
    guard sqlite3_prepare_v3(connection, text, -1, flags, &statement, nil) == SQLITE_OK, let statement else {
      throw failure()
    }
    return statement
  }

  private func failure() -> BenchmarkError { BenchmarkError(String(cString: sqlite3_errmsg(connection))) }
}
