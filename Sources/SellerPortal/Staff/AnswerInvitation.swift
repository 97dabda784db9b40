import Kernel
import Presentation
import Vendors
import Web

/// What one is told of instead of being shown a page of its own: that an invitation ended, or went to somebody else.
private let endings: Set<ProblemKind> = [.notFound, .forbidden]

extension SellerPortal {
  func acceptInvitationOfLink(_ request: Request) async throws -> Response {
    let token = try request.parameter("token")
    return try await accept(request, .token(token), back: SellerPaths.invitation(token: token))
  }

  func acceptOwnInvitation(_ request: Request) async throws -> Response {
    let id = try request.id("invitation", as: InvitationID.self)
    return try await accept(request, .id(id), back: SellerPaths.shops)
  }

  func declineInvitationOfLink(_ request: Request) async throws -> Response {
    try await decline(request, .token(request.parameter("token")), back: Paths.home)
  }

  func declineOwnInvitation(_ request: Request) async throws -> Response {
    let id = try request.id("invitation", as: InvitationID.self)
    return try await decline(request, .id(id), back: SellerPaths.shops)
  }

  private func accept(
    _ request: Request, _ reference: InvitationReference, back: String
  ) async throws -> Response {
    try await RefusedForm.redirect(to: back, also: endings) {
      let shop = try await vendors.acceptInvitation(reference, by: request.requireViewer().account)
      return .redirect(to: SellerPaths(shop).dashboard, flash: .success("Welcome to \(shop.name)."))
    }
  }

  private func decline(
    _ request: Request, _ reference: InvitationReference, back: String
  ) async throws -> Response {
    try await RefusedForm.redirect(to: back, also: endings) {
      try await vendors.declineInvitation(reference, by: request.viewer?.account)
      return .redirect(to: back, flash: .information("You turned the invitation down."))
    }
  }
}
