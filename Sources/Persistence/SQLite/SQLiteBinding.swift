import CSQLite

/// Tells SQLite to copy what it is given, as Swift's buffers end with the call.
let sqliteTransient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

/// Binds values to a prepared statement.
enum SQLiteBinding {
  /// Throws `DatabaseError.invalidValue` for a text with U+0000 and `.statement` when the counts differ.
  static func bind(_ parameters: [SQLParameter], to statement: OpaquePointer) throws {
    let expected = Int(sqlite3_bind_parameter_count(statement))
    guard expected == parameters.count else {
      throw DatabaseError.statement(
        code: "bind", message: "\(expected) values expected, got \(parameters.count)")
    }
    for (position, parameter) in parameters.enumerated() {
      let index = Int32(position + 1)
      let code = try bind(parameter, to: statement, at: index)
      guard code == SQLITE_OK else {
        throw DatabaseError.statement(code: "\(code)", message: "binding \(index)")
      }
    }
  }

  private static func bind(
    _ parameter: SQLParameter, to statement: OpaquePointer, at index: Int32
  ) throws -> Int32 {
    switch parameter {
    case .null: return sqlite3_bind_null(statement, index)
    case .integer(let value): return sqlite3_bind_int64(statement, index, value)
    case .double(let value): return sqlite3_bind_double(statement, index, value)
    case .boolean(let value): return sqlite3_bind_int(statement, index, value ? 1 : 0)
    case .text(let value): return try bind(value, to: statement, at: index)
    case .bytes(let value):
      if value.isEmpty { return sqlite3_bind_zeroblob(statement, index, 0) }
      return value.withUnsafeBytes { bytes in
        sqlite3_bind_blob64(statement, index, bytes.baseAddress, UInt64(bytes.count), sqliteTransient)
      }
    case .uuid(let high, let low):
      return withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { bytes in
        sqlite3_bind_blob(statement, index, bytes.baseAddress, 16, sqliteTransient)
      }
    }
  }

  private static func bind(_ text: String, to statement: OpaquePointer, at index: Int32) throws -> Int32 {
    var text = text
    return try text.withUTF8 { bytes in
      if bytes.contains(0) { throw DatabaseError.invalidValue("text with U+0000") }
      guard let start = bytes.baseAddress, !bytes.isEmpty else {
        return sqlite3_bind_text(statement, index, "", 0, sqliteTransient)
      }
      return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        sqlite3_bind_text64(statement, index, $0, UInt64(bytes.count), sqliteTransient, UInt8(SQLITE_UTF8))
      }
    }
  }
}
