import Gateways
import Kernel
import Persistence
import Web

extension Identity {
  /// The account as it is stored, once it is shown that its owner asks. Throws `Problem(.invalidInput)` on
  /// `field` for a password that is missing or wrong. An account that came from another site has none; there
  /// a recent log-in stands for it, and `Problem(.confirmationNeeded)` says that it was too long ago.
  func prove(
    _ password: String?, of id: AccountID, in session: SessionID, field: String
  ) async throws -> StoredAccount {
    guard let stored = try await database.read({ try AccountStore.stored(id, $0) }) else {
      throw Problem(.unauthenticated)
    }
    guard stored.hasPassword else {
      guard try await isRecent(session) else { throw Problem(.confirmationNeeded) }
      return stored
    }
    guard let password else { throw Problem.invalid(field, "required", "Type your password.") }
    guard try await isPassword(password, of: stored) else {
      throw Problem.invalid(field, "wrong", "That is not your password.")
    }
    return stored
  }

  /// Whether it is the account's password. Wrong ones are counted, so that who found an open session can't
  /// try passwords in it. Throws `Problem(.tooManyRequests)`.
  func isPassword(_ password: String, of stored: StoredAccount) async throws -> Bool {
    let subjects = [LockoutSubject.presence(of: stored.account.id)]
    let now = clock.now()
    if let seconds = try await database.read({ try FailedAttemptStore.wait(subjects, at: now, $0) }) {
      throw Problem.lockedOut(seconds: seconds)
    }
    let isRight = try await passwords.verify(password, stored.passwordHash)
    return try await database.write { tx in
      // Others guessed at the same time: a right one among them must not get through because of that.
      if let seconds = try FailedAttemptStore.wait(holding: subjects, tx) {
        throw Problem.lockedOut(seconds: seconds)
      }
      if isRight {
        for subject in subjects { try FailedAttemptStore.forget(subject, tx) }
      } else {
        try FailedAttemptStore.count(subjects, tx)
      }
      return isRight
    }
  }

  /// The account, locked, if what `prove` saw still holds: its password was not changed and its session not
  /// ended meanwhile. Throws `Problem(.unauthenticated)`.
  func stillProved(
    _ stored: StoredAccount, in session: SessionID, _ tx: Transaction
  ) throws -> Account {
    let id = stored.account.id
    guard let now = try AccountStore.lockStored(id, tx), now.passwordHash == stored.passwordHash,
      try SessionStore.isOpen(session, of: id, tx)
    else { throw Problem(.unauthenticated) }
    return now.account
  }
}
