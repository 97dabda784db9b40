import Kernel
import Ordering
import Presentation
import Settlement
import Web

enum OrderDeskRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/orders", .admin(.orders)) { request in
        .html(try await portal.orderList(request).html(request))
      },
      .page(.get, "/admin/orders/{order}", .admin(.orders)) { request in
        .html(try await portal.orderDetail(request).html(request))
      },
    ]
  }
}

/// Orders of all shops.
struct OrderListPage {
  let frame: AdminFrame
  let counts: [OrderStatus: Int64]
  let status: OrderStatus?
  let text: String
  let orders: Page<OrderDetails>
  let isFirst: Bool
}

/// One order with its history and its money.
struct OrderDetailPage {
  let frame: AdminFrame
  let details: OrderDetails
  let share: OrderShare?
  let refund: Refund?
  let pictures: [VariantID: Picture]
}

extension AdminPortal {
  func orderList(_ request: Request) async throws -> OrderListPage {
    let status = request.query["status"].flatMap { OrderStatus(rawValue: $0) }
    let text = (request.query["q"] ?? "").trimmed
    let page = try request.page()
    let filter = OrderFilter(status: status, text: text.isEmpty ? nil : text)
    return OrderListPage(
      frame: try await frame(request), counts: try await ordering.orderCounts(OrderFilter()), status: status,
      text: text, orders: try await ordering.orders(filter, page), isFirst: page.cursor == nil)
  }

  func orderDetail(_ request: Request) async throws -> OrderDetailPage {
    let id = try request.id("order", as: OrderEntity.self)
    let details = try await ordering.order(id, access: .admin)
    return OrderDetailPage(
      frame: try await frame(request), details: details, share: try await settlement.share(of: id),
      refund: try await settlement.refund(of: id), pictures: catalog.thumbnails(details.order.items))
  }
}
