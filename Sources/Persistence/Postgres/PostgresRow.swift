import CLibPQ
import Foundation

/// One row of a PostgreSQL result in text format.
struct PostgresRow {
  let result: OpaquePointer
  let row: Int32
  let columnCount: Int32

  func name(_ index: Int32) -> String? { PQfname(result, index).map { String(cString: $0) } }

  func isNull(_ index: Int32) -> Bool { PQgetisnull(result, row, index) != 0 }

  /// The bytes of a column; `nil` for NULL.
  private func field(_ index: Int32) -> UnsafeBufferPointer<UInt8>? {
    guard !isNull(index), let start = PQgetvalue(result, row, index) else { return nil }
    let count = Int(PQgetlength(result, row, index))
    let bytes = UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self)
    return UnsafeBufferPointer(start: bytes, count: count)
  }

  func integer(_ index: Int32) -> Int64? {
    guard let field = field(index), !field.isEmpty else { return nil }
    let isNegative = field[0] == UInt8(ascii: "-")
    var value: Int64 = 0
    for byte in isNegative ? field.dropFirst() : field[...] {
      guard byte >= 48, byte <= 57 else { return nil }
      let (scaled, first) = value.multipliedReportingOverflow(by: 10)
      // Down from zero rather than up, as the smallest Int64 has no positive twin.
      let (next, second) = scaled.subtractingReportingOverflow(Int64(byte - 48))
      if first || second { return nil }
      value = next
    }
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  /// Reads the digits of `bigint` and of `numeric` without a fraction.
  func wideInteger(_ index: Int32) -> Int128? { text(index).flatMap { Int128($0) } }

  func boolean(_ index: Int32) -> Bool? {
    guard let field = field(index), field.count == 1 else { return nil }
    switch field[0] {
    case UInt8(ascii: "t"), UInt8(ascii: "1"): return true
    case UInt8(ascii: "f"), UInt8(ascii: "0"): return false
    default: return nil
    }
  }

  func double(_ index: Int32) -> Double? {
    guard let field = field(index) else { return nil }
    return Double(String(decoding: field, as: UTF8.self))
  }

  func text(_ index: Int32) -> String? { field(index).map { String(decoding: $0, as: UTF8.self) } }

  /// Reads the `\x` form of bytea.
  func bytes(_ index: Int32) -> [UInt8]? {
    guard let field = field(index), field.count >= 2, field.count % 2 == 0 else { return nil }
    guard field[0] == UInt8(ascii: "\\"), field[1] == UInt8(ascii: "x") else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(field.count / 2 - 1)
    for position in stride(from: 2, to: field.count, by: 2) {
      guard let high = hexDigit(field[position]), let low = hexDigit(field[position + 1]) else { return nil }
      out.append(UInt8(high << 4 | low))
    }
    return out
  }

  func uuid(_ index: Int32) -> (high: UInt64, low: UInt64)? {
    guard let field = field(index), field.count == 36 else { return nil }
    var words: (high: UInt64, low: UInt64) = (0, 0)
    var digits = 0
    for byte in field where byte != UInt8(ascii: "-") {
      guard let digit = hexDigit(byte) else { return nil }
      if digits < 16 { words.high = words.high << 4 | digit } else { words.low = words.low << 4 | digit }
      digits += 1
    }
    return digits == 32 ? words : nil
  }
}

private func hexDigit(_ byte: UInt8) -> UInt64? {
  switch byte {
  case 48...57: UInt64(byte - 48)
  case 97...102: UInt64(byte - 87)
  case 65...70: UInt64(byte - 55)
  default: nil
  }
}
