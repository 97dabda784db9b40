import Catalog
import Kernel
import Ordering
import Presentation
import Settlement
import Web

/// One order: what goes into the parcel, to whom, and what comes next.
struct OrderPage {
  let frame: SellerFrame
  let order: Order
  let history: [OrderHistoryEntry]
  /// The picture of each item that has one.
  let pictures: [VariantID: Picture]
  let share: OrderShare?
  let refund: Refund?
  let form: FormState
}

extension SellerPortal {
  func orderPage(_ request: Request, _ form: FormState) async throws -> OrderPage {
    let id = try request.id("order", as: OrderEntity.self)
    let details = try await ordering.order(id, access: .shop(request.requireShop()))
    return OrderPage(
      frame: try await frame(request), order: details.order, history: details.history,
      pictures: catalog.thumbnails(details.order.items), share: try await settlement.share(of: id),
      refund: try await settlement.refund(of: id), form: form)
  }
}
