import Gateways
import Kernel
import Persistence

extension Identity {
  /// Takes a code and does `use` in the same transaction. A code works once; a wrong guess counts against
  /// every code of the account with this purpose. Throws `Problem(.codeInvalid)`.
  func redeem<Value: Sendable>(
    _ proof: CodeProof, for purpose: CodePurpose,
    _ use: @escaping @Sendable (Account, OneTimeCode, Transaction) throws -> Value
  ) async throws -> Value {
    // A wrong guess must be committed, so it is an answer of the transaction and not an error.
    let value: Value? = try await database.write { tx in
      guard let account = try owner(of: proof, for: purpose, tx) else { return nil }
      let codes = try CodeStore.live(of: account.id, for: purpose, tx)
      guard let code = codes.first(where: { $0.isProved(by: proof) }) else {
        if case .code = proof { try CodeStore.countWrongGuess(of: account.id, for: purpose, tx) }
        return nil
      }
      try CodeStore.delete(of: account.id, for: purpose, tx)
      return try use(account, code, tx)
    }
    guard let value else { throw Problem(.codeInvalid) }
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
