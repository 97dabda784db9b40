import Catalog
import Gateways
import Identity
import Kernel
import Vendors
import Web

/// The mails about files of products.
struct ImportMails {
  private let siteName: String
  private let publicURL: String

  init(_ engagement: Engagement) {
    siteName = engagement.siteName
    publicURL = engagement.publicURL
  }

  /// An import stopped before its end.
  func failed(_ event: ImportFailed, shop: Shop, to owner: Account) -> Letter {
    MailTemplate.message(
      to: owner.email.text, name: owner.name,
      subject: "The import of \(event.fileName) stopped (\(shop.name))",
      title: "Your import stopped",
      paragraphs: [
        "Hello \(owner.name),", "The import of \(event.fileName) stopped before its end.",
        "Its page says why. What was done stays.",
      ],
      action: ("See the import", "\(publicURL)/sell/\(shop.slug)/imports/\(event.importID)"),
      siteName: siteName)
  }
}
