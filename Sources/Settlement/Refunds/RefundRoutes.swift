import Kernel
import Web

/// Where admins look at money that goes back.
package enum RefundRoutes {
  /// The routes of refunds.
  package static func routes(_ settlement: Settlement) -> [Route] {
    [
      .api(
        .get, "/admin/refunds", "List refunds, newest first", tag: "Admin", .admin(.refunds),
        query: RefundQuery.self,
        answer: Page<RefundOutput>.self
      ) { request, query in
        try await settlement.refunds(query.status, request.page()).map(RefundOutput.init)
      },
      .api(
        .post, "/admin/refunds/{refund}/retry", "Send a declined refund again", tag: "Admin",
        .admin(.refunds),
        answer: RefundOutput.self, idempotent: true,
        problems: [.notFound, .notAllowedNow, .ownShop, .ownOrder]
      ) { request in
        try await request.answer(with: RefundOutput.init) {
          try await settlement.retryRefund(request.id("refund", as: RefundEntity.self))
        }
      },
    ]
  }
}

struct RefundQuery: Input {
  let status: RefundState?

  init(from input: inout InputReader) throws { status = input.optional("status", .choice(RefundState.self)) }
}

/// A refund as JSON.
struct RefundOutput: Output {
  let refund: Refund

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.refund.id },
    .init("order") { $0.refund.order },
    .init("shop") { $0.refund.shop },
    .init("method") { $0.refund.method },
    .init("amount") { $0.refund.amount },
    .init("reason") { $0.refund.reason },
    .init("status") { $0.refund.state },
    .init("reference") { $0.refund.reference },
    .init("declineMessage") { $0.refund.declineMessage },
    .init("createdAt") { $0.refund.createdAt },
    .init("finishedAt") { $0.refund.finishedAt },
  ]
}
