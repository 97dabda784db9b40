import Kernel

/// What lets a guest see a checkout or an order: 128 random bits in hexadecimal digits.
enum AccessKey {
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

  /// True when the keys are the same; takes the same time for every key of the right length.
  static func matches(_ key: String?, _ own: String) -> Bool {
    guard let key, key.utf8.count == own.utf8.count else { return false }
    return zip(key.utf8, own.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

extension Order {
  /// True when `key` is the order's own.
  func opens(with key: String?) -> Bool { AccessKey.matches(key, accessKey) }
}

extension Checkout {
  /// True for the account that placed it, and for the guest who holds its key: they see whom it is for, pay and give it
  /// up on the site. Its id, which stands in logs, tells how it stands and takes a payment, no more.
  package func opens(for viewer: AccountID?, key: String?) -> Bool {
    if let account { return account == viewer }
    return accessKey.map { AccessKey.matches(key, $0) } ?? false
  }
}
