import Kernel
import Presentation
import Vendors
import Web

extension ShopBusinessPage {
  func html(_ request: Request) -> HTML {
    let shop = application.shop
    return frame.page(
      .shops, request, title: Words(verbatim: shop.name),
      lead: "Who is behind the shop. The audit log notes that you looked.",
      breadcrumbs: ShopTabs.crumbs(shop, "Business"),
      "\(ShopTabs.html(frame, shop, current: .business))\(content)")
  }

  private var content: HTML {
    guard let business = application.business else {
      return Notice.empty(.file, "Nothing told yet", "The vendor has not filled in the business details.")
    }
    var facts: [(name: Words, value: HTML)] = [
      ("Who sells", HTML(business.type == .company ? "A company" : "A person in their own name")),
      ("Legal name", written(business.legalName)),
    ]
    func add(_ name: Words, _ value: String?) {
      if let value { facts.append((name, written(value))) }
    }
    add("Registration number", business.registrationNumber)
    add("VAT or tax number", business.taxID)
    if let address = business.address { facts.append(("Address", address.row)) }
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
}
