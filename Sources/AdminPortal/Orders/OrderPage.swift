import Kernel
import Ordering
import Settlement
import Web

/// One order with its history and its money.
struct OrderPage {
  let frame: AdminFrame
  let details: OrderDetails
  let share: OrderShare?
  let refund: Refund?
}

extension AdminPortal {
  func orderPage(_ request: Request) async throws -> OrderPage {
    let id = try request.id("order", as: OrderEntity.self)
    return OrderPage(
      frame: try await frame(request), details: try await ordering.order(id, access: .admin),
      share: try await settlement.share(of: id), refund: try await settlement.refund(of: id))
  }
}
