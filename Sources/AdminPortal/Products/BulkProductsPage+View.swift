import Catalog
import Kernel
import Presentation
import Web

extension BulkProductsPage {
  private var fitting: [DeskProduct] { products.filter(isFitting) }

  private func isFitting(_ item: DeskProduct) -> Bool {
    item.product.deletedAt == nil && (isHiding || item.product.hiding != nil)
  }

  func html(_ request: Request) -> HTML {
    let title: Words = isHiding ? "Hide products" : "Show products again"
    let count: Words = "\(count: fitting.count, one: "# product", other: "# products")"
    return frame.page(
      .products, request, title: title,
      breadcrumbs: Navigation.breadcrumbs([("Products", AdminPaths.products), (title, nil)]),
      "<div class=\"stack\">\(Card.show(count, list))\(question)</div>")
  }

  private var list: HTML {
    let lines = products.map { item -> HTML in
      let card = item.product.card
      let stays: Words = isFitting(item) ? .none : "It stays as it is."
      let facts = [Words(verbatim: card.shop.name), stays].filter { $0 != .none }
      return """
        <li class="line"><div class="line__body">\
        <a class="line__title" href="\(AdminPaths.product(card.id))" dir="auto">\(card.title)</a>\
        <p class="line__meta" dir="auto">\(Words.beside(facts) ?? .none)</p></div>\
        <div class="line__end">\(item.badges)</div></li>
        """
    }
    return "<ul class=\"lines\">\(lines)</ul>"
  }

  private var question: HTML {
    guard !fitting.isEmpty else {
      return Notice.alert(
        .info, "Nothing to do", "None of the selected products is in a state for this.",
        actions: Button.link("Back to the list", to: AdminPaths.products))
    }
    let reason = Field.multiline(
      "reason", "Reason", in: form, hint: "The vendors read this and can answer.", rows: 4,
      maximumLength: HidingRules.longestText)
    return """
      <form class="stack" method="post" action="\(AdminPaths.decideProducts)">\(form.summary)\
      \(Button.hidden("action", isHiding ? "hide" : "restore"))\(Button.hidden("confirmed", "true"))\
      \(fitting.map(hidden))\(when: isHiding, reason)\
      \(FormLayout.actions(
        Button.submit(confirmation, kind: isHiding ? .danger : .primary),
        Button.link("Cancel", to: AdminPaths.products, kind: .quiet)))</form>
      """
  }

  private var confirmation: Words {
    isHiding
      ? "\(count: fitting.count, one: "Hide # product", other: "Hide # products")"
      : "\(count: fitting.count, one: "Show # product again", other: "Show # products again")"
  }

  private func hidden(_ item: DeskProduct) -> HTML {
    let id = item.product.card.id.description
    return """
      \(Button.hidden("ids", id))\(Button.hidden("versions[\(id)]", item.product.seen.description))
      """
  }
}
