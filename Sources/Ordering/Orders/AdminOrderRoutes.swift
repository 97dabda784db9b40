import Areas
import Kernel
import Web

/// The admin's side of orders.
package enum AdminOrderRoutes {
  private static let tag = "Admin"

  /// The routes of all orders.
  package static func routes(_ ordering: Ordering) -> [Route] {
    [
      .api(
        .get, "/admin/orders", "List all orders", tag: tag, .admin(.orders), query: OrderListQuery.self,
        answer: Page<OrderOutput>.self
      ) { request, query in
        let page = try await ordering.orders(query.filter(), by: query.order, request.page())
        return page.map { OrderOutput($0, for: .admin, ordering.imageURL) }
      },
      .download(
        .get, "/admin/orders.csv", "Download what the list of orders shows, as CSV", tag: tag,
        .admin(.orders), query: OrderListQuery.self, contentType: "text/csv"
      ) { _, query in try await ordering.orderTable(query.filter(), by: query.order, as: .csv) },
      .download(
        .get, "/admin/orders.xlsx", "Download what the list of orders shows, for Excel", tag: tag,
        .admin(.orders), query: OrderListQuery.self, contentType: TableFormat.xlsx.contentType
      ) { _, query in try await ordering.orderTable(query.filter(), by: query.order, as: .xlsx) },
      .api(
        .get, "/admin/orders/{order}", "Show any order", tag: tag, .admin(.orders), answer: OrderOutput.self
      ) { request in
        let order = try await ordering.order(request.id("order"), access: .admin)
        return OrderOutput(order, for: .admin, ordering.imageURL)
      },
      .api(
        .post, "/admin/orders/{order}/transitions", "Move any order along its life", tag: tag,
        .admin(.orders),
        body: OrderTransitionInput.self, answer: OrderOutput.self, idempotent: true,
        problems: [.transitionNotAllowed, .ownShop, .ownOrder]
      ) { request, body in
        try await request.answer(with: { OrderOutput($0, for: .admin, ordering.imageURL) }) {
          try await ordering.moveOrder(request.id("order"), body.move(by: .admin), access: .admin)
        }
      },
    ]
  }
}
