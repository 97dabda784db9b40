import Kernel
import Presentation
import Settlement
import Vendors
import Web

enum PayoutDeskRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/payouts", .admin(.payouts)) { request in
        .html(try await portal.payoutList(request).html(request))
      },
      .page(.get, "/admin/payouts/{payout}", .admin(.payouts)) { request in
        .html(try await portal.payoutDetail(request, .empty).html(request))
      },
      .page(.post, "/admin/payouts/{payout}/complete", .admin(.payouts)) { request in
        try await portal.finish(request, done: "The payout is completed.") { id, viewer in
          let form = try request.form(CompletePayoutInput.self)
          _ = try await portal.settlement.completePayout(id, bankReference: form.reference, by: viewer)
        }
      },
      .page(.post, "/admin/payouts/{payout}/fail", .admin(.payouts)) { request in
        try await portal.finish(request, done: "The money is back on the shop's balance.") { id, viewer in
          let form = try request.form(FailPayoutInput.self)
          _ = try await portal.settlement.failPayout(id, reason: form.reason, by: viewer)
        }
      },
    ]
  }
}

/// What shops asked to be paid.
struct PayoutListPage {
  let frame: AdminFrame
  let state: PayoutState?
  let payouts: Page<Payout>
  let isFirst: Bool
}

/// One payout and how it ends.
struct PayoutDetailPage {
  let frame: AdminFrame
  let payout: Payout
  /// Where the shop wants its money, masked; `nil` when it has not said so.
  let destination: PayoutDestination?
  let form: FormState
}

extension AdminPortal {
  func payoutList(_ request: Request) async throws -> PayoutListPage {
    let state = request.query["status"].flatMap { PayoutState(rawValue: $0) }
    let page = try request.page()
    return PayoutListPage(
      frame: try await frame(request), state: state,
      payouts: try await settlement.payouts(of: nil, state: state, page), isFirst: page.cursor == nil)
  }

  func payoutDetail(_ request: Request, _ form: FormState) async throws -> PayoutDetailPage {
    let id = try request.id("payout", as: PayoutEntity.self)
    let payout = try await settlement.payout(id, of: nil)
    return PayoutDetailPage(
      frame: try await frame(request), payout: payout,
      destination: try await vendors.destinations(of: payout.shop).first { $0.isDefault }, form: form)
  }

  func finish(
    _ request: Request, done: Words, _ finish: (PayoutID, AccountID) async throws -> Void
  ) async throws -> Response {
    let id = try request.id("payout", as: PayoutEntity.self)
    do {
      try await finish(id, request.requireViewer().account)
      return .redirect(to: "/admin/payouts/\(id)", flash: .success(done))
    } catch let problem as Problem where problem.kind != .notFound {
      let page = try await payoutDetail(request, FormState(request.formValues, problem: problem))
      return .html(page.html(request), status: problem.pageStatus)
    }
  }
}
