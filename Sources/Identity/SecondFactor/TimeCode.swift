import Crypto
import Foundation
import Gateways
import Kernel

/// Codes by time (RFC 6238): six digits of HMAC-SHA-1 over the number of thirty-second steps since 1970, as
/// every app for such codes makes them.
enum TimeCode {
  static let digits = 6
  static let stepSeconds: Int64 = 30
  /// RFC 4226 recommends 160 bits.
  static let secretBytes = 20
  /// A code of the step before or after is fine, too: clocks differ, and typing takes time.
  private static let toleratedSteps: Int64 = 1

  static func makeSecret() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<secretBytes).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  static func step(at moment: Timestamp) -> Int64 { moment.milliseconds / (stepSeconds * 1000) }

  /// The code of a step, with leading zeros.
  static func code(_ secret: [UInt8], step: Int64, digits: Int = digits) -> String {
    let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
    let mac = Array(
      HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
    let offset = Int(mac[mac.count - 1] & 0x0F)
    let number = mac[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    let modulus = (0..<digits).reduce(UInt32(1)) { product, _ in product * 10 }
    let text = String(number % modulus)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// The step that `code` belongs to, among those near `moment` that come after `last`. Takes the same time
  /// for every code.
  static func matchingStep(
    _ code: String, _ secret: [UInt8], at moment: Timestamp, after last: Int64
  ) -> Int64? {
    let present = step(at: moment)
    var found: Int64?
    for step in (present - toleratedSteps)...(present + toleratedSteps) {
      let isEqual = SecureToken.isEqual(Array(code.utf8), Array(self.code(secret, step: step).utf8))
      if isEqual, step > last { found = step }
    }
    return found
  }

  /// What an app reads from the QR code (the Key URI Format of Google Authenticator).
  static func uri(_ secret: [UInt8], account: String, issuer: String) -> String {
    var free = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: "\u{0}"..."\u{7F}"))
    free.insert(charactersIn: "-._~")
    let name = account.addingPercentEncoding(withAllowedCharacters: free) ?? ""
    let site = issuer.addingPercentEncoding(withAllowedCharacters: free) ?? ""
    return """
      otpauth://totp/\(site):\(name)?secret=\(Base32Text.encode(secret))&issuer=\(site)\
      &algorithm=SHA1&digits=\(digits)&period=\(stepSeconds)
      """
  }
}

/// Base 32 of RFC 4648 without padding, for secrets that people may have to type.
enum Base32Text {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

  static func encode(_ bytes: [UInt8]) -> String {
    var text = ""
    var buffer: UInt32 = 0
    var bits = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        text.append(alphabet[Int(buffer >> UInt32(bits)) & 31])
      }
      buffer &= (1 << UInt32(bits)) - 1
    }
    if bits > 0 { text.append(alphabet[Int(buffer << UInt32(5 - bits)) & 31]) }
    return text
  }
}
