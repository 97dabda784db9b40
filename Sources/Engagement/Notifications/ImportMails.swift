import Areas
import Catalog
import Identity
import Kernel
import Vendors

/// The mails about files of products.
struct ImportMails {
  let site: Site

  /// An import stopped before its end.
  func failed(_ event: ImportFailed, shop: Shop, to owner: Account) -> Letter {
    Letter(
      to: owner.reader,
      subject: "The import of \(event.fileName) stopped (\(shop.name))",
      title: "Your import stopped",
      paragraphs: [
        "Hello \(owner.name),", "The import of \(event.fileName) stopped before its end.",
        "Its page says why. What was done stays.",
      ],
      action: .init("See the import", "\(site.url)/sell/\(shop.slug)/imports/\(event.importID)"))
  }
}
