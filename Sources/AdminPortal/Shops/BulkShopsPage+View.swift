import Kernel
import Presentation
import Vendors
import Web

extension BulkShopsPage {
  private var fitting: [ShopUnderReview] {
    shops.filter { isFitting($0.reviewed.shop.status) }
  }

  private func isFitting(_ status: ShopStatus) -> Bool {
    status.next.contains(isApproval ? .approved : .suspended)
  }

  func html(_ request: Request) -> HTML {
    let title: Words = isApproval ? "Approve shops" : "Suspend shops"
    let count: Words = "\(count: fitting.count, one: "# shop", other: "# shops")"
    return frame.page(
      .shops, request, title: title,
      breadcrumbs: Navigation.breadcrumbs([("Shops", AdminPaths.shops), (title, nil)]),
      "<div class=\"stack\">\(Card.show(count, list))\(question)</div>")
  }

  private var list: HTML {
    let lines = shops.map { shop -> HTML in
      let missing = shop.checklist.missing.map(\.title)
      let status = shop.reviewed.shop.status
      var notes: [Words] = isApproval && !missing.isEmpty ? ["Missing: \(list: missing)."] : []
      let unseen = shop.checklist.unseen.map(\.title)
      if isApproval && !unseen.isEmpty { notes.append("Nobody looked at a document yet: \(list: unseen).") }
      if !isFitting(status) { notes.append("It stays as it is.") }
      return """
        <li class="line"><div class="line__body">\
        <a class="line__title" href="\(AdminPaths.shop(shop.reviewed.shop.slug))" dir="auto">\
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
        actions: Button.link("Back to the list", to: AdminPaths.shops))
    }
    let isIncomplete =
      isApproval && fitting.contains { !$0.checklist.isComplete || !$0.checklist.unseen.isEmpty }
    let warning: HTML? =
      isIncomplete
      ? Notice.alert(
        .warning, "Not everything is here",
        "Some of these shops lack things, or nobody looked at their documents. Approve them all the same?")
      : nil
    let reason = Field.multiline(
      "reason", "Reason", in: form, hint: "The vendors read this and can answer.", rows: 4,
      maximumLength: 1000)
    return """
      <form class="stack" method="post" action="\(AdminPaths.decideShops)">\(form.summary)\(warning)\
      \(Button.hidden("action", isApproval ? "approve" : "suspend"))\(Button.hidden("confirmed", "true"))\
      \(fitting.map(hidden))\(when: !isApproval, reason)\
      \(FormLayout.actions(
        Button.submit(confirmation, kind: isApproval ? .primary : .danger),
        Button.link("Cancel", to: AdminPaths.shops, kind: .quiet)))</form>
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
