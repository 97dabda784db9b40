/// One column of the current row. Valid only while the row is.
package struct SQLColumn {
  let source: RowSource
  let index: Int32

  /// True when the column holds no value.
  package var isNull: Bool {
    switch source {
    case .sqlite(let row): row.isNull(index)
    case .postgres(let row): row.isNull(index)
    }
  }

  /// A whole number of 64 bits. Throws `DatabaseError.decoding` for anything else.
  package func integer() throws -> Int64 {
    let value: Int64? =
      switch source {
      case .sqlite(let row): row.integer(index)
      case .postgres(let row): row.integer(index)
      }
    guard let value else { throw mismatch("whole number") }
    return value
  }

  /// A whole number of 128 bits. Throws `DatabaseError.decoding` for anything else.
  package func wideInteger() throws -> Int128 {
    let value: Int128? =
      switch source {
      case .sqlite(let row): row.wideInteger(index)
      case .postgres(let row): row.wideInteger(index)
      }
    guard let value else { throw mismatch("whole number of up to 128 bits") }
    return value
  }

  /// A floating point number; whole numbers are fine too. Throws `DatabaseError.decoding` for anything else.
  package func double() throws -> Double {
    let value: Double? =
      switch source {
      case .sqlite(let row): row.double(index)
      case .postgres(let row): row.double(index)
      }
    guard let value else { throw mismatch("number") }
    return value
  }

  /// A truth value. Throws `DatabaseError.decoding` for anything else.
  package func boolean() throws -> Bool {
    let value: Bool? =
      switch source {
      case .sqlite(let row): row.boolean(index)
      case .postgres(let row): row.boolean(index)
      }
    guard let value else { throw mismatch("boolean") }
    return value
  }

  /// A text. Throws `DatabaseError.decoding` for anything else.
  package func text() throws -> String {
    let value: String? =
      switch source {
      case .sqlite(let row): row.text(index)
      case .postgres(let row): row.text(index)
      }
    guard let value else { throw mismatch("text") }
    return value
  }

  /// Bytes. Throws `DatabaseError.decoding` for anything else.
  package func bytes() throws -> [UInt8] {
    let value: [UInt8]? =
      switch source {
      case .sqlite(let row): row.bytes(index)
      case .postgres(let row): row.bytes(index)
      }
    guard let value else { throw mismatch("bytes") }
    return value
  }

  /// 128 bits. Throws `DatabaseError.decoding` for anything else.
  package func uuid() throws -> (high: UInt64, low: UInt64) {
    let value: (high: UInt64, low: UInt64)? =
      switch source {
      case .sqlite(let row): row.uuid(index)
      case .postgres(let row): row.uuid(index)
      }
    guard let value else { throw mismatch("uuid") }
    return value
  }

  /// The error that says what was expected in this column.
  package func mismatch(_ expected: String) -> DatabaseError {
    .decoding("column \(index + 1) of the row\(isNull ? " is NULL" : ""): expected \(expected)")
  }
}
