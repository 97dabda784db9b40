import Web

enum StaffPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    members(portal) + invitations(portal) + answers(portal)
  }

  private static func members(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/staff", .shop(.ownership)) { request in
        .html(try await portal.staffPage(request, .empty).html(request))
      },
      .page(.get, "/sell/{shop}/staff/{account}", .shop(.ownership)) { request in
        .html(try await portal.memberPage(request, nil).html(request))
      },
      .page(.post, "/sell/{shop}/staff/{account}", .shop(.ownership)) { request in
        try await portal.editStaff(request)
      },
      .page(.post, "/sell/{shop}/staff/{account}/remove", .shop(.ownership)) { request in
        try await portal.removeStaff(request)
      },
    ]
  }

  private static func invitations(_ portal: SellerPortal) -> [Route] {
    [
      .page(.post, "/sell/{shop}/staff/invitations", .shop(.ownership), limit: .codes) { request in
        try await portal.inviteStaff(request)
      },
      .page(
        .post, "/sell/{shop}/staff/invitations/{invitation}/resend", .shop(.ownership), limit: .codes
      ) { request in try await portal.resendInvitation(request) },
      .page(.post, "/sell/{shop}/staff/invitations/{invitation}/revoke", .shop(.ownership)) { request in
        try await portal.revokeInvitation(request)
      },
    ]
  }

  /// Those of who was invited: by the link of a mail, or among one's own shops.
  private static func answers(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/invitations/{token}", .anyone, limit: .codes) { request in
        let page = try await portal.invitationPage(request)
        return .html(page.html(request), status: page.offer == nil ? .notFound : .ok)
      },
      .page(.post, "/invitations/{token}/accept", .signedIn) { request in
        try await portal.acceptInvitationOfLink(request)
      },
      .page(.post, "/invitations/{token}/decline", .anyone, limit: .codes) { request in
        try await portal.declineInvitationOfLink(request)
      },
      .page(.post, "/sell/invitations/{invitation}/accept", .signedIn) { request in
        try await portal.acceptOwnInvitation(request)
      },
      .page(.post, "/sell/invitations/{invitation}/decline", .signedIn) { request in
        try await portal.declineOwnInvitation(request)
      },
    ]
  }
}
