import Areas
import Kernel
import Persistence

/// The words by which people are found: of their names and addresses.
package enum AccountNames: NamedRows {
  /// Of the job that gives accounts from before there were words theirs.
  package static let kind = "identity.rebuild-names"
  /// Written by this area alone.
  package static let index = NameIndex<AccountEntity>(
    words: "account_words", rebuild: "account_word_rebuilds")

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

  /// The accounts behind one with the words of their names, without closed ones; locked.
  package static func next(
    after id: AccountID?, limit: Int, _ tx: Transaction
  ) throws -> [NamedSubject<AccountEntity>] {
    try AccountStore.names(after: id, limit: limit, tx)
  }

  static func words(_ id: AccountID, _ name: String, _ email: EmailAddress) -> NamedSubject<AccountEntity> {
    NamedSubject(id, [name, email.text])
  }
}
