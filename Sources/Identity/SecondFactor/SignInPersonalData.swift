import Kernel
import Persistence

/// What is kept about how people sign in, besides the password.
package struct SignInPersonalData: PersonalData {
  /// Needs nothing.
  package init() {}

  /// Whether a code is asked for, and the passkeys by their names.
  package func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)] {
    let secondFactor = try SecondFactorStore.find(account, snapshot)
    let passkeys = try PasskeyStore.all(of: account, snapshot).map { passkey -> JSONValue in
      .object([
        "name": .string(passkey.name), "createdAt": .string(passkey.createdAt.rfc3339),
        "lastUsedAt": passkey.lastUsedAt.map { .string($0.rfc3339) } ?? .null,
      ])
    }
    return [
      (
        "secondFactor",
        .object([
          "isOn": .boolean(secondFactor?.confirmedAt != nil),
          "since": secondFactor?.confirmedAt.map { .string($0.rfc3339) } ?? .null,
        ])
      ),
      ("passkeys", .array(passkeys)),
    ]
  }

  /// All of it goes.
  package func forget(_ account: AccountID, _ tx: Transaction) throws {
    _ = try SecondFactorStore.delete(account, tx)
    try PasskeyStore.deleteAll(of: account, tx)
  }
}
