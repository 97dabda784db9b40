import Areas
import Gateways
import Kernel
import Persistence
import Web

extension Identity {
  /// The account's links with other sites, the oldest first.
  package func externalIdentities(of account: AccountID) async throws -> [ExternalIdentity] {
    try await database.read { try ExternalIdentityStore.all(of: account, $0) }
  }

  /// Ends a link of the viewer's account. Throws `Problem(.notFound)` for another's,
  /// `Problem(.notAllowedNow)` when it is the only way in, and `Problem(.confirmationNeeded)` when the viewer
  /// logged in too long ago.
  package func unlink(_ id: ExternalIdentityID, by viewer: Viewer) async throws {
    let account = viewer.account
    try await database.write { tx in
      try requireRecent(viewer.session, tx)
      // With every superadmin, so that the last two can't step down at once.
      _ = try RoleStore.lock([account], tx)
      guard let present = try AccountStore.lock(account, tx) else { throw Problem(.unauthenticated) }
      let all = try ExternalIdentityStore.all(of: account, tx)
      guard let link = all.first(where: { $0.id == id }) else { throw Problem(.notFound) }
      let hasPassword = try AccountStore.stored(account, tx)?.hasPassword ?? false
      guard try all.count > 1 || hasPassword || !PasskeyStore.all(of: account, tx).isEmpty else {
        throw Problem(
          .notAllowedNow, "This is your only way to log in. Set a password or add a passkey first.")
      }
      _ = try ExternalIdentityStore.delete(id, of: account, tx)
      // What the other site made of the account ends with the link.
      if let role = link.adminRole, role == present.adminRole {
        guard try !RoleStore.isLastSuperadmin(present, tx) else {
          throw Problem(
            .notAllowedNow, "You are the last superadmin, through this link. Make another superadmin first.")
        }
        try AccountStore.setAdminRole(account, nil, tx)
      }
      try tx.record(
        "account.identity-unlinked", on: account, before: ["provider": .string(link.provider)])
    }
  }

  /// Links the provider's person with an account whose owner is logged in. Throws `OpenIDError`.
  func link(_ person: OpenIDPerson, of provider: OpenIDProvider, with account: AccountID) async throws {
    try await database.write { tx in
      guard let owner = try AccountStore.lock(account, tx) else { throw OpenIDError.otherViewer }
      if let known = try ExternalIdentityStore.lock(issuer: provider.issuer, subject: person.subject, tx) {
        guard known.account == account else { throw OpenIDError.linkedElsewhere }
        return
      }
      _ = try connect(person, of: provider, with: owner, tx)
      try tx.send(SecurityMails(site: site.named(tx)).linked(owner, provider))
    }
  }
}
