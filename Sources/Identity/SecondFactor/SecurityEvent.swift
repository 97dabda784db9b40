import Kernel
import Persistence

/// Rows of the audit log that are looked through for one account.
private let searchedEntries = 100

/// Something that changed how an account is signed in to, as its owner sees it.
package struct SecurityEvent: Hashable, Sendable {
  /// What happened, by its name in the audit log.
  package enum Kind: String, CaseIterable, Sendable {
    case codesOn = "secondFactor.enabled"
    case codesOff = "secondFactor.disabled"
    case recoveryCodesRenewed = "secondFactor.codesRenewed"
    case passkeyAdded = "passkey.added"
    case passkeyRenamed = "passkey.renamed"
    case passkeyRemoved = "passkey.removed"
    case identityLinked = "account.identity-linked"
    case identityUnlinked = "account.identity-unlinked"
    case signedOut = "account.signedOut"
  }

  package let kind: Kind
  package let at: Timestamp
  /// The address that it was done from, when the owner did it.
  package let client: String?
}

extension Identity {
  /// The latest changes in how the account is signed in to, at most `limit`, the newest first.
  package func securityEvents(of account: AccountID, limit: Int) async throws -> [SecurityEvent] {
    var filter = AuditFilter()
    filter.target = account.description
    let wanted = filter
    let entries = try await database.read {
      try AuditQuery.entries(wanted, before: nil, limit: searchedEntries, $0)
    }
    let events = entries.compactMap { entry in
      SecurityEvent.Kind(rawValue: entry.action).map { kind in
        SecurityEvent(kind: kind, at: entry.at, client: entry.account == account ? entry.client : nil)
      }
    }
    return Array(events.prefix(limit))
  }
}
