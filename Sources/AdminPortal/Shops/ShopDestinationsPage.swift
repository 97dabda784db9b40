import Vendors
import Web

/// Where a shop is paid, in full.
struct ShopDestinationsPage {
  let frame: AdminFrame
  let shop: Shop
  let destinations: [PayoutDestination]
}

extension AdminPortal {
  func shopDestinations(_ request: Request) async throws -> ShopDestinationsPage {
    let reviewed = try await vendors.shopForReview(request.parameter("shop"))
    return ShopDestinationsPage(
      frame: try await frame(request), shop: reviewed.shop,
      destinations: try await vendors.destinationsForPayout(of: reviewed.shop.id))
  }
}
