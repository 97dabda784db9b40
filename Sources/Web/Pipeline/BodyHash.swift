/// A fast 64-bit hash of contents for entity tags and addresses. Not for secrets: it resists accidents, not
/// attackers.
enum BodyHash {
  private static let first: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let second: UInt64 = 0xBF58_476D_1CE4_E5B9
  private static let digits = Array("0123456789abcdef".utf8)

  /// The hash, the same on every machine.
  static func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBytes { buffer in
      var state = first ^ UInt64(buffer.count)
      var index = 0
      while index + 8 <= buffer.count {
        let word = UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        state = mix(state ^ word)
        index += 8
      }
      var tail: UInt64 = 0
      while index < buffer.count {
        tail = tail << 8 | UInt64(buffer[index])
        index += 1
      }
      return mix(mix(state ^ tail) ^ second)
    }
  }

  /// The hash as 16 hexadecimal digits.
  static func text(_ bytes: [UInt8]) -> String {
    let hash = hash(bytes)
    return String(unsafeUninitializedCapacity: 16) { buffer in
      for index in 0..<16 {
        buffer[index] = digits[Int(truncatingIfNeeded: hash >> UInt64(60 - index * 4) & 15)]
      }
      return 16
    }
  }

  /// Folds the 128-bit product, so that every input bit reaches every output bit.
  private static func mix(_ word: UInt64) -> UInt64 {
    let product = (word ^ first).multipliedFullWidth(by: second ^ (word >> 29))
    return product.high ^ product.low
  }
}
