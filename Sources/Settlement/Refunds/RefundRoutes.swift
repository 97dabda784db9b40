import Kernel
import Web

/// Where admins look at money that goes back.
package enum RefundRoutes {
  /// The routes of refunds.
  package static func routes(_ settlement: Settlement) -> [Route] {
    [
      Route.api(
        .get, "/admin/refunds", "List refunds, newest first", tag: "Admin", .admin(.refunds),
        query: RefundQuery.self,
        answer: Page<Refund>.self
      ) { request, query in
        try await settlement.refunds(query.status, request.page())
      },
      Route.api(
        .post, "/admin/refunds/{refund}/retry", "Send a declined refund again", tag: "Admin",
        .admin(.refunds),
        answer: Refund.self, idempotent: true, problems: [.notFound, .notAllowedNow]
      ) { request in
        try await settlement.retryRefund(request.id("refund", as: RefundEntity.self))
      },
    ]
  }
}

struct RefundQuery: Input {
  let status: RefundState?

  init(from input: inout InputReader) throws { status = input.optional("status", .choice(RefundState.self)) }
}

extension Refund: Output {
  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.id },
    .init("order") { $0.order },
    .init("shop") { $0.shop },
    .init("method") { $0.method },
    .init("amount") { $0.amount },
    .init("reason") { $0.reason },
    .init("status") { $0.state },
    .init("reference") { $0.reference },
    .init("declineMessage") { $0.declineMessage },
    .init("createdAt") { $0.createdAt },
    .init("finishedAt") { $0.finishedAt },
  ]
}
