import Gateways
import Kernel
import Persistence
import Web

extension Identity {
  /// Takes a code and does `use` in the same transaction. A code works once; a wrong guess counts against
  /// every code of the account with this purpose, against the network that it came from, whatever the account,
  /// and against the address, whatever the network. Throws `Problem(.codeInvalid)`, or `.tooManyRequests` after
  /// too many of those; links work all the same. `signUp` names the sign-up that is meant where there are several.
  func redeem<Value: Sendable>(
    _ proof: CodeProof, for purpose: CodePurpose, from client: String? = nil, naming signUp: AccountID? = nil,
    _ use: @escaping @Sendable (Account, OneTimeCode, Transaction) throws -> Value
  ) async throws -> Value {
    // A wrong guess must be committed, so it is an answer of the transaction and not an error.
    let value: Value? = try await database.write { tx in
      let subjects = LockoutSubject.code(proof, from: client ?? tx.origin?.client)
      if let seconds = try FailedAttemptStore.wait(holding: subjects, tx) {
        throw Problem(
          .tooManyRequests, "Too many wrong codes were tried. Use the link in the mail, or wait.",
          retryAfterSeconds: seconds)
      }
      guard let account = try owner(of: proof, for: purpose, tx) else {
        try FailedAttemptStore.count(subjects, tx)
        return nil
      }
      let codes = try CodeStore.live(of: account.id, for: purpose, tx)
      guard var code = codes.first(where: { $0.isProved(by: proof) }) else {
        if proof.isTyped { try CodeStore.countWrongGuess(of: account.id, for: purpose, tx) }
        try FailedAttemptStore.count(subjects, tx)
        return nil
      }
      if code.signUp != nil {
        code.signUp = WantedAccount(
          meantBy: code.signUp, among: try CodeStore.signUps(of: account.id, tx), named: signUp, for: account)
      }
      // Those of other sign-ups with the address are nobody's; the one that is used by then stays.
      let pictures = try CodeStore.pictures(of: account.id, tx)
      try CodeStore.delete(of: account.id, for: purpose, tx)
      let value = try use(account, code, tx)
      if !pictures.isEmpty { try tx.enqueue(RemovePictures(keys: pictures)) }
      return value
    }
    guard let value else { throw proof.isTyped ? Problem(.codeInvalid) : CodeProof.linkIsOver }
    return value
  }

  /// The account, locked, so that codes are tried one after another.
  private func owner(of proof: CodeProof, for purpose: CodePurpose, _ tx: Transaction) throws -> Account? {
    switch proof {
    case .code(_, let email):
      return try AccountStore.lock(email, tx)
    case .token(let token):
      guard let id = try CodeStore.owner(ofToken: SecureToken.hash(token), for: purpose, tx) else {
        return nil
      }
      return try AccountStore.lock(id, tx)
    }
  }
}
