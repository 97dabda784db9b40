import Kernel
import Persistence

/// What is kept about people's accounts at other sites.
package struct ExternalIdentityPersonalData: PersonalData {
  /// Needs nothing.
  package init() {}

  /// The links, by provider.
  package func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)] {
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
  package func forget(_ account: AccountID, _ tx: Transaction) throws {
    try ExternalIdentityStore.deleteAll(of: account, tx)
  }
}
