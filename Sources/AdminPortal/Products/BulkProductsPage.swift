import Catalog
import Kernel
import Presentation
import Web

/// What the list sends for its selected rows, and what the page that asks again sends.
private struct BulkForm: Input {
  enum Action: String, CaseIterable, Sendable { case hide, restore }

  let action: Action
  let ids: [ProductID]
  let isConfirmed: Bool
  let reason: String?
  let versions: [String: SeenProduct]

  init(from input: inout InputReader) throws {
    action = input.required("action", .choice(Action.self))
    ids = input.list("ids", .id(ProductEntity.self), max: PageRequest.maximumLimit)
    isConfirmed = input.optional("confirmed", .boolean) ?? false
    reason = input.optional("reason", .text(1...HidingRules.longestText, multiline: true))
    versions = input.map("versions", HidingRules.version)
    if isConfirmed && action == .hide && reason == nil { input.reject("reason", "Give a reason.") }
  }
}

/// Asks before several products are hidden or shown again.
struct BulkProductsPage {
  let frame: AdminFrame
  let isHiding: Bool
  let products: [DeskProduct]
  let pictures: [ProductID: Picture]
  let form: FormState
}

extension AdminPortal {
  func decideProducts(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let form = try request.form(BulkForm.self)
      guard !form.ids.isEmpty else {
        return .redirect(to: AdminPaths.products, flash: .information("Select some products first."))
      }
      guard form.isConfirmed else {
        return .html(try await question(form.action, form.ids, .empty, request).html(request))
      }
      return try await carryOut(form)
    } again: { form, problem in
      guard let action = form.value("action").flatMap({ BulkForm.Action(rawValue: $0) }) else {
        throw problem
      }
      let ids = (form.values["ids"] ?? []).compactMap { ProductID($0) }
      return try await question(action, ids, form, request).html(request)
    }
  }

  private func question(
    _ action: BulkForm.Action, _ ids: [ProductID], _ form: FormState, _ request: Request
  ) async throws -> BulkProductsPage {
    let products = try await catalog.productsForDesk(Array(ids.prefix(PageRequest.maximumLimit)))
    return BulkProductsPage(
      frame: try await frame(request), isHiding: action == .hide, products: products,
      pictures: pictures(of: products), form: form)
  }

  private func carryOut(_ form: BulkForm) async throws -> Response {
    let choices = form.ids.map { ProductChoice($0, seen: form.versions[$0.description]) }
    let results =
      switch form.action {
      case .hide: try await catalog.hideProducts(choices, reason: form.reason ?? "")
      case .restore: try await catalog.unhideProducts(choices)
      }
    var outcome = BulkOutcome()
    for result in results { try await outcome.attempt { try result.get() } }
    let done: Words =
      form.action == .hide
      ? "\(count: outcome.done, one: "# product is hidden.", other: "# products are hidden.")"
      : "\(count: outcome.done, one: "# product is hidden no longer.", other: "# products are hidden no longer.")"
    return .redirect(to: AdminPaths.products, flash: outcome.flash(done))
  }
}
