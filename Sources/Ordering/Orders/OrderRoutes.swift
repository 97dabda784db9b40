import Kernel
import Web

/// The buyer's side of orders.
package enum OrderRoutes {
  private static let tag = "Orders"

  /// The routes of a buyer's orders.
  package static func routes(_ ordering: Ordering) -> [Route] {
    [
      .api(
        .get, "/orders", "List one's orders", tag: tag, .signedIn, query: OrderListQuery.self,
        answer: Page<OrderOutput>.self
      ) { request, query in
        let filter = query.filter(account: try request.requireViewer().account)
        let page = try await ordering.orders(filter, by: query.order, request.page())
        return page.map { OrderOutput($0, for: .customer, ordering.imageURL) }
      },
      .api(
        .get, "/orders/{order}", "Show an order", tag: tag, .anyone, query: OrderKeyQuery.self,
        answer: OrderOutput.self
      ) { request, query in
        let access = OrderAccess.customer(request.viewer?.account, key: query.key)
        let order = try await ordering.order(request.id("order"), access: access)
        return OrderOutput(order, for: .customer, ordering.imageURL)
      },
      .api(
        .post, "/orders/{order}/cancel", "Cancel an order that has not left the shop", tag: tag, .anyone,
        query: OrderKeyQuery.self, optionalBody: CancelOrderInput.self, answer: OrderOutput.self,
        idempotent: true, problems: [.transitionNotAllowed]
      ) { request, query, body in
        let move = OrderMove(to: .cancelled, by: .customer, note: body?.reason)
        let access = OrderAccess.customer(request.viewer?.account, key: query.key)
        return try await request.answer(with: { OrderOutput($0, for: .customer, ordering.imageURL) }) {
          try await ordering.moveOrder(request.id("order"), move, access: access)
        }
      },
      .api(
        .post, "/orders/{order}/refund-requests", "Ask for the money of a delivered order", tag: tag,
        .anyone, query: OrderKeyQuery.self, body: RefundRequestInput.self, answer: OrderOutput.self,
        status: .created, idempotent: true, problems: [.transitionNotAllowed]
      ) { request, query, body in
        let move = OrderMove(to: .refundRequested, by: .customer, note: body.reason)
        let access = OrderAccess.customer(request.viewer?.account, key: query.key)
        return try await request.answer(with: { OrderOutput($0, for: .customer, ordering.imageURL) }) {
          try await ordering.moveOrder(request.id("order"), move, access: access)
        }
      },
    ]
  }
}
