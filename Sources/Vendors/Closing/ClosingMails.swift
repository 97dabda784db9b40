import Gateways
import Identity
import Kernel

/// The mails about the end of a shop.
struct ClosingMails {
  private let siteName: String
  private let publicURL: String

  init(_ vendors: Vendors) {
    siteName = vendors.identity.siteName
    publicURL = vendors.publicURL
  }

  func closed(_ shop: Shop, until: Timestamp, _ owner: Account) -> Letter {
    return mail(
      owner, "Your shop \(shop.name) is closed",
      [
        "Hello \(owner.name), your shop \(shop.name) is closed. Customers see neither it nor its goods.",
        """
        You can bring it back as it was until \(day: until). After that its goods, pictures and documents are deleted; \
        orders and bookings stay on record as the law asks.
        """,
        "If it was not you, restore the shop and change your password at once.",
      ],
      ("Restore the shop", "\(publicURL)/sell"))
  }

  func restored(_ shop: Shop, _ owner: Account) -> Letter {
    mail(
      owner, "Your shop \(shop.name) is back",
      [
        shop.isOpen
          ? """
          Hello \(owner.name), your shop \(shop.name) is back as it was, and customers see it and its goods again.
          """ : "Hello \(owner.name), your shop \(shop.name) is back as it was."
      ],
      ("Go to the shop", "\(publicURL)/sell/\(shop.id)"))
  }

  private func mail(
    _ account: Account, _ title: Words, _ paragraphs: [Words], _ action: MailTemplate.Action
  ) -> Letter {
    MailTemplate.message(
      to: account.email.text, name: account.name, title: title, paragraphs: paragraphs, action: action,
      siteName: siteName)
  }
}
