import Areas
import Identity
import Kernel

/// The mails about domains.
struct DomainMails {
  let site: NamedSite

  func lost(_ domain: ShopDomain, _ shop: Shop, _ owner: Account) -> Letter {
    Letter(
      to: owner.reader, title: "\(domain.host) does not show \(shop.name) any more",
      paragraphs: [
        """
        Hello \(owner.name), \(domain.host) does not show your shop \(shop.name) any more, as the TXT record \
        \(domain.recordName) with your shop's value is gone. The shop stays where it was at \
        \(site.name).
        """,
        "If the domain is still yours, put the record back and verify the domain again:",
        Words(verbatim: domain.recordValue),
      ],
      action: .init("See the domain", "\(site.url)/sell/\(shop.id)/settings/domain"))
  }

  func missing(_ domain: ShopDomain, _ shop: Shop, graceDays: Int64, _ owner: Account) -> Letter {
    let days = Int(graceDays)
    return Letter(
      to: owner.reader, title: "The record of \(domain.host) is gone",
      paragraphs: [
        "Hello \(owner.name), the TXT record \(domain.recordName), which shows that the domain is yours, is gone.",
        "\(domain.host) shows \(shop.name) for \(count: days, one: "# more day", other: "# more days"). Put the record back to keep it:",
        Words(verbatim: domain.recordValue),
      ],
      action: .init("See the domain", "\(site.url)/sell/\(shop.id)/settings/domain"))
  }
}
