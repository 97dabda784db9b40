import Catalog
import Kernel
import Presentation
import Web

extension MarketsPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .site, request, title: "Markets",
      lead: """
        In a market goods can have prices of their own, in its currency. Visitors choose their market; an order is at the \
        prices of the country that it goes to.
        """,
      breadcrumbs: Navigation.breadcrumbs([("Site", AdminPaths.site), ("Markets", nil)]),
      "<div class=\"stack stack--loose\">\(list)\(newMarket)</div>")
  }

  private var list: HTML {
    if markets.isEmpty {
      return Notice.empty(
        .globe, "There are no markets", "Everybody sees the prices that shops give their goods.")
    }
    let columns = [
      TableColumn("Market", isMain: true), TableColumn("Code"), TableColumn("Currency"),
      TableColumn("Countries"), TableColumn("State"),
    ]
    let rows = markets.map { market in
      TableRow(
        id: market.code, label: Words(verbatim: market.name), path: AdminPaths.market(market.code),
        [
          "<a class=\"table__link\" href=\"\(AdminPaths.market(market.code))\">\(written(market.name))</a>",
          written(market.code), written(market.currency.code),
          Words.beside(market.countries.map { "\(country: $0)" }).map { "\(say: $0)" } ?? HTML(),
          market.isActive ? Badge.show("Active", .success) : Badge.show("Not active", .neutral),
        ])
    }
    return DataTable.show("Markets", columns, rows)
  }

  private var newMarket: HTML {
    Card.show(
      "A new market",
      """
      <form class="stack" method="post" action="\(AdminPaths.markets)">\(form.summary)\
      \(FormLayout.row(
        Field.text("name", "Name", in: form, maximumLength: 60),
        Field.text("code", "Code", in: form, hint: "What addresses call it, as us. It stays for good.")))\
      \(MarketFields.rest(form))\(FormLayout.actions(Button.submit("Make the market", icon: .plus)))</form>
      """)
  }
}

extension MarketPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .site, request, title: Words(verbatim: market.name),
      breadcrumbs: Navigation.breadcrumbs([
        ("Site", AdminPaths.site), ("Markets", AdminPaths.markets), (Words(verbatim: market.name), nil),
      ]),
      FormLayout.form(
        action: AdminPaths.market(market.code), state: form, cancelPath: AdminPaths.markets,
        FormLayout.section(
          "Market",
          """
          A market is not deleted, as prices and orders name it. While it is not active nobody is in it, and its countries \
          have the prices of the shops.
          """,
          """
          \(Field.text("name", "Name", in: form, maximumLength: 60))\(MarketFields.rest(form))\
          \(Field.checkbox("active", "Active", in: form))
          """)))
  }
}

/// What both forms have.
private enum MarketFields {
  static func rest(_ form: FormState) -> HTML {
    FormLayout.row(
      Field.select(
        "currency", "Currency", Currency.allCodes.map { Choice($0, Words(verbatim: $0)) }, in: form,
        hint: "It can't change while goods have prices in the market."),
      Field.text(
        "countries", "Countries", in: form,
        hint: "Two letters each, with commas between them. A country is in one market at most.",
        required: false, placeholder: "DE, AT, CH"))
  }
}
