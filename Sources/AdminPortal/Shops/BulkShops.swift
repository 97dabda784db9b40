import Kernel
import Presentation
import Vendors
import Web

/// How many shops can be decided about at once: a page of the list.
private let maximumShops = 100

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
    ids = input.list("ids", .id(ShopEntity.self), max: maximumShops)
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
    do {
      let form = try request.form(BulkForm.self)
      guard !form.ids.isEmpty else {
        return .redirect(to: "/admin/shops", flash: .information("Select some shops first."))
      }
      guard form.isConfirmed else { return try await ask(form.action, form.ids, .empty, request) }
      return try await carryOut(form)
    } catch let problem as Problem where problem.kind == .invalidInput {
      let values = request.formValues
      guard let action = BulkForm.Action(rawValue: values["action"] ?? "") else { throw problem }
      return try await ask(
        action, values.all("ids").compactMap { ShopID($0) }, FormState(values, problem: problem), request)
    }
  }

  private func ask(
    _ action: BulkForm.Action, _ ids: [ShopID], _ form: FormState, _ request: Request
  ) async throws -> Response {
    let page = BulkShopsPage(
      frame: try await frame(request), isApproval: action == .approve,
      shops: try await vendors.shopsForReview(Array(ids.prefix(maximumShops))), form: form)
    return .html(page.html(request), status: form.errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func carryOut(_ form: BulkForm) async throws -> Response {
    var done = 0
    var skipped = 0
    for id in form.ids {
      do {
        let version = form.versions[id.description]
        switch form.action {
        case .approve: _ = try await vendors.approve(id, version: version)
        case .suspend: _ = try await vendors.suspend(id, reason: form.reason ?? "", version: version)
        }
        done += 1
      } catch is Problem {
        // Somebody else decided meanwhile, or its state does not allow it.
        skipped += 1
      }
    }
    var sentences: [Words] = [
      form.action == .approve
        ? "\(count: done, one: "# shop is open.", other: "# shops are open.")"
        : "\(count: done, one: "# shop is suspended.", other: "# shops are suspended.")"
    ]
    if skipped > 0 {
      sentences.append(
        "\(count: skipped, one: "# shop stayed as before.", other: "# shops stayed as before.")")
    }
    let flash = Words(sentences: sentences)
    return .redirect(to: "/admin/shops", flash: done > 0 ? .success(flash) : .error(flash))
  }
}

extension BulkShopsPage {
  private var fitting: [ShopUnderReview] {
    shops.filter { isFitting($0.reviewed.shop.status) }
  }

  private func isFitting(_ status: ShopStatus) -> Bool {
    isApproval ? [.pending, .rejected, .suspended].contains(status) : status == .approved
  }

  func html(_ request: Request) -> HTML {
    let title: Words = isApproval ? "Approve shops" : "Suspend shops"
    let count: Words = "\(count: fitting.count, one: "# shop", other: "# shops")"
    return frame.page(
      .shops, request, title: title,
      breadcrumbs: Navigation.breadcrumbs([("Shops", "/admin/shops"), (title, nil)]),
      "<div class=\"stack\">\(Card.show(count, list))\(question)</div>")
  }

  private var list: HTML {
    let lines = shops.map { shop -> HTML in
      let missing = shop.checklist.missing.map(\.title)
      let status = shop.reviewed.shop.status
      var notes: [Words] = isApproval && !missing.isEmpty ? ["Missing: \(list: missing)."] : []
      if !isFitting(status) { notes.append("It stays as it is.") }
      return """
        <li class="line"><div class="line__body">\
        <a class="line__title" href="/admin/shops/\(shop.reviewed.shop.slug)" dir="auto">\
        \(shop.reviewed.shop.name)</a><p class="line__meta">\(Words(sentences: notes))</p></div>\
        <div class="line__end">\(status.badge(for: .marketplace))</div></li>
        """
    }
    return "<ul class=\"lines\">\(lines)</ul>"
  }

  private var question: HTML {
    guard !fitting.isEmpty else {
      return Notice.alert(
        .info, "Nothing to do", "None of the selected shops is in a state for this.",
        actions: Button.link("Back to the list", to: "/admin/shops"))
    }
    let isIncomplete = isApproval && fitting.contains { !$0.checklist.isComplete }
    let warning: HTML? =
      isIncomplete
      ? Notice.alert(
        .warning, "Not everything is here", "Some of these shops lack things. Approve them all the same?")
      : nil
    let reason = Field.multiline(
      "reason", "Reason", in: form, hint: "The vendors read this and can answer.", rows: 4,
      maximumLength: 1000)
    return """
      <form class="stack" method="post" action="/admin/shops/bulk">\(form.summary)\(warning)\
      \(Button.hidden("action", isApproval ? "approve" : "suspend"))\(Button.hidden("confirmed", "true"))\
      \(fitting.map(hidden))\(when: !isApproval, reason)\
      \(FormLayout.actions(
        Button.submit(confirmation, kind: isApproval ? .primary : .danger),
        Button.link("Cancel", to: "/admin/shops", kind: .quiet)))</form>
      """
  }

  private var confirmation: Words {
    isApproval
      ? "\(count: fitting.count, one: "Open # shop", other: "Open # shops")"
      : "\(count: fitting.count, one: "Hide # shop", other: "Hide # shops")"
  }

  private func hidden(_ shop: ShopUnderReview) -> HTML {
    let id = shop.reviewed.shop.id.description
    return """
      \(Button.hidden("ids", id))\(Button.hidden("versions[\(id)]", String(shop.version)))
      """
  }
}
