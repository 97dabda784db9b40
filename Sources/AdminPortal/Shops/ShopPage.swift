import Kernel
import Vendors
import Web

/// One shop and what can be decided about it.
struct ShopPage {
  let frame: AdminFrame
  let reviewed: ReviewedShop
  let application: ShopApplication
  /// Whether the viewer owns the shop or works for it, and so decides nothing about it.
  let isOwn: Bool
  /// Until when a closed shop can be brought back; `nil` for others, and when nothing is left of it.
  let restorableUntil: Timestamp?
  /// The decision that was refused, with its form.
  let refused: (verdict: ShopVerdict, form: FormState)?
}

extension AdminPortal {
  func shopPage(
    _ request: Request, _ refused: (verdict: ShopVerdict, form: FormState)?
  ) async throws -> ShopPage {
    let reference = try request.parameter("shop")
    let reviewed = try await vendors.shopForReview(reference)
    return ShopPage(
      frame: try await frame(request), reviewed: reviewed,
      application: try await vendors.applicationForReview(reference, isPersonal: false),
      isOwn: try await vendors.isInvolved(request.requireViewer().account, in: reviewed.shop.id),
      restorableUntil: try await vendors.closedShop(reviewed.shop.id)?.restorableUntil, refused: refused)
  }
}
