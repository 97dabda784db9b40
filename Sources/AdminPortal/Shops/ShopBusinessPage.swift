import Vendors
import Web

/// Who is behind a shop.
struct ShopBusinessPage {
  let frame: AdminFrame
  let application: ShopApplication
}

extension AdminPortal {
  func shopBusiness(_ request: Request) async throws -> ShopBusinessPage {
    ShopBusinessPage(
      frame: try await frame(request),
      application: try await vendors.applicationForReview(request.parameter("shop"), isPersonal: true))
  }
}
