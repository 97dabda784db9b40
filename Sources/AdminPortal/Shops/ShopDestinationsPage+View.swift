import Kernel
import Vendors
import Web

extension ShopDestinationsPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .shops, request, title: Words(verbatim: shop.name),
      lead: "Where the shop is paid. The audit log notes that you looked.",
      breadcrumbs: ShopTabs.crumbs(shop, "Payouts"),
      """
      \(ShopTabs.html(frame, shop, current: .destinations))\
      <div class="stack">\(content)</div>
      """)
  }

  private var content: HTML {
    if destinations.isEmpty {
      return Notice.empty(.wallet, "Nowhere yet", "The vendor has not said where the money goes.")
    }
    return HTML.joined(destinations.map(card))
  }

  private func card(_ destination: PayoutDestination) -> HTML {
    let details = destination.details
    var facts: [(name: Words, value: HTML)] = []
    func add(_ name: Words, _ value: String?) {
      guard let value else { return }
      facts.append(
        (
          name,
          """
          <span class="cluster"><span class="num" dir="auto">\(value)</span>\(Button.copy(value))</span>
          """
        ))
    }
    add("Account holder", details.holder)
    add("IBAN", details.iban.map { IBAN($0)?.grouped ?? $0 })
    add("Account number", details.accountNumber)
    add("Routing number", details.routingNumber)
    add("BIC", details.bic)
    add("E-mail", details.email)
    facts.append(("Last changed", destination.updatedAt.dateTimeHTML))
    let badge: HTML? = destination.isDefault ? Badge.show("Default", .success) : nil
    return Card.show(destination.kind.title, aside: badge, Card.facts(facts))
  }
}
