/// How the bytes of a file stand for its characters.
package enum TextEncoding: String, Sendable, Hashable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  case windows1252 = "Windows-1252"
}

/// Turns a file into UTF-8, a piece at a time. What stands for no character becomes a byte that UTF-8 does not have, so
/// that its row is found out.
struct TextDecoder {
  private static let invalidByte: UInt8 = 0xFF
  /// The characters from 0x80 to 0x9F; 0 where Windows-1252 has none.
  private static let windows: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
    0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,
    0x017E, 0x0178,
  ]

  private let encoding: TextEncoding
  /// The first byte of a UTF-16 unit whose second is still to come.
  private var half: UInt8?
  /// The first unit of a pair.
  private var high: UInt16?

  init(_ encoding: TextEncoding) { self.encoding = encoding }

  /// The UTF-8 of the next bytes of the file.
  mutating func utf8(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 8)
    switch encoding {
    case .utf8: return bytes
    case .windows1252: for byte in bytes { Self.append(windows: byte, to: &out) }
    case .utf16LittleEndian, .utf16BigEndian: for byte in bytes { take(byte, &out) }
    }
    return out
  }

  /// What is left at the end of the file.
  mutating func finish() -> [UInt8] {
    defer { (half, high) = (nil, nil) }
    return half == nil && high == nil ? [] : [Self.invalidByte]
  }

  private static func append(windows byte: UInt8, to out: inout [UInt8]) {
    let code = (0x80...0x9F).contains(byte) ? windows[Int(byte - 0x80)] : UInt16(byte)
    guard code != 0 || byte == 0, let scalar = Unicode.Scalar(code) else { return out.append(invalidByte) }
    out.append(contentsOf: Array(String(scalar).utf8))
  }

  private mutating func take(_ byte: UInt8, _ out: inout [UInt8]) {
    guard let first = half else {
      half = byte
      return
    }
    half = nil
    let isLittle = encoding == .utf16LittleEndian
    take(unit: isLittle ? UInt16(byte) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(byte), &out)
  }

  private mutating func take(unit: UInt16, _ out: inout [UInt8]) {
    if let first = high {
      high = nil
      if UTF16.isTrailSurrogate(unit) {
        let code = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(unit & 0x3FF))
        let text = Unicode.Scalar(code).map { String($0) }
        return out.append(contentsOf: text.map { Array($0.utf8) } ?? [Self.invalidByte])
      }
      out.append(Self.invalidByte)
    }
    if UTF16.isLeadSurrogate(unit) {
      high = unit
    } else if let scalar = Unicode.Scalar(unit) {
      out.append(contentsOf: Array(String(scalar).utf8))
    } else {
      out.append(Self.invalidByte)
    }
  }
}
