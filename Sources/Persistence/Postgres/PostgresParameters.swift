/// Values as libpq takes them: texts end with a zero byte, bytes go in binary format.
struct PostgresParameters {
  private static let absent = -1
  private var storage: [UInt8] = []
  private var offsets: [Int] = []
  private var lengths: [Int32] = []
  private var formats: [Int32] = []

  /// Throws `DatabaseError.invalidValue` for a text with U+0000.
  init(_ parameters: [SQLParameter]) throws {
    storage.reserveCapacity(parameters.count * 24)
    for parameter in parameters { try append(parameter) }
  }

  /// Calls `body` with the count, the values, their lengths and their formats.
  func withPointers<T>(
    _ body: (
      Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
    ) -> T
  ) -> T {
    storage.withUnsafeBytes { bytes in
      let values: [UnsafePointer<CChar>?] = offsets.map { offset in
        guard offset != PostgresParameters.absent, let start = bytes.baseAddress else { return nil }
        return (start + offset).assumingMemoryBound(to: CChar.self)
      }
      return values.withUnsafeBufferPointer { values in
        lengths.withUnsafeBufferPointer { lengths in
          formats.withUnsafeBufferPointer { formats in
            body(Int32(offsets.count), values.baseAddress, lengths.baseAddress, formats.baseAddress)
          }
        }
      }
    }
  }

  private mutating func append(_ parameter: SQLParameter) throws {
    switch parameter {
    case .null:
      offsets.append(PostgresParameters.absent)
      lengths.append(0)
      formats.append(0)
    case .integer(let value): append(text: String(value).utf8)
    case .double(let value): append(text: value.description.utf8)
    case .boolean(let value): append(text: (value ? "t" : "f").utf8)
    case .text(let value):
      if value.utf8.contains(0) { throw DatabaseError.invalidValue("text with U+0000") }
      append(text: value.utf8)
    case .bytes(let value):
      offsets.append(storage.count)
      lengths.append(Int32(value.count))
      formats.append(1)
      storage += value
      // Never empty, so that even no bytes have an address and are not taken for NULL.
      storage.append(0)
    case .uuid(let high, let low): append(text: PostgresParameters.digits(high, low))
    }
  }

  private mutating func append(text: some Collection<UInt8>) {
    offsets.append(storage.count)
    lengths.append(Int32(text.count))
    formats.append(0)
    storage += text
    storage.append(0)
  }

  private static func digits(_ high: UInt64, _ low: UInt64) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(32)
    for word in [high, low] {
      for shift in stride(from: 60, through: 0, by: -4) {
        let digit = UInt8(truncatingIfNeeded: word >> UInt64(shift)) & 15
        out.append(digit < 10 ? 48 + digit : 87 + digit)
      }
    }
    return out
  }
}
