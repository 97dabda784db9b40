import Kernel
import Presentation
import Vendors
import Web

extension SellerPortal {
  /// Ends one's own work in a shop.
  func leaveShop(_ request: Request) async throws -> Response {
    try await vendors.leaveStaff(
      of: request.parameter("workplace"), by: request.requireViewer().account)
    return .redirect(to: SellerPaths.shops, flash: .success("You no longer work in that shop."))
  }
}
