import Areas
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
        let filter = query.filter(shop: try request.requireShop())
        let page = try await ordering.orders(filter, by: query.order, request.page())
        return page.map { OrderOutput($0, for: .vendor, ordering.imageURL) }
      },
      .download(
        .get, "/shops/{shop}/orders.csv", "Download what the list of orders shows, as CSV", tag: tag,
        .shop(.orders), query: OrderListQuery.self, contentType: "text/csv"
      ) { request, query in
        try await ordering.orderTable(
          query.filter(shop: request.requireShop()), by: query.order, as: .csv)
      },
      .download(
        .get, "/shops/{shop}/orders.xlsx", "Download what the list of orders shows, for Excel", tag: tag,
        .shop(.orders), query: OrderListQuery.self, contentType: TableFormat.xlsx.contentType
      ) { request, query in
        try await ordering.orderTable(
          query.filter(shop: request.requireShop()), by: query.order, as: .xlsx)
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
