import Identity
import Kernel
import Persistence
import Web

/// An invitation with the shop that it is from.
package struct InvitationOffer: Sendable {
  package let invitation: Invitation
  package let shop: Shop
}

extension Vendors {
  /// The invitation that a link leads to. Throws `Problem(.notFound)` when it has run out, was taken back or
  /// answered.
  package func invitation(_ token: String) async throws -> InvitationOffer {
    let now = clock.now()
    return try await database.read { snapshot in
      guard let found = try InvitationStore.find(.token(token), snapshot), found.isLive(at: now),
        let shop = try ShopStore.find(found.shop, snapshot)
      else { throw invitationEnded }
      return InvitationOffer(invitation: found, shop: shop)
    }
  }

  /// The invitations that wait for an answer of somebody.
  package func invitations(to account: AccountID) async throws -> [InvitationOffer] {
    let now = clock.now()
    return try await database.read { snapshot in
      guard let account = try AccountStore.find(account, snapshot) else { return [] }
      return try InvitationStore.live(to: account.email, at: now, snapshot).compactMap { invitation in
        try ShopStore.find(invitation.shop, snapshot).map {
          InvitationOffer(invitation: invitation, shop: $0)
        }
      }
    }
  }

  /// Makes somebody a member of the shop that invited them. Throws `Problem(.notFound)` when the invitation
  /// is no longer good, `Problem(.forbidden)` when it went to another address than theirs.
  package func acceptInvitation(_ reference: InvitationReference, by id: AccountID) async throws -> Shop {
    try await database.write { tx in
      let (account, invitation) = try addressed(reference, to: id, tx)
      // The permissions are those of this moment: the owner may have changed them since the look above.
      guard let shop = try ShopStore.lock(invitation.shop, tx),
        let permissions = try InvitationStore.take(invitation.id, tx)
      else { throw invitationEnded }
      if shop.owner == id { return shop }
      try StaffStore.put(id, in: shop.id, permissions, tx)
      try tx.record("staff.joined", on: id, shop: shop.id, after: ["permissions": permissions.json])
      try mailOwner(of: shop, tx) { try StaffMails(site: site.named(tx)).joined(account, shop, $0) }
      return shop
    }
  }

  /// Turns an invitation down. Throws as `acceptInvitation` does; a link may be turned down by whoever has
  /// it.
  package func declineInvitation(
    _ reference: InvitationReference, by id: AccountID?,
    when condition: @escaping Condition<InvitationOffer> = { _ in }
  ) async throws {
    try await database.write { tx in
      var invitation = try InvitationStore.find(reference, tx)
      if case .id = reference {
        guard let id else { throw Problem(.unauthenticated) }
        invitation = try addressed(reference, to: id, tx).1
      }
      guard let invitation else { throw invitationEnded }
      // Whoever changes an invitation locks its shop.
      if let shop = try ShopStore.lock(invitation.shop, tx),
        let present = try InvitationStore.find(reference, tx)
      {
        try condition(InvitationOffer(invitation: present, shop: shop))
      }
      guard try InvitationStore.take(invitation.id, tx) != nil else { throw invitationEnded }
      try tx.record("staff.declined", on: invitation.id, shop: invitation.shop)
      guard let shop = try ShopStore.find(invitation.shop, tx) else { return }
      try mailOwner(of: shop, tx) {
        try StaffMails(site: site.named(tx)).declined(invitation.email, shop, $0)
      }
    }
  }

  /// The invitation and who answers it, whose address must be the one that it went to.
  private func addressed(
    _ reference: InvitationReference, to id: AccountID, _ tx: Transaction
  ) throws -> (Account, Invitation) {
    guard let account = try AccountStore.hold(id, tx) else { throw Problem(.unauthenticated) }
    guard let invitation = try InvitationStore.find(reference, tx), invitation.isLive(at: tx.now) else {
      throw invitationEnded
    }
    guard invitation.email == account.email else {
      if case .id = reference { throw invitationEnded }
      throw Problem(
        .forbidden, "This invitation went to another address. Log in with that address to accept it.")
    }
    return (account, invitation)
  }

  private var invitationEnded: Problem {
    Problem(
      .notFound,
      """
      This invitation is no longer good: it was answered, taken back, or has run out. Ask the \
      shop for another one.
      """)
  }
}
