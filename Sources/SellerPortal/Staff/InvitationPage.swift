import Kernel
import Presentation
import Vendors
import Web

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
}
