import Kernel
import Presentation
import Settlement
import Vendors
import Web

/// One payout and how it ends.
struct PayoutPage {
  let frame: AdminFrame
  let payout: Payout
  /// Where the shop wants its money, masked; `nil` when it has not said so.
  let destination: PayoutDestination?
  /// Whether the viewer owns the shop or works for it, and so decides nothing about its money.
  let isOwn: Bool
  let form: FormState

  var takesDecision: Bool { payout.state.isOpen && !isOwn }
}

extension AdminPortal {
  func payoutPage(_ request: Request, _ form: FormState) async throws -> PayoutPage {
    let id = try request.id("payout", as: PayoutEntity.self)
    let payout = try await settlement.payout(id, of: nil)
    return PayoutPage(
      frame: try await frame(request), payout: payout,
      destination: try await vendors.destinations(of: payout.shop).first { $0.isDefault },
      isOwn: try await vendors.isInvolved(request.requireViewer().account, in: payout.shop), form: form)
  }

  func completePayout(_ request: Request) async throws -> Response {
    try await finishPayout(request, done: "The payout is completed.") { id, viewer in
      let form = try request.form(CompletePayoutInput.self)
      _ = try await settlement.completePayout(id, bankReference: form.reference, by: viewer)
    }
  }

  func failPayout(_ request: Request) async throws -> Response {
    try await finishPayout(request, done: "The money is back on the shop's balance.") { id, viewer in
      let form = try request.form(FailPayoutInput.self)
      _ = try await settlement.failPayout(id, reason: form.reason, by: viewer)
    }
  }

  private func finishPayout(
    _ request: Request, done: Words, _ finish: (PayoutID, AccountID) async throws -> Void
  ) async throws -> Response {
    let id = try request.id("payout", as: PayoutEntity.self)
    return try await RefusedForm.answer(request) {
      try await finish(id, request.requireViewer().account)
      return .redirect(to: AdminPaths.payout(id), flash: .success(done))
    } again: { form, _ in
      try await payoutPage(request, form).html(request)
    } elsewhere: { problem in
      // Who may not decide, or comes second, sees no form that what is wrong could stand in.
      guard !problem.fields.isEmpty, try await !payoutPage(request, .empty).takesDecision else { return nil }
      return .redirect(to: AdminPaths.payout(id), flash: .error(problem.detail))
    }
  }
}
