import Kernel
import Vendors
import Web

enum InvitationPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    linkRoutes(portal) + ownRoutes(portal)
  }

  private static func linkRoutes(_ portal: SellerPortal) -> [Route] {
    let path = "/invitations/{token}"
    return [
      .page(.get, path, .anyone, limit: .codes) { request in
        let page = try await portal.invitationPage(request)
        return .html(page.html(request), status: page.offer == nil ? .notFound : .ok)
      },
      .page(.post, "\(path)/accept", .signedIn) { request in
        let token = try request.parameter("token")
        return try await portal.accept(request, .token(token), back: "/invitations/\(token)")
      },
      .page(.post, "\(path)/decline", .anyone, limit: .codes) { request in
        let reference = InvitationReference.token(try request.parameter("token"))
        return try await portal.decline(request, reference, back: "/")
      },
    ]
  }

  private static func ownRoutes(_ portal: SellerPortal) -> [Route] {
    [
      .page(.post, "/sell/invitations/{invitation}/accept", .signedIn) { request in
        let id = try request.id("invitation", as: InvitationID.self)
        return try await portal.accept(request, .id(id), back: "/sell")
      },
      .page(.post, "/sell/invitations/{invitation}/decline", .signedIn) { request in
        let id = try request.id("invitation", as: InvitationID.self)
        return try await portal.decline(request, .id(id), back: "/sell")
      },
      .page(.post, "/sell/workplaces/{workplace}/leave", .signedIn) { request in
        let account = try request.requireViewer().account
        try await portal.vendors.leaveStaff(of: request.parameter("workplace"), by: account)
        return .redirect(to: "/sell", flash: .success("You no longer work in that shop."))
      },
    ]
  }
}

/// What the link of an invitation's mail shows.
struct InvitationPage {
  let siteName: String
  /// `nil` when it is no longer good.
  let offer: InvitationOffer?
  let viewer: Viewer?
  let token: String
}

extension SellerPortal {
  func invitationPage(_ request: Request) async throws -> InvitationPage {
    let token = try request.parameter("token")
    var offer: InvitationOffer?
    do {
      offer = try await vendors.invitation(token)
    } catch let problem as Problem where problem.kind == .notFound {
      // The page says so.
    }
    return InvitationPage(
      siteName: try await catalog.site().name, offer: offer, viewer: request.viewer, token: token)
  }

  func accept(
    _ request: Request, _ reference: InvitationReference, back: String
  ) async throws -> Response {
    do {
      let shop = try await vendors.acceptInvitation(reference, by: request.requireViewer().account)
      return .redirect(to: "/sell/\(shop.slug)", flash: .success("Welcome to \(shop.name)."))
    } catch let problem as Problem where [.notFound, .forbidden].contains(problem.kind) {
      return .redirect(to: back, flash: .error(problem.detail))
    }
  }

  func decline(
    _ request: Request, _ reference: InvitationReference, back: String
  ) async throws -> Response {
    do {
      try await vendors.declineInvitation(reference, by: request.viewer?.account)
      return .redirect(to: back, flash: .information("You turned the invitation down."))
    } catch let problem as Problem where problem.kind == .notFound {
      return .redirect(to: back, flash: .error(problem.detail))
    }
  }
}
