import Areas
import Identity
import Kernel

/// The mails about the end of a shop.
struct ClosingMails {
  let site: Site

  func closed(_ shop: Shop, until: Timestamp, _ owner: Account) -> Letter {
    Letter(
      to: owner.reader, title: "Your shop \(shop.name) is closed",
      paragraphs: [
        "Hello \(owner.name), your shop \(shop.name) is closed. Customers see neither it nor its goods.",
        """
        You can bring it back as it was until \(day: until, in: shop.timeZone). After that its goods, pictures and \
        documents are deleted; orders and bookings stay on record as the law asks.
        """,
        "If it was not you, restore the shop and change your password at once.",
      ],
      action: .init("Restore the shop", "\(site.url)/sell"))
  }

  func restored(_ shop: Shop, _ owner: Account) -> Letter {
    Letter(
      to: owner.reader, title: "Your shop \(shop.name) is back",
      paragraphs: [
        shop.isOpen
          ? """
          Hello \(owner.name), your shop \(shop.name) is back as it was, and customers see it and its goods again.
          """ : "Hello \(owner.name), your shop \(shop.name) is back as it was."
      ],
      action: .init("Go to the shop", "\(site.url)/sell/\(shop.id)"))
  }
}
