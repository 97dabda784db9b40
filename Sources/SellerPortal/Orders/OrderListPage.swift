import Areas
import Kernel
import Ordering
import Presentation
import Web

/// What a tab of the list shows.
enum OrderTab: Hashable {
  case all
  case toSend
  case status(OrderStatus)

  /// `toSend` or the name of a state; anything else shows all.
  init(_ text: String?) {
    if text == OrderSearch.toSend {
      self = .toSend
    } else {
      self = text.flatMap { OrderStatus(rawValue: $0) }.map { .status($0) } ?? .all
    }
  }

  /// What stands in the address; `nil` for all.
  var parameter: String? {
    switch self {
    case .all: nil
    case .toSend: OrderSearch.toSend
    case .status(let status): status.rawValue
    }
  }
}

/// The shop's orders.
struct OrderListPage {
  let frame: SellerFrame
  let counts: [OrderStatus: Int64]
  let search: OrderSearch
  let memory: ListMemory
  let orders: Page<Order>
  let isFirst: Bool

  var tab: OrderTab { OrderTab(search.state["status"]) }
}

extension SellerPortal {
  func orderList(_ request: Request) async throws -> OrderListPage {
    let shop = try request.requireShop()
    let frame = try await frame(request)
    let search = OrderSearch(frame.paths.orders, request.query, shop: shop, in: frame.shop.timeZone)
    let page = try request.page()
    return OrderListPage(
      frame: frame, counts: try await ordering.orderCounts(OrderFilter(shop: shop)), search: search,
      memory: try await identity.memory(of: .shopOrders, request),
      orders: try await ordering.orders(search.filter, by: search.order, page).map(\.order),
      isFirst: page.cursor == nil)
  }

  /// What the list shows as a file, all pages of it.
  func orderFile(_ request: Request, as format: TableFormat) async throws -> Response {
    let frame = try await frame(request)
    let search = try OrderSearch(
      frame.paths.orders, request.query, shop: request.requireShop(), in: frame.shop.timeZone
    ).checked()
    return try await ordering.orderTable(search.filter, by: search.order, as: format)
  }
}
