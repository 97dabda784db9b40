import Gateways
import Kernel
import Persistence
import Web

/// How wrong attempts of one kind slow down those that follow. Every rule ends by itself, so nobody is kept out for
/// good.
struct LockoutRule: Hashable, Sendable {
  /// So many wrong attempts cost nothing.
  let tolerated: Int
  /// What the first one beyond them costs; each further one costs twice as much.
  let firstPauseSeconds: Int64
  let longestPauseSeconds: Int64
  /// One wrong attempt is forgotten in this time.
  let forgetsOneSeconds: Int64

  /// How long the next attempt waits after so many wrong ones.
  func pauseSeconds(after failures: Int) -> Int64 {
    let beyond = failures - tolerated
    guard beyond > 0 else { return 0 }
    return min(firstPauseSeconds << Int64(min(beyond - 1, 20)), longestPauseSeconds)
  }

  /// What is left of so many wrong attempts after a while.
  func remembered(of failures: Int, since last: Timestamp, at now: Timestamp) -> Int {
    let passed = max(0, now.milliseconds - last.milliseconds) / 1000
    return max(0, failures - Int(passed / forgetsOneSeconds))
  }
}

/// What wrong attempts are counted for. Only its hash is stored.
struct LockoutSubject: Hashable, Sendable {
  let hash: [UInt8]
  let rule: LockoutRule

  /// One address from one network: whoever guesses is slowed down soon.
  static func address(_ email: EmailAddress, from network: String) -> LockoutSubject {
    LockoutSubject("pair:\(network):\(email.text)", pairRule)
  }

  /// One address on a device that its account has signed in on before: strangers don't count against it.
  static func address(_ email: EmailAddress, on device: String) -> LockoutSubject {
    LockoutSubject("device:\(device):\(email.text)", pairRule)
  }

  /// One address from anywhere: stops guessing from many networks, weakly.
  static func address(_ email: EmailAddress) -> LockoutSubject {
    LockoutSubject("address:\(email.text)", addressRule)
  }

  /// Any address from one network: stops trying one password with many addresses.
  static func signIns(from network: String) -> LockoutSubject {
    LockoutSubject("sign-ins:\(network)", networkRule)
  }

  /// Codes for any address from one network: stops guessing codes over many addresses.
  static func codes(from network: String) -> LockoutSubject {
    LockoutSubject("codes:\(network)", codeRule)
  }

  /// Codes for one address from anywhere: stops guessing code after code from many networks.
  static func codes(for email: EmailAddress) -> LockoutSubject {
    LockoutSubject("codes-for:\(email.text)", codeRule)
  }

  /// The password that somebody who is signed in types again.
  static func presence(of account: AccountID) -> LockoutSubject {
    LockoutSubject("presence:\(account)", pairRule)
  }

  private init(_ text: String, _ rule: LockoutRule) {
    hash = SecureToken.hash(text)
    self.rule = rule
  }

  private static let pairRule = LockoutRule(
    tolerated: 5, firstPauseSeconds: 15, longestPauseSeconds: 15 * 60, forgetsOneSeconds: 60 * 60)
  private static let addressRule = LockoutRule(
    tolerated: 50, firstPauseSeconds: 15, longestPauseSeconds: 15 * 60, forgetsOneSeconds: 10 * 60)
  private static let networkRule = LockoutRule(
    tolerated: 100, firstPauseSeconds: 5, longestPauseSeconds: 15 * 60, forgetsOneSeconds: 60)
  private static let codeRule = LockoutRule(
    tolerated: 20, firstPauseSeconds: 30, longestPauseSeconds: 60 * 60, forgetsOneSeconds: 10 * 60)
}

extension LockoutSubject {
  /// Everything that an attempt to sign in counts for. A device that the account knows stands alone.
  static func signIn(
    _ email: EmailAddress, _ device: Device, isKnown: Bool
  ) -> [LockoutSubject] {
    let network = ClientNetwork.name(of: device.clientAddress)
    if isKnown { return [.address(email, on: device.token ?? network)] }
    return [.address(email, from: network), .address(email), .signIns(from: network)]
  }
}

extension LockoutSubject {
  /// Everything that a typed code counts for; nothing for a link, which can't be guessed.
  static func code(_ proof: CodeProof, from client: String?) -> [LockoutSubject] {
    guard case .code(_, let email) = proof else { return [] }
    return (client.map { [.codes(from: ClientNetwork.name(of: $0))] } ?? []) + [.codes(for: email)]
  }
}

extension Problem {
  /// The refusal for so many seconds, the same whatever was counted.
  static func lockedOut(seconds: Int) -> Problem {
    let minutes = (seconds + 59) / 60
    let wait: Words =
      seconds < 60
      ? "Wait \(count: seconds, one: "# second", other: "# seconds"), or set a new password by mail."
      : "Wait \(count: minutes, one: "a minute", other: "# minutes"), or set a new password by mail."
    return Problem(
      .tooManyRequests, Words(sentences: ["Too many wrong attempts.", wait]), retryAfterSeconds: seconds)
  }
}
