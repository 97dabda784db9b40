import Gateways
import Kernel
import Persistence

/// What came of asking for a second factor.
enum SecondFactorCheck: Hashable, Sendable {
  /// The account has none.
  case notSet
  /// A good code was sent.
  case shown(Timestamp)
  /// No code was sent, and the account has a second factor.
  case required
  case wrong
  /// Too many were wrong, so none is looked at for a while.
  case blocked(seconds: Int)

  /// When a second factor was shown; `nil` when none was.
  var shownAt: Timestamp? {
    if case .shown(let moment) = self { moment } else { nil }
  }

  /// The refusal; `nil` when the sign-in may go on.
  var problem: Problem? {
    switch self {
    case .notSet, .shown: nil
    case .required: Problem(.secondFactorRequired)
    case .wrong: Problem(.secondFactorWrong)
    case .blocked(let seconds):
      Problem(
        .tooManyRequests, Self.sentence(seconds),
        retryAfterSeconds: seconds)
    }
  }

  private static func sentence(_ seconds: Int) -> Words {
    let minutes = (seconds + 59) / 60
    return """
      Too many codes were wrong. Wait \(count: minutes, one: "a minute", other: "# minutes"), then try a new one.
      """
  }
}

extension Identity {
  /// Looks at the code that came with a right password: six digits of the app, or a recovery code. Each works
  /// once. Wrong ones are counted in `tx`, so answer with the check's `problem` from the transaction and
  /// throw it outside; an error thrown inside would undo the count.
  func checkSecondFactor(
    _ account: Account, code: String?, _ tx: Transaction
  ) throws -> SecondFactorCheck {
    guard let stored = try SecondFactorStore.lock(account.id, tx), stored.confirmedAt != nil else {
      return .notSet
    }
    guard let code else { return .required }
    if stored.blockedUntil > tx.now {
      return .blocked(seconds: Int((stored.blockedUntil.milliseconds - tx.now.milliseconds + 999) / 1000))
    }
    if try isRight(code, stored, account, tx) { return .shown(tx.now) }
    let blockedUntil = stored.blockedUntil(afterFailureAt: tx.now)
    try SecondFactorStore.countFailure(of: account.id, blockedUntil: blockedUntil, tx)
    if stored.failures + 1 == toleratedWrongCodes {
      try tx.send(SecurityMails(site: site.named(tx)).wrongCodes(account))
    }
    return .wrong
  }

  private func isRight(
    _ code: String, _ stored: StoredSecondFactor, _ account: Account, _ tx: Transaction
  ) throws -> Bool {
    let plain = RecoveryCodes.plain(code)
    if plain.count == TimeCode.digits {
      let secret = try vault.open(stored.sealedSecret, context: StoredSecondFactor.context(account.id))
      guard let step = TimeCode.matchingStep(plain, secret, at: tx.now, after: stored.lastStep) else {
        return false
      }
      return try SecondFactorStore.use(step: step, of: account.id, tx)
    }
    let hash = RecoveryCodes.hash(plain, of: account.id)
    guard try SecondFactorStore.use(recoveryCode: hash, of: account.id, tx) else { return false }
    try SecondFactorStore.forgiveFailures(of: account.id, tx)
    let left = try SecondFactorStore.recoveryCodesLeft(of: account.id, tx)
    try tx.send(SecurityMails(site: site.named(tx)).recoveryCodeUsed(account, left: left))
    return true
  }
}
