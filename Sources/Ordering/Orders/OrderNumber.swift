/// The number that people read out, as `S-7F3K9-2QD8X`: 50 random bits, so that nobody guesses another
/// one, in Crockford's base 32, which has no letters that look alike.
enum OrderNumber {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
  private static let groupLength = 5

  static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    var bits: UInt64 = generator.next()
    var text = "S"
    for _ in 0..<2 {
      text += "-"
      for _ in 0..<groupLength {
        text.append(alphabet[Int(bits & 31)])
        bits >>= 5
      }
    }
    return text
  }
}

/// What lets a guest see an order: 128 random bits in hexadecimal digits.
enum OrderAccessKey {
  private static let digits = Array("0123456789abcdef".utf8)

  static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    var text: [UInt8] = []
    text.reserveCapacity(32)
    for _ in 0..<2 {
      var bits: UInt64 = generator.next()
      for _ in 0..<16 {
        text.append(digits[Int(bits & 15)])
        bits >>= 4
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension Order {
  /// True when `key` is the order's own; takes the same time for every key of the right length.
  func opens(with key: String?) -> Bool {
    guard let key, key.utf8.count == accessKey.utf8.count else { return false }
    return zip(key.utf8, accessKey.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
