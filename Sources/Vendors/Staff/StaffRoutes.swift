import Kernel
import Web

/// The people who work in a shop: its owner invites them, and they answer.
package enum StaffRoutes {
  private static let tag = "Staff"

  /// Every route of the noun.
  package static func routes(_ vendors: Vendors) -> [Route] {
    memberRoutes(vendors) + invitationRoutes(vendors) + linkRoutes(vendors) + ownRoutes(vendors)
  }

  private static func memberRoutes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/staff", "List who works in a shop, and who was asked to", tag: tag,
        .shop(.ownership), answer: StaffListOutput.self
      ) { request in
        let staff = try await vendors.staff(of: request.requireShop())
        return StaffListOutput(members: staff.members, invitations: staff.invitations)
      },
      .api(
        .get, "/shops/{shop}/staff/{account}", "Show a member", tag: tag, .shop(.ownership),
        answer: StaffMemberOutput.self
      ) { request in
        let account = try request.id("account", as: AccountID.self)
        return StaffMemberOutput(member: try await vendors.member(account, of: request.requireShop()))
      },
      .api(
        .patch, "/shops/{shop}/staff/{account}", "Change what a member may do", tag: tag, .shop(.ownership),
        body: EditStaffInput.self, answer: StaffMemberOutput.self, problems: [.preconditionFailed]
      ) { request, body in
        let account = try request.id("account", as: AccountID.self)
        let edit = request.edit(body) { StaffMemberOutput(member: $0) }
        return StaffMemberOutput(
          member: try await vendors.editStaff(account, in: request.requireShop(), edit))
      },
      .api(
        .delete, "/shops/{shop}/staff/{account}", "End a member's work in the shop", tag: tag,
        .shop(.ownership), answer: NoContent.self, problems: [.preconditionFailed]
      ) { request in
        let account = try request.id("account", as: AccountID.self)
        try await vendors.removeStaff(
          account, from: request.requireShop(), when: request.condition { StaffMemberOutput(member: $0) })
        return NoContent()
      },
    ]
  }

  private static func invitationRoutes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .post, "/shops/{shop}/staff/invitations", "Ask somebody by mail to work in the shop", tag: tag,
        .shop(.ownership), body: InviteStaffInput.self, answer: InvitationAnswerOutput.self, status: .created,
        idempotent: true,
        limit: .codes, problems: [.notAllowedNow]
      ) { request, body in
        try await request.answer(with: InvitationAnswerOutput.init(outcome:)) {
          try await vendors.invite(body, to: request.requireShop(), by: request.requireViewer().account)
        }
      },
      .api(
        .post, "/shops/{shop}/staff/invitations/{invitation}/mails",
        "Mail an invitation again, with a new link",
        tag: tag, .shop(.ownership), answer: StaffInvitationOutput.self, idempotent: true, limit: .codes
      ) { request in
        let id = try request.id("invitation", as: InvitationID.self)
        let actor = try request.requireViewer().account
        return try await request.answer(with: StaffInvitationOutput.init(invitation:)) {
          try await vendors.resendInvitation(id, of: request.requireShop(), by: actor)
        }
      },
      .api(
        .delete, "/shops/{shop}/staff/invitations/{invitation}", "Take an invitation back", tag: tag,
        .shop(.ownership), answer: NoContent.self
      ) { request in
        let id = try request.id("invitation", as: InvitationID.self)
        try await vendors.revokeInvitation(id, of: request.requireShop())
        return NoContent()
      },
    ]
  }

  private static func linkRoutes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .get, "/invitations/{token}", "Show the invitation that a mail's link leads to", tag: tag, .anyone,
        answer: InvitationOfferOutput.self, limit: .codes, problems: [.notFound]
      ) { request in InvitationOfferOutput(offer: try await vendors.invitation(request.parameter("token"))) },
      .api(
        .post, "/invitations/{token}/accept", "Accept an invitation that went to one's address", tag: tag,
        .signedIn, answer: ShopOutput.self, idempotent: true, problems: [.forbidden, .notFound]
      ) { request in
        let account = try request.requireViewer().account
        let token = try request.parameter("token")
        return try await request.answer(with: { ShopOutput($0, isManaged: true) }) {
          try await vendors.acceptInvitation(.token(token), by: account)
        }
      },
      .api(
        .delete, "/invitations/{token}", "Turn an invitation down", tag: tag, .anyone,
        answer: NoContent.self, problems: [.notFound, .preconditionFailed]
      ) { request in
        let token = try request.parameter("token")
        try await vendors.declineInvitation(
          .token(token), by: request.viewer?.account,
          when: request.condition { InvitationOfferOutput(offer: $0) })
        return NoContent()
      },
    ]
  }

  private static func ownRoutes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .get, "/me/invitations", "List the invitations that wait for one's answer", tag: tag, .signedIn,
        answer: InvitationOfferListOutput.self
      ) { request in
        let offers = try await vendors.invitations(to: request.requireViewer().account)
        return InvitationOfferListOutput(items: offers.map { InvitationOfferOutput(offer: $0) })
      },
      .api(
        .post, "/me/invitations/{invitation}/accept", "Accept an invitation", tag: tag, .signedIn,
        answer: ShopOutput.self, idempotent: true, problems: [.notFound]
      ) { request in
        let id = try request.id("invitation", as: InvitationID.self)
        let account = try request.requireViewer().account
        return try await request.answer(with: { ShopOutput($0, isManaged: true) }) {
          try await vendors.acceptInvitation(.id(id), by: account)
        }
      },
      .api(
        .delete, "/me/invitations/{invitation}", "Turn an invitation down", tag: tag, .signedIn,
        answer: NoContent.self, problems: [.notFound]
      ) { request in
        let id = try request.id("invitation", as: InvitationID.self)
        try await vendors.declineInvitation(.id(id), by: request.requireViewer().account)
        return NoContent()
      },
      .api(
        .delete, "/me/shops/{shop}", "Stop working in a shop that isn't one's own", tag: tag, .signedIn,
        answer: NoContent.self, problems: [.notFound]
      ) { request in
        let account = try request.requireViewer().account
        try await vendors.leaveStaff(of: request.parameter("shop"), by: account)
        return NoContent()
      },
    ]
  }
}
