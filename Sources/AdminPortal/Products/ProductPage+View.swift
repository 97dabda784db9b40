import Catalog
import Identity
import Kernel
import Presentation
import Vendors
import Web

extension ProductPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .products, request, title: Words(verbatim: product.title), actions: actions,
      breadcrumbs: Navigation.breadcrumbs([
        ("Products", AdminPaths.products), (Words(verbatim: product.title), nil),
      ]),
      """
      <div class="stack stack--loose">\(refusedForm)\(notes)\
      \(StorefrontPage.columns(aside: side, isAsideLast: true, main))</div>\(decides ? dialogs : nil)
      """)
  }

  private var decides: Bool { !isOwn && product.deletedAt == nil }

  private var actions: HTML {
    let link = Button.link("See it", to: Paths.product(product.slug), icon: .external, size: .small)
    return """
      <div class="cluster">\(product.hiding?.badge(for: .marketplace))\(product.status.badge)\
      \(when: product.deletedAt == nil, link)\(decides ? buttons : nil)</div>
      """
  }

  private var buttons: HTML {
    let hide = Button.dialog("Hide …", opens: "hide", kind: .danger, size: .small)
    guard product.hiding != nil else { return refused == nil ? hide : HTML() }
    let restore = Button.dialog("Show again …", opens: "restore", kind: .primary, size: .small)
    let other = Button.dialog("Another reason …", opens: "hide", size: .small)
    return "\(restore)\(when: refused == nil, other)"
  }

  private var dialogs: HTML {
    let title: Words = product.hiding == nil ? "Hide the product" : "Keep it hidden for another reason"
    let hide = Dialog.show(id: "hide", title: title, form(FormState(id: "hide-f")))
    let restore = Dialog.confirm(
      id: "restore", title: "Show the product again",
      text: "Customers see and buy it as far as its vendor offers it. The vendor gets a mail.",
      label: "Show it again", to: AdminPaths.unhideProduct(product.id), kind: .primary,
      fields: [("version", product.seen.description)])
    return "\(when: refused == nil, hide)\(when: product.hiding != nil, restore)"
  }

  /// A decision that was refused is shown in the page, with what is wrong.
  private var refusedForm: HTML? {
    refused.map { Card.show("Hide the product", form($0)) }
  }

  private func form(_ state: FormState) -> HTML {
    """
    <form class="stack" method="post" action="\(AdminPaths.hideProduct(product.id))">\(state.summary)\
    \(Button.hidden("version", product.seen.description))\
    \(Field.multiline(
      "reason", "Reason", in: state, hint: "The vendor reads this and can answer.", rows: 4,
      maximumLength: HidingRules.longestText))\
    \(FormLayout.actions(Button.submit("Hide the product", kind: .danger)))</form>
    """
  }

  private var notes: HTML {
    var notes = isOwn ? AdminFrame.ownShopNote : HTML()
    if let deletedAt = product.deletedAt {
      let text: Words = "The vendor deleted it on \(part: 1) and can restore it for a day."
      notes += Notice.alert(
        .neutral, title: "\(say: "This product is deleted")", text: "\(say: text, deletedAt.dateTimeHTML)")
    }
    if let hiding = product.hiding {
      notes += Notice.alert(
        .warning, title: "\(say: "Hidden since \(part: 1)", hiding.hiddenAt.dateTimeHTML)",
        text: written(hiding.reason))
      if let answer = hiding.answer {
        notes += Notice.alert(.info, "The vendor answers", Words(verbatim: answer))
      }
    }
    if shop.status != .approved {
      notes += Notice.alert(
        .info, "The shop is not open", "Customers see none of its goods, whatever is decided here.")
    }
    return notes
  }
}

extension ProductPage {
  fileprivate var main: HTML {
    let prose: HTML = "<div class=\"prose\" dir=\"auto\">\(description)</div>"
    let attributes = product.attributes.map { attribute -> (name: Words, value: HTML) in
      (Words(verbatim: attribute.name), written(attribute.value))
    }
    return """
      \(when: !pictures.isEmpty,
        Card.show("Pictures", Gallery.show(pictures, zoomPaths: zoomPaths, title: product.title)))\
      \(when: !product.text.text.isEmpty, Card.show("Description", prose))\(promises)\
      \(when: !attributes.isEmpty, Card.show("Specifications", Card.facts(attributes)))\
      \(Card.show("Variants", variants))\(Card.show("History", activities))
      """
  }

  private var variants: HTML {
    let columns = [
      TableColumn("Variant", isMain: true), TableColumn("SKU"), TableColumn("Stock", .end),
      TableColumn("Sold", .end), TableColumn("Price", .end),
    ]
    let rows = product.variants.map { variant in
      TableRow(
        id: variant.id.description, label: Variant.name(of: variant.title),
        [
          "<span dir=\"auto\">\(Variant.name(of: variant.title))</span>", coded(variant.sku ?? "–"),
          variant.tracksStock
            ? "<span class=\"num\">\(variant.stock.displayCount)</span>" : "\(say: "not counted")",
          "<span class=\"num\">\(variant.sold.displayCount)</span>", variant.price.html,
        ])
    }
    return DataTable.show("Variants", columns, rows)
  }

  private var activities: HTML {
    if history.items.isEmpty { return "<p class=\"muted\">\(say: "Nothing yet")</p>" }
    // Whoever looks after goods needs no addresses of people.
    let lines = history.items.map {
      $0.withoutClient.activity(for: .marketplace, detail: nil, facts: [])
    }
    let links = history.links(AdminPaths.product(product.id), [], isFirst: isFirst)
    return "\(ActivityList.show("What was done, newest first", lines))\(links)"
  }

  /// A video, the warranty, and whether it can be paid at the door.
  private var promises: HTML {
    let (video, warranty) = (product.extras.video, product.extras.warranty)
    var facts: [(name: Words, value: HTML)] = []
    if let video {
      let link: HTML = """
        <a href="\(video.address)" rel="noopener noreferrer nofollow" dir="ltr">\(video.address)</a>
        """
      facts.append(("Video", link))
    }
    if let months = warranty.months {
      facts.append(("Warranty", "\(say: "\(count: Int64(months), one: "# month", other: "# months")")"))
    }
    if let text = warranty.text { facts.append(("Warranty in words", written(text))) }
    facts.append(("Can be paid on delivery", "\(say: product.extras.takesCash ? "Yes" : "No")"))
    return Card.show("Video, warranty and cash", Card.facts(facts))
  }

  fileprivate var side: HTML {
    "\(Card.show("Shop", shopFacts))\(Card.show("Product", facts))\(searchEngines)"
  }

  private var shopFacts: HTML {
    let goods = AdminPaths.products(DeskFilter(shop: shop.slug))
    return """
      \(Card.facts([
        ("Shop", frame.link(.shops, to: AdminPaths.shop(shop.slug), shop.name)),
        ("State", shop.status.badge(for: .marketplace)),
      ]))\(Button.link("All of its products", to: goods, size: .small))
      """
  }

  private var facts: HTML {
    let none: HTML = "<span class=\"muted\">\(say: "None")</span>"
    var facts: [(name: Words, value: HTML)] = [
      ("Description written as", "\(product.text.format.label)"),
      ("Category", product.category.map { written($0.name) } ?? none),
      ("Brand", product.brand.map(written) ?? none),
      ("Tags", product.tags.isEmpty ? none : written(product.tags.joined(separator: ", "))),
      ("Price", product.price.html), ("Stock", "<span class=\"num\">\(product.stock.displayCount)</span>"),
      ("Sold", "<span class=\"num\">\(product.sold.displayCount)</span>"),
    ]
    for option in product.options {
      facts.append((Words(verbatim: option.name), written(option.values.joined(separator: ", "))))
    }
    if let publishAt = product.publishAt { facts.append(("Goes on sale", publishAt.dateTimeHTML)) }
    facts += [
      ("Added", product.createdAt.dateTimeHTML), ("Changed", product.updatedAt.dateTimeHTML),
      ("Id", "<span dir=\"ltr\">\(product.id.description)</span>"),
    ]
    return Card.facts(facts)
  }

  /// What its vendor wrote for search engines, where they wrote something.
  private var searchEngines: HTML? {
    let texts: [(name: Words, value: HTML)] = [
      ("Title", product.pageText.title), ("Description", product.pageText.description),
    ].compactMap { (name: Words, text: String?) in text.map { (name, written($0)) } }
    return texts.isEmpty ? nil : Card.show("Search engines and previews", Card.facts(texts))
  }
}
