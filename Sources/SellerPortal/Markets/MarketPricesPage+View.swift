import Catalog
import Kernel
import Presentation
import Web

extension MarketPricesPage {
  func html(_ request: Request) -> HTML {
    let title: Words = "Prices in markets"
    let crumbs = Navigation.breadcrumbs([
      ("Products", frame.paths.products),
      (Words(verbatim: product.title), frame.paths.product(product.id)), (title, nil),
    ])
    return frame.page(
      .products, request, title: title,
      lead: """
        What “\(product.title)” costs where other prices hold. Give every variant a price in a market, or none: then the \
        prices of your shop hold there.
        """,
      breadcrumbs: crumbs, "<div class=\"stack stack--loose\">\(content)</div>")
  }

  private var content: HTML {
    if offers.isEmpty {
      return Notice.empty(
        .globe, "There are no markets", "Everybody sees the prices that you give your goods.",
        action: Button.link("Back to the product", to: frame.paths.product(product.id)))
    }
    return HTML.joined(offers.map(section))
  }

  private func section(_ offer: MarketOffer) -> HTML {
    let market = offer.market
    let form = refused.flatMap { $0.market == market.code ? $0.form : nil } ?? FormState(offer)
    let columns = [
      TableColumn("Variant", isMain: true), TableColumn("Price in your shop", .end),
      TableColumn("Price (\(market.currency.code))", .end),
      TableColumn("Former price (\(market.currency.code))", .end),
    ]
    let rows = product.variants.map { row($0, market, form) }
    let name = Words(verbatim: market.name)
    let isPartial = !offer.prices.isEmpty && !offer.isComplete
    let note: HTML? =
      isPartial
      ? Notice.alert(
        .warning, nil, "A variant has no price here yet, so the prices of your shop hold in this market.")
      : nil
    return Card.section(
      name,
      """
      \(note)<form class="stack" method="post" action="\(frame.paths.market(market.code, of: product.id))">\
      \(form.summary)\(form.basisField)\(DataTable.show(name, columns, rows))\
      \(FormLayout.actions(Button.submit("Save the prices in \(market.name)")))</form>
      """)
  }

  private func row(_ variant: Variant, _ market: PriceMarket, _ form: FormState) -> TableRow {
    let (id, title) = (variant.id.description, Variant.name(of: variant.title))
    return TableRow(
      id: "\(market.code)-\(id)", label: title,
      [
        "<bdi>\(title)</bdi>", "<span class=\"num\">\(variant.price.display)</span>",
        FieldCell.money(
          MarketPricesForm.price(id), "Price of \(title) in \(market.name)", in: form, required: false),
        FieldCell.money(
          MarketPricesForm.before(id), "Former price of \(title) in \(market.name)", in: form,
          required: false),
      ])
  }
}
