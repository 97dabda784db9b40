import Kernel
import Vendors
import Web

extension ShopBusinessPage {
  func html(_ request: Request) -> HTML {
    let shop = application.shop
    return frame.page(
      .shops, request, title: Words(verbatim: shop.name),
      lead: "Who is behind the shop. The audit log notes that you looked.",
      breadcrumbs: ShopTabs.crumbs(shop, "Business"),
      "\(ShopTabs.html(frame, shop, current: "/business"))\(content)")
  }

  private var content: HTML {
    guard let business = application.business else {
      return Notice.empty(.file, "Nothing told yet", "The vendor has not filled in the business details.")
    }
    var facts: [(name: Words, value: HTML)] = [
      ("Who sells", HTML(business.type == .company ? "A company" : "A person in their own name")),
      ("Legal name", text(business.legalName)),
    ]
    func add(_ name: Words, _ value: String?) {
      if let value { facts.append((name, text(value))) }
    }
    add("Registration number", business.registrationNumber)
    add("VAT or tax number", business.taxID)
    add("Address", business.address?.linesWithCountry.joined(separator: ", "))
    add("Contact person", business.contactName)
    add("Phone", business.phone)
    add("Date of birth", business.birthDate)
    if let website = business.website {
      facts.append(
        ("Website", "<a href=\"\(website)\" rel=\"noreferrer noopener nofollow\">\(website)</a>"))
    }
    if let updated = application.updatedAt { facts.append(("Last changed", updated.dateTimeHTML)) }
    return Card.show("Business", Card.facts(facts))
  }

  private func text(_ value: String) -> HTML { "<span dir=\"auto\">\(value)</span>" }
}

extension ShopDestinationsPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .shops, request, title: Words(verbatim: shop.name),
      lead: "Where the shop is paid. The audit log notes that you looked.",
      breadcrumbs: ShopTabs.crumbs(shop, "Payouts"),
      """
      \(ShopTabs.html(frame, shop, current: "/payout-destinations"))\
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
