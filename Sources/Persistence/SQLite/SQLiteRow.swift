import CSQLite

/// The columns that a stepped SQLite statement stands on. Conversions are strict where PostgreSQL's are.
struct SQLiteRow {
  let statement: OpaquePointer
  let columnCount: Int32

  init(_ statement: OpaquePointer) {
    self.statement = statement
    columnCount = sqlite3_column_count(statement)
  }

  func name(_ index: Int32) -> String? { sqlite3_column_name(statement, index).map { String(cString: $0) } }

  private func type(_ index: Int32) -> Int32 { sqlite3_column_type(statement, index) }

  func isNull(_ index: Int32) -> Bool { type(index) == SQLITE_NULL }

  func integer(_ index: Int32) -> Int64? {
    type(index) == SQLITE_INTEGER ? sqlite3_column_int64(statement, index) : nil
  }

  /// A whole number, or the digits that `SQLiteSum` gives beyond 64 bits.
  func wideInteger(_ index: Int32) -> Int128? {
    switch type(index) {
    case SQLITE_INTEGER: Int128(sqlite3_column_int64(statement, index))
    case SQLITE_TEXT: text(index).flatMap { Int128($0) }
    default: nil
    }
  }

  func boolean(_ index: Int32) -> Bool? { integer(index).map { $0 != 0 } }

  func double(_ index: Int32) -> Double? {
    switch type(index) {
    case SQLITE_INTEGER, SQLITE_FLOAT: sqlite3_column_double(statement, index)
    default: nil
    }
  }

  func text(_ index: Int32) -> String? {
    switch type(index) {
    case SQLITE_NULL, SQLITE_BLOB: return nil
    default:
      guard let start = sqlite3_column_text(statement, index) else { return nil }
      let count = Int(sqlite3_column_bytes(statement, index))
      return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }
  }

  func bytes(_ index: Int32) -> [UInt8]? {
    guard type(index) == SQLITE_BLOB else { return nil }
    guard let start = sqlite3_column_blob(statement, index) else { return [] }
    let count = Int(sqlite3_column_bytes(statement, index))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  func uuid(_ index: Int32) -> (high: UInt64, low: UInt64)? {
    guard type(index) == SQLITE_BLOB, sqlite3_column_bytes(statement, index) == 16 else { return nil }
    guard let start = sqlite3_column_blob(statement, index) else { return nil }
    return (
      UInt64(bigEndian: start.loadUnaligned(as: UInt64.self)),
      UInt64(bigEndian: start.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    )
  }
}
