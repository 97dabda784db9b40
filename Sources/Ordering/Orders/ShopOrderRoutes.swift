import Kernel
import Web

/// The vendor's side of orders.
package enum ShopOrderRoutes {
  private static let tag = "Shop orders"

  /// The routes of a shop's orders.
  package static func routes(_ ordering: Ordering) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/orders", "List a shop's orders", tag: tag, .shop(.orders),
        query: OrderListQuery.self, answer: Page<OrderOutput>.self
      ) { request, query in
        let filter = OrderFilter(shop: try request.requireShop(), status: query.status, text: query.text)
        let page = try await ordering.orders(filter, request.page())
        return page.map { OrderOutput($0, for: .vendor, ordering.imageURL) }
      },
      .api(
        .get, "/shops/{shop}/orders/{order}", "Show an order of a shop", tag: tag, .shop(.orders),
        answer: OrderOutput.self
      ) { request in
        let order = try await ordering.order(request.id("order"), access: .shop(request.requireShop()))
        return OrderOutput(order, for: .vendor, ordering.imageURL)
      },
      .api(
        .post, "/shops/{shop}/orders/{order}/transitions", "Move an order along its life", tag: tag,
        .shop(.orders), body: OrderTransitionInput.self, answer: OrderOutput.self, idempotent: true,
        problems: [.transitionNotAllowed]
      ) { request, body in
        try await request.answer(with: { OrderOutput($0, for: .vendor, ordering.imageURL) }) {
          try await ordering.moveOrder(
            request.id("order"), body.move(by: .vendor), access: .shop(request.requireShop()))
        }
      },
    ]
  }
}
