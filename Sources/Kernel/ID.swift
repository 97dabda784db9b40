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
    E.idPrefix + "_" + Base32.encode(UInt128(high) << 64 | UInt128(low))
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
  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
  private static let values: [UInt8: UInt128] = Dictionary(
    uniqueKeysWithValues: alphabet.enumerated().map { ($1, UInt128($0)) })

  static func encode(_ bits: UInt128) -> String {
    String(unsafeUninitializedCapacity: 26) { buffer in
      var rest = bits
      for index in stride(from: 25, through: 0, by: -1) {
        buffer[index] = alphabet[Int(truncatingIfNeeded: rest & 31)]
        rest >>= 5
      }
      return 26
    }
  }

  static func decode(_ text: some StringProtocol) -> UInt128? {
    guard text.utf8.count == 26 else { return nil }
    var bits: UInt128 = 0
    for (index, byte) in text.utf8.enumerated() {
      guard let value = values[byte] else { return nil }
      // 26 digits hold 130 bits; the first digit may only use three.
      if index == 0 && value > 7 { return nil }
      bits = bits << 5 | value
    }
    return bits
  }
}
