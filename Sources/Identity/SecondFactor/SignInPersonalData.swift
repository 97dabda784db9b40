import Areas
import Kernel
import Persistence

/// What is kept about how people sign in, besides the password.
struct SignInPersonalData: PersonalData {
  /// Whether a code is asked for, and the passkeys by their names.
  func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)] {
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
  func forget(_ account: AccountID, _ tx: Transaction) throws {
    _ = try SecondFactorStore.delete(account, tx)
    try PasskeyStore.deleteAll(of: account, tx)
  }

  func files(for account: AccountID, _ snapshot: Snapshot) throws -> [PersonalFile] { [] }
  func obstacle(toClosing account: AccountID, _ snapshot: Snapshot) throws -> Words? { nil }
  func traces(of account: AccountID, _ snapshot: Snapshot) throws -> [String] { [] }
  func counts(of account: AccountID, _ snapshot: Snapshot) throws -> [String: Int] { [:] }
  func erase(_ person: ErasedPerson, _ tx: Transaction) throws -> [ErasureEntry] {
    try forget(person.account, tx)
    return []
  }
  func expire(_ retention: Retention, limit: Int, _ tx: Transaction) throws -> Int { 0 }
}
