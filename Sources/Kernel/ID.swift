import Foundation

/// A thing that has identifiers of its own; names the prefix that they carry outside.
package protocol Entity: SendableMetatype {
  /// A few lower-case letters, as `prod`; they stand before the underscore.
  static var idPrefix: String { get }
}

/// A typed, time-sortable identifier: a UUID of version 7 (RFC 9562). Its text is the prefix, an underscore and the 128
/// bits as 26 characters of Crockford's base 32 in lower case, so texts sort as the times do.
package struct ID<E: Entity>: Hashable, Sendable, Comparable, CustomStringConvertible, Codable {
  /// The 64 high bits: 48 bits of Unix milliseconds, version, 12 random bits.
  package let high: UInt64
  /// The 64 low bits: variant and 62 random bits.
  package let low: UInt64

  /// A new identifier for this moment.
  package init() { self.init(at: Timestamp.system()) }

  /// A new identifier for the given moment.
  package init(at moment: Timestamp) {
    var generator = SystemRandomNumberGenerator()
    let milliseconds = UInt64(bitPattern: moment.milliseconds) & 0xFFFF_FFFF_FFFF
    high = milliseconds << 16 | 0x7000 | (generator.next() & 0x0FFF)
    low = (generator.next() >> 2) | 0x8000_0000_0000_0000
  }

  /// The identifier with these bits.
  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Reads the text form; `nil` for another entity's prefix or anything that is not exactly 26 digits.
  package init?(_ text: some StringProtocol) {
    let prefix = E.idPrefix + "_"
    guard text.hasPrefix(prefix), let bits = Base32.decode(text.dropFirst(prefix.count)) else { return nil }
    self.init(high: UInt64(truncatingIfNeeded: bits >> 64), low: UInt64(truncatingIfNeeded: bits))
  }

  package var description: String {
    let prefix = E.idPrefix
    return String(unsafeUninitializedCapacity: prefix.utf8.count + 1 + Base32.length) { buffer in
      var count = 0
      for byte in prefix.utf8 {
        buffer[count] = byte
        count += 1
      }
      buffer[count] = UInt8(ascii: "_")
      Base32.encode(high, low, into: UnsafeMutableBufferPointer(rebasing: buffer[(count + 1)...]))
      return count + 1 + Base32.length
    }
  }

  /// The moment that the identifier was made, to the millisecond.
  package var madeAt: Timestamp { Timestamp(milliseconds: Int64(high >> 16)) }

  package static func < (left: ID, right: ID) -> Bool {
    left.high == right.high ? left.low < right.low : left.high < right.high
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let id = ID(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an id of \(E.idPrefix)")
    }
    self = id
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// Crockford's base 32 (https://www.crockford.com/base32.html) for 128 bits in 26 lower-case digits.
enum Base32 {
  /// The number of digits.
  static let length = 26
  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
  /// The value of each byte; `notDigit` for those that are no digits.
  private static let values: [UInt8] = (UInt8.min...UInt8.max).map { byte in
    alphabet.firstIndex(of: byte).map { UInt8($0) } ?? notDigit
  }
  private static let notDigit: UInt8 = 255

  /// Writes the digits of the 128 bits; there must be room for `length` of them.
  static func encode(_ high: UInt64, _ low: UInt64, into digits: UnsafeMutableBufferPointer<UInt8>) {
    alphabet.withUnsafeBufferPointer { alphabet in
      var (high, low) = (high, low)
      for index in stride(from: length - 1, through: 0, by: -1) {
        digits[index] = alphabet[Int(truncatingIfNeeded: low & 31)]
        low = low >> 5 | high << 59
        high >>= 5
      }
    }
  }

  static func decode(_ text: some StringProtocol) -> UInt128? {
    guard text.utf8.count == length else { return nil }
    var bits: UInt128 = 0
    for (index, byte) in text.utf8.enumerated() {
      let value = values[Int(byte)]
      if value == notDigit { return nil }
      // 26 digits hold 130 bits; the first digit may only use three.
      if index == 0 && value > 7 { return nil }
      bits = bits << 5 | UInt128(value)
    }
    return bits
  }
}
