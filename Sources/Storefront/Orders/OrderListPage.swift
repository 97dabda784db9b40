import Kernel
import Ordering
import Presentation
import Web

private let ordersOnPage = 12

/// Parts of the list that people look for.
enum OrderGroup: String, CaseIterable {
  case all, open, delivered, ended

  /// The states that belong to it; empty for all.
  var states: [OrderStatus] {
    switch self {
    case .all: []
    case .open: OrderStatus.open
    case .delivered: OrderStatus.states(.delivered)
    case .ended: OrderStatus.states(.refundRequested, .ended)
    }
  }
}

/// Everything that somebody has bought.
struct OrderListPage {
  let frame: StorefrontFrame
  let group: OrderGroup
  let counts: [OrderStatus: Int64]
  let orders: Page<OrderDetails>
  let pictures: [VariantID: Picture]
  let isFirst: Bool
}

/// What guests see: how to find an order without an account.
struct FindOrderPage {
  let frame: StorefrontFrame
  let form: FormState
}

extension Storefront {
  func showOrders(_ request: Request) async throws -> Response {
    guard let viewer = request.viewer else {
      return .html(FindOrderPage(frame: try await frame(request), form: .empty).html(request.flash))
    }
    let group = request.query["show"].flatMap { OrderGroup(rawValue: $0) } ?? .all
    let cursor = try request.page().cursor
    let orders = try await ordering.orders(
      OrderFilter(account: viewer.account, states: group.states),
      PageRequest(limit: ordersOnPage, cursor: cursor))
    let page = OrderListPage(
      frame: try await frame(request), group: group,
      counts: try await ordering.orderCounts(OrderFilter(account: viewer.account)), orders: orders,
      pictures: catalog.thumbnails(orders.items.flatMap(\.order.items)), isFirst: cursor == nil)
    return .html(page.html(request.flash))
  }

  /// Leads to the order that a guest names. One that belongs to an account is opened by whoever is logged in there.
  func findOrder(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let order = try await ordering.findOrder(request.form(FindOrderInput.self))
      guard let account = order.account else {
        return .redirect(to: Paths.order(order.id, key: order.accessKey))
      }
      let path = Paths.order(order.id)
      return .redirect(
        to: request.viewer?.account == account ? path : EntryForm.path(Paths.signIn, next: path))
    } again: { form, _ in
      FindOrderPage(frame: try await frame(request), form: form).html(nil)
    }
  }
}
