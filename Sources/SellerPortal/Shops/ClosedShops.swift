import Kernel
import Presentation
import Vendors
import Web

/// The shops that somebody closed, each with the way back.
struct ClosedShops {
  let shops: [ClosedShop]
  let now: Timestamp
}

extension SellerPortal {
  func restoreShop(_ request: Request) async throws -> Response {
    try await RefusedForm.redirect(to: SellerPaths.shops) {
      let shop = try await vendors.restoreShop(
        request.parameter("shop"), by: request.requireViewer().account)
      return .redirect(
        to: SellerPaths(shop).dashboard, flash: .success("\(shop.name) is back as it was."))
    }
  }
}
