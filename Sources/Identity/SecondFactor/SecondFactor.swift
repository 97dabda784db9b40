import Gateways
import Kernel
import Persistence

/// Wrong codes that are let pass; from then on each makes the account's codes wait.
let toleratedWrongCodes = 5
private let firstBlockSeconds: Int64 = 60
private let longestBlockSeconds: Int64 = 60 * 60

/// Whether an account asks for a code besides the password.
package struct SecondFactorState: Hashable, Sendable {
  /// Since when; `nil` when it does not.
  package let since: Timestamp?
  /// Recovery codes that were not used yet.
  package let recoveryCodesLeft: Int

  /// Whether it asks.
  package var isOn: Bool { since != nil }
}

/// What goes into an app that makes codes.
package struct SecondFactorSetup: Hashable, Sendable {
  /// The secret in base 32, for typing.
  package let secret: String
  /// The same with names, for a QR code: `otpauth://totp/…`.
  package let uri: String

  /// The QR code: the data of an SVG path and the length of a side, in modules and without margin. `nil` for
  /// names that are too long for one.
  package var picture: (path: String, width: Int)? { QRCode(uri).map { ($0.path, $0.width) } }
  /// The light margin around the code, in modules.
  package static let pictureMargin = QRCode.marginModules
}

/// Codes that sign in without the app. They are shown once.
package struct RecoveryCodes: Hashable, Sendable {
  static let count = 10
  private static let groups = 4
  private static let groupCharacters = 4
  /// Letters and digits that are not mistaken for each other: 5 bits each.
  private static let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
  static let length = groups * groupCharacters

  /// Each as `K7QX-2MNP-84TD-WJZ3`.
  package let codes: [String]

  static func make() -> RecoveryCodes {
    var generator = SystemRandomNumberGenerator()
    let codes = (0..<count).map { _ in
      (0..<groups).map { _ in
        String((0..<groupCharacters).map { _ in alphabet[Int.random(in: 0..<32, using: &generator)] })
      }.joined(separator: "-")
    }
    return RecoveryCodes(codes: codes)
  }

  /// What is stored of a code: 80 random bits, bound to the account, so that equal codes have different
  /// hashes.
  static func hash(_ code: String, of account: AccountID) -> [UInt8] {
    SecureToken.hash("\(account):\(plain(code))")
  }

  /// As typed, without what does not count.
  static func plain(_ code: String) -> String { code.uppercased().filter { $0.isLetter || $0.isNumber } }
}

/// A second factor as it is stored.
struct StoredSecondFactor: Sendable {
  let account: AccountID
  let sealedSecret: [UInt8]
  let confirmedAt: Timestamp?
  let lastStep: Int64
  let failures: Int
  let blockedUntil: Timestamp

  /// Until when codes wait after one more wrong one.
  func blockedUntil(afterFailureAt now: Timestamp) -> Timestamp {
    let beyond = failures + 1 - toleratedWrongCodes
    guard beyond >= 0 else { return blockedUntil }
    return now.adding(seconds: min(firstBlockSeconds << Int64(min(beyond, 10)), longestBlockSeconds))
  }

  static func context(_ account: AccountID) -> String { "totp:\(account)" }
}
