import Kernel
import Ordering
import Presentation
import Web

/// Orders of all shops.
struct OrderListPage {
  let frame: AdminFrame
  let counts: [OrderStatus: Int64]
  let status: OrderStatus?
  let text: String
  let orders: Page<OrderDetails>
  let isFirst: Bool
}

extension AdminPortal {
  func orderList(_ request: Request) async throws -> OrderListPage {
    let status = request.query["status"].flatMap { OrderStatus(rawValue: $0) }
    let text = request.query.typed("q")
    let page = try request.page()
    return OrderListPage(
      frame: try await frame(request), counts: try await ordering.orderCounts(OrderFilter()), status: status,
      text: text ?? "", orders: try await ordering.orders(OrderFilter(status: status, text: text), page),
      isFirst: page.cursor == nil)
  }
}
