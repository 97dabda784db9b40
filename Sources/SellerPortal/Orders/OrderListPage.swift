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
    if text == "toSend" {
      self = .toSend
    } else {
      self = text.flatMap { OrderStatus(rawValue: $0) }.map { .status($0) } ?? .all
    }
  }

  /// What stands in the address; `nil` for all.
  var parameter: String? {
    switch self {
    case .all: nil
    case .toSend: "toSend"
    case .status(let status): status.rawValue
    }
  }
}

/// The shop's orders.
struct OrderListPage {
  let frame: SellerFrame
  let counts: [OrderStatus: Int64]
  let tab: OrderTab
  let text: String
  let orders: Page<Order>
  let isFirst: Bool
}

extension SellerPortal {
  func orderList(_ request: Request) async throws -> OrderListPage {
    let shop = try request.requireShop()
    let tab = OrderTab(request.query["status"])
    let text = (request.query["q"] ?? "").trimmed
    let page = try request.page()
    var filter = OrderFilter(shop: shop, text: text.isEmpty ? nil : text)
    switch tab {
    case .all: break
    case .toSend: filter.states = OrderStatus.unsent
    case .status(let status): filter.status = status
    }
    return OrderListPage(
      frame: try await frame(request), counts: try await ordering.orderCounts(OrderFilter(shop: shop)),
      tab: tab,
      text: text, orders: try await ordering.orders(filter, page).map(\.order), isFirst: page.cursor == nil)
  }
}
