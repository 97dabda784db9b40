import Kernel
import Ordering
import Settlement
import Web

enum OrderPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/orders", .shop(.orders)) { request in
        .html(try await portal.orderList(request).html(request))
      },
      .page(.post, "/sell/{shop}/orders", .shop(.orders)) { request in try await portal.moveOrders(request) },
      .page(.get, "/sell/{shop}/orders/{order}", .shop(.orders)) { request in
        .html(try await portal.orderDetail(request, .empty).html(request))
      },
      .page(.post, "/sell/{shop}/orders/{order}", .shop(.orders)) { request in
        try await portal.moveOrder(request)
      },
    ]
  }
}

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

private let mostOrdersAtOnce = 100

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

  /// Moves the selected orders to the state that the button says; those that can't go there stay.
  func moveOrders(_ request: Request) async throws -> Response {
    let shop = try request.requireShop()
    let list = try await path(request, .orders)
    let ids = request.formValues.all("ids").compactMap { OrderID($0) }.prefix(mostOrdersAtOnce)
    guard let target = request.formValues["action"].flatMap({ OrderStatus(rawValue: $0) }), !ids.isEmpty
    else {
      return .redirect(to: list, flash: .error("Select the orders first."))
    }
    var moved = 0
    for id in ids {
      do {
        _ = try await ordering.moveOrder(id, OrderMove(to: target, by: .vendor), access: .shop(shop))
        moved += 1
      } catch let problem as Problem where problem.kind == .transitionNotAllowed {
        continue
      }
    }
    let left = ids.count - moved
    var message: [Words] = ["Nothing was changed."]
    if moved > 0 {
      let state = target.label
      message = ["\(count: moved, one: "# order is", other: "# orders are") now in the state “\(state)”."]
    }
    if left > 0 {
      message.append(
        """
        \(count: left, one: "# order could not be changed from where it stands.",
          other: "# orders could not be changed from where they stand.")
        """)
    }
    let told = Words(sentences: message)
    return .redirect(to: list, flash: moved > 0 ? .success(told) : .error(told))
  }
}
