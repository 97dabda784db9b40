import Areas
import Kernel
import Persistence

/// What is kept about people's accounts at other sites.
struct ExternalIdentityPersonalData: PersonalData {
  /// The links, by provider.
  func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)] {
    let links = try ExternalIdentityStore.all(of: account, snapshot).map { link -> JSONValue in
      .object([
        "provider": .string(link.provider), "issuer": .string(link.issuer),
        "subject": .string(link.subject), "linkedAt": .string(link.linkedAt.rfc3339),
        "lastUsedAt": .string(link.lastUsedAt.rfc3339),
      ])
    }
    return [("externalIdentities", .array(links))]
  }

  /// Nothing about them stays.
  func forget(_ account: AccountID, _ tx: Transaction) throws {
    try ExternalIdentityStore.deleteAll(of: account, tx)
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
