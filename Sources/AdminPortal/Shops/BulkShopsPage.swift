import Kernel
import Presentation
import Vendors
import Web

/// What the list sends for its selected rows, and what the page that asks again sends.
private struct BulkForm: Input {
  enum Action: String, CaseIterable, Sendable { case approve, suspend }

  let action: Action
  let ids: [ShopID]
  let isConfirmed: Bool
  let reason: String?
  let versions: [String: Int]

  init(from input: inout InputReader) throws {
    action = input.required("action", .choice(Action.self))
    ids = input.list("ids", .id(ShopEntity.self), max: PageRequest.maximumLimit)
    isConfirmed = input.optional("confirmed", .boolean) ?? false
    reason = input.optional("reason", .text(1...1000, multiline: true))
    versions = input.map("versions", .integer(0...1_000_000))
    if isConfirmed && action == .suspend && reason == nil { input.reject("reason", "Give a reason.") }
  }
}

/// Asks before several shops are decided about.
struct BulkShopsPage {
  let frame: AdminFrame
  let isApproval: Bool
  let shops: [ShopUnderReview]
  let form: FormState
}

extension AdminPortal {
  func decideAll(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let form = try request.form(BulkForm.self)
      guard !form.ids.isEmpty else {
        return .redirect(to: AdminPaths.shops, flash: .information("Select some shops first."))
      }
      guard form.isConfirmed else {
        return .html(try await question(form.action, form.ids, .empty, request).html(request))
      }
      return try await carryOut(form)
    } again: { form, problem in
      guard let action = form.value("action").flatMap({ BulkForm.Action(rawValue: $0) }) else {
        throw problem
      }
      let ids = (form.values["ids"] ?? []).compactMap { ShopID($0) }
      return try await question(action, ids, form, request).html(request)
    }
  }

  private func question(
    _ action: BulkForm.Action, _ ids: [ShopID], _ form: FormState, _ request: Request
  ) async throws -> BulkShopsPage {
    BulkShopsPage(
      frame: try await frame(request), isApproval: action == .approve,
      shops: try await vendors.shopsForReview(Array(ids.prefix(PageRequest.maximumLimit))), form: form)
  }

  private func carryOut(_ form: BulkForm) async throws -> Response {
    var outcome = BulkOutcome()
    for id in form.ids {
      let version = form.versions[id.description]
      try await outcome.attempt {
        switch form.action {
        case .approve: _ = try await vendors.approve(id, version: version)
        case .suspend: _ = try await vendors.suspend(id, reason: form.reason ?? "", version: version)
        }
      }
    }
    let done: Words =
      form.action == .approve
      ? "\(count: outcome.done, one: "# shop is open.", other: "# shops are open.")"
      : "\(count: outcome.done, one: "# shop is suspended.", other: "# shops are suspended.")"
    return .redirect(to: AdminPaths.shops, flash: outcome.flash(done))
  }
}
