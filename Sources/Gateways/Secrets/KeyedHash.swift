import Crypto

/// A hash that nobody can try values against without its key (HMAC-SHA-256).
package struct KeyedHash: Sendable {
  private static let keyBytes = 32

  private let key: SymmetricKey

  /// A hash under this key, which is random and as long as the hash.
  package init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

  /// A new random key.
  package static func makeKey() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<keyBytes).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// The hash of a text, 32 bytes.
  package func of(_ text: String) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
  }
}
