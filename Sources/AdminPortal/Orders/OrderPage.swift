import Kernel
import Ordering
import Presentation
import Settlement
import Vendors
import Web

/// One order with its history and its money.
struct OrderPage {
  let frame: AdminFrame
  let details: OrderDetails
  let share: OrderShare?
  let refund: Refund?
  let pictures: [VariantID: Picture]
  /// Whether the viewer owns the shop or works for it, and so decides nothing about its orders.
  let isOwn: Bool
  /// Whether the viewer bought it, and so decides nothing about it either.
  var isBought: Bool {
    let order = details.order
    return order.account.map { $0 == frame.viewer.account } ?? (order.email == frame.viewer.email)
  }
}

extension AdminPortal {
  func orderPage(_ request: Request) async throws -> OrderPage {
    let id = try request.id("order", as: OrderEntity.self)
    let details = try await ordering.order(id, access: .admin)
    return OrderPage(
      frame: try await frame(request), details: details, share: try await settlement.share(of: id),
      refund: try await settlement.refund(of: id), pictures: catalog.thumbnails(details.order.items),
      isOwn: try await vendors.isInvolved(request.requireViewer().account, in: details.order.shop.id))
  }
}
