import Areas
import Identity
import Kernel
import Ordering
import Presentation
import Web

/// Orders of all shops.
struct OrderListPage {
  let frame: AdminFrame
  let counts: [OrderStatus: Int64]
  let search: OrderSearch
  let memory: ListMemory
  let orders: Page<Order>
  let isFirst: Bool

  var status: OrderStatus? { search.filter.status }
}

extension AdminPortal {
  func orderList(_ request: Request) async throws -> OrderListPage {
    let search = OrderSearch(AdminPaths.orders, request.query, in: timeZone)
    let page = try request.page()
    return OrderListPage(
      frame: try await frame(request), counts: try await ordering.orderCounts(OrderFilter()),
      search: search, memory: try await identity.memory(of: .orders, request),
      orders: try await ordering.orders(search.filter, by: search.order, page).map(\.order),
      isFirst: page.cursor == nil)
  }

  /// What the list shows as a file, all pages of it.
  func orderFile(_ request: Request, as format: TableFormat) async throws -> Response {
    let search = try OrderSearch(AdminPaths.orders, request.query, in: timeZone).checked()
    return try await ordering.orderTable(search.filter, by: search.order, as: format)
  }
}
