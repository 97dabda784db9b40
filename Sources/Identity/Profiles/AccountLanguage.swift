import Kernel
import Persistence

extension Identity {
  /// Keeps the language that an account's owner reads; mails to them are written in it. Throws
  /// `Problem(.unauthenticated)` for an account that was closed.
  package func setLanguage(_ language: Language, of account: AccountID) async throws {
    try await database.write { tx in
      guard try AccountStore.lock(account, tx) != nil else { throw Problem(.unauthenticated) }
      try ProfileStore.setLanguage(language.tag, of: account, tx)
    }
  }

  /// The language that an account's owner chose; `nil` while they chose none that there is.
  package func language(of account: AccountID) async throws -> Language? {
    try await database.read { try ProfileStore.find(account, $0).language }.flatMap { Languages.find($0) }
  }
}
