import Crypto
import Foundation

/// Random secrets and what is stored of them.
package enum SecureToken {
  /// A random token of `bytes` bytes from the system's generator, in base64url without padding: 32 bytes are
  /// 43 characters.
  package static func make(bytes count: Int = 32) -> String {
    var generator = SystemRandomNumberGenerator()
    return base64URL((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  /// A random code of `digits` decimal digits that people can type, as `048213`.
  package static func makeCode(digits: Int = 6) -> String {
    var generator = SystemRandomNumberGenerator()
    return String((0..<digits).map { _ in Character(String(Int.random(in: 0...9, using: &generator))) })
  }

  /// What is stored of a token: SHA-256, 32 bytes. A token has so much entropy of its own that no slow hash
  /// is needed.
  package static func hash(_ token: String) -> [UInt8] {
    Array(SHA256.hash(data: Array(token.utf8)))
  }

  /// The token that follows `token`: whoever has it and the salt gets the same one again, and nobody else does.
  package static func successor(of token: String, salt: String, for use: String) -> String {
    let key = SymmetricKey(data: Array(token.utf8))
    return base64URL(Array(HMAC<SHA256>.authenticationCode(for: Array("\(use):\(salt)".utf8), using: key)))
  }

  /// SHA-256 of `bytes` in 64 lower-case hexadecimal digits, for names of content.
  package static func contentHash(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }

  /// True when both are the same, in a time that does not tell where they differ.
  package static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for (one, other) in zip(left, right) { difference |= one ^ other }
    return difference == 0
  }

  /// Bytes in base64url (RFC 4648) without padding.
  package static func base64URL(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString()
      .replacingOccurrences(of: "+", with: "-")
      .replacingOccurrences(of: "/", with: "_")
      .replacingOccurrences(of: "=", with: "")
  }
}
