import Areas
import Kernel
import Persistence

/// How often to look whether accounts wait for the words of their names, in seconds.
private let rebuildEverySeconds: Int64 = 60

/// The words by which people are found: of their names and addresses.
package enum AccountNames {
  static let index = NameIndex<AccountEntity>(words: "account_words", rebuild: "account_word_rebuilds")

  /// The condition that an account, whose id is this expression, is found by what was typed.
  package static func match(_ typed: String, on id: SQL, _ snapshot: Snapshot) throws -> NameMatch {
    try index.match(typed, on: id, snapshot)
  }

  static func add(_ account: Account, _ tx: Transaction) throws {
    try index.add([words(account.id, account.name, account.email)], tx)
  }

  /// Brings the words up to date with the row, after a change of its name or its address.
  static func refresh(_ id: AccountID, _ tx: Transaction) throws {
    guard let account = try AccountStore.find(id, tx) else { return try index.remove(id, tx) }
    try index.replace([words(id, account.name, account.email)], tx)
  }

  static func words(_ id: AccountID, _ name: String, _ email: EmailAddress) -> NamedSubject<AccountEntity> {
    NamedSubject(id, [name, email.text])
  }
}

/// Gives accounts from before there were words theirs.
struct RebuildAccountNames: Job {
  static let kind = "identity.rebuild-names"

  static func register(_ identity: Identity, in registry: inout JobRegistry) throws {
    registry.on(RebuildAccountNames.self) { _, _ in try await identity.rebuildNames() }
    try registry.every(seconds: rebuildEverySeconds, RebuildAccountNames())
  }
}

extension Identity {
  /// Goes on with the words of accounts from before.
  func rebuildNames(steps: Int? = nil, of limit: Int? = nil) async throws {
    try await AccountNames.index.fill(database, steps: steps, of: limit) { id, limit, tx in
      try AccountStore.names(after: id, limit: limit, tx)
    }
  }
}
