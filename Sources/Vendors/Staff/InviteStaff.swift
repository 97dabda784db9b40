import Gateways
import Identity
import Kernel
import Persistence
import Web

/// What became of an invitation.
package enum InvitationOutcome: Sendable {
  /// A mail is on its way, or was a moment ago.
  case invited(Invitation)
  /// The person works in the shop already and may do this now.
  case updated(StaffMember)
}

extension Vendors {
  /// Asks somebody by mail to work in the shop. Who does already gets the new permissions at once; who was
  /// asked a moment ago gets no second mail. Throws `Problem(.invalidInput)` for the owner's own address,
  /// `Problem(.tooManyRequests)` after taking back, `Problem(.notAllowedNow)` beyond a hundred.
  package func invite(
    _ input: InviteStaffInput, to id: ShopID, by actor: AccountID
  ) async throws -> InvitationOutcome {
    try await database.write { tx in
      guard let shop = try ShopStore.lock(id, tx) else { throw Problem(.notFound) }
      if try AccountStore.find(shop.owner, tx)?.email == input.email {
        throw Problem.invalid("email", "owner", "This is the owner's address. The owner may do everything.")
      }
      if let member = try StaffStore.find(input.email, in: id, tx) {
        return .updated(try change(member, to: input.permissions, in: id, tx))
      }
      if let waiting = try InvitationStore.find(input.email, to: id, tx),
        waiting.sentAt.adding(seconds: invitationPauseSeconds) > tx.now
      {
        guard waiting.isLive(at: tx.now) else { throw tooSoon(waiting, tx.now) }
        try InvitationStore.setPermissions(waiting.id, input.permissions, tx)
        try recordInvitation("staff.invited", waiting, input.permissions, tx)
        return .invited(try InvitationStore.find(.id(waiting.id), tx) ?? waiting)
      }
      try requireRoom(for: input.email, in: id, tx)
      return .invited(try send(input, to: shop, by: actor, tx))
    }
  }

  /// Mails an invitation again, with a new link. Throws `Problem(.tooManyRequests)` within ten minutes,
  /// `Problem(.notFound)`.
  package func resendInvitation(
    _ id: InvitationID, of shop: ShopID, by actor: AccountID
  ) async throws -> Invitation {
    try await database.write { tx in
      guard let shop = try ShopStore.lock(shop, tx), let old = try InvitationStore.find(.id(id), tx),
        old.shop == shop.id, old.isLive(at: tx.now)
      else { throw invitationGone }
      guard old.sentAt.adding(seconds: invitationPauseSeconds) <= tx.now else { throw tooSoon(old, tx.now) }
      return try send(
        InviteStaffInput(email: old.email, permissions: old.permissions), to: shop, by: actor, tx)
    }
  }

  /// Takes an invitation back; its link is dead at once. Throws `Problem(.notFound)`.
  package func revokeInvitation(_ id: InvitationID, of shop: ShopID) async throws {
    try await database.write { tx in
      guard try InvitationStore.revoke(id, of: shop, tx) else { throw invitationGone }
      try tx.record("staff.invitationRevoked", on: id, shop: shop)
    }
  }

  private func send(
    _ input: InviteStaffInput, to shop: Shop, by actor: AccountID, _ tx: Transaction
  ) throws -> Invitation {
    let token = SecureToken.make()
    let invitation = Invitation(
      id: InvitationID(at: tx.now), shop: shop.id, email: input.email, permissions: input.permissions,
      sentAt: tx.now, expiresAt: tx.now.adding(seconds: invitationLifetimeSeconds), revokedAt: nil)
    try InvitationStore.put(invitation, token: token, tx)
    let stored = try InvitationStore.find(.token(token), tx) ?? invitation
    try recordInvitation("staff.invited", stored, input.permissions, tx)
    let inviter = try AccountStore.find(actor, tx)
    try tx.send(StaffMails(site: site.named(tx)).invited(stored, shop, by: inviter, token: token))
    return stored
  }

  private func recordInvitation(
    _ action: String, _ invitation: Invitation, _ permissions: StaffPermissions, _ tx: Transaction
  ) throws {
    try tx.record(action, on: invitation.id, shop: invitation.shop, after: ["permissions": permissions.json])
  }

  private func requireRoom(for email: EmailAddress, in shop: ShopID, _ tx: Transaction) throws {
    let taken = try StaffStore.count(of: shop, tx) + InvitationStore.count(of: shop, at: tx.now, tx)
    guard taken < maximumStaff else {
      throw Problem(
        .notAllowedNow,
        """
        A shop can have \(maximumStaff) members and invitations. Remove somebody, or wait until an \
        invitation has run out.
        """)
    }
  }

  private var invitationGone: Problem {
    Problem(.notFound, "The invitation was answered, taken back, or has run out.")
  }

  private func tooSoon(_ invitation: Invitation, _ now: Timestamp) -> Problem {
    let end = invitation.sentAt.adding(seconds: invitationPauseSeconds)
    return Problem(
      .tooManyRequests, "An invitation went to this address a moment ago. Try again in some minutes.",
      retryAfterSeconds: max(1, Int((end.milliseconds - now.milliseconds + 999) / 1000)))
  }
}
