import Areas
import Identity
import Kernel
import Persistence

/// The mails of onboarding.
struct ShopMails {
  let site: Site

  func received(_ shop: Shop, _ owner: Account) -> Letter {
    Letter(
      to: owner.reader, title: "We received your shop \(shop.name)",
      paragraphs: [
        """
        Hello \(owner.name), your shop \(shop.name) waits for approval. You hear from us as soon as \
        somebody has looked at it.
        """,
        "You can fill it with products meanwhile; customers see them when the shop is open.",
      ],
      action: .init("Go to the shop", sellerURL(shop)))
  }

  func waiting(_ shop: Shop, at site: NamedSite, _ admin: Account) -> Letter {
    Letter(
      to: admin.reader, title: "The shop \(shop.name) waits for approval",
      paragraphs: [
        "Hello \(admin.name), the shop \(shop.name) wants to sell at \(site.name) and waits for your decision."
      ],
      action: .init("Look at it", adminURL(shop)))
  }

  /// Without the answer: it may say what is only ever stored sealed.
  func answered(_ shop: Shop, _ admin: Account) -> Letter {
    Letter(
      to: admin.reader, title: "The shop \(shop.name) answered",
      paragraphs: ["Hello \(admin.name), the vendor of \(shop.name) answered what you asked."],
      action: .init("Look at it", adminURL(shop)))
  }

  func approved(_ shop: Shop, _ owner: Account) -> Letter {
    Letter(
      to: owner.reader, title: "Your shop \(shop.name) is open",
      paragraphs: [
        "Hello \(owner.name), your shop \(shop.name) was approved. Customers see it and its products now."
      ],
      action: .init("Go to the shop", sellerURL(shop)))
  }

  func rejected(_ shop: Shop, reason: String, _ owner: Account) -> Letter {
    Letter(
      to: owner.reader, title: "Your shop \(shop.name) was not approved",
      paragraphs: [
        "Hello \(owner.name), your shop \(shop.name) was not approved, for this reason:",
        Words(verbatim: reason),
        "You can change the shop and answer; then it is looked at again.",
      ],
      action: .init("Answer", sellerURL(shop)))
  }

  func suspended(_ shop: Shop, reason: String, _ owner: Account) -> Letter {
    Letter(
      to: owner.reader, title: "Your shop \(shop.name) is suspended",
      paragraphs: [
        "Hello \(owner.name), your shop \(shop.name) is hidden from customers for now, for this reason:",
        Words(verbatim: reason),
        "Orders that were placed are still to be fulfilled.",
      ],
      action: .init("Go to the shop", sellerURL(shop)))
  }

  func unsuspended(_ shop: Shop, _ owner: Account) -> Letter {
    Letter(
      to: owner.reader, title: "Your shop \(shop.name) is visible again",
      paragraphs: [
        "Hello \(owner.name), your shop \(shop.name) is no longer suspended. Customers see it and its goods."
      ],
      action: .init("Go to the shop", sellerURL(shop)))
  }

  func asked(_ shop: Shop, _ question: AskForMoreInput, _ owner: Account) -> Letter {
    var paragraphs: [Words] = [
      "Hello \(owner.name), before we decide about your shop \(shop.name) we need something more:",
      Words(verbatim: question.message),
    ]
    if !question.items.isEmpty {
      paragraphs.append(Words(lines: question.items.map { "- \(ChecklistItem.title(ofAsked: $0))" }))
    }
    return Letter(
      to: owner.reader, title: "We need more about your shop \(shop.name)", paragraphs: paragraphs,
      action: .init("Answer", applicationURL(shop)))
  }

  func documentRefused(_ shop: Shop, _ title: Words, reason: String, _ owner: Account) -> Letter {
    Letter(
      to: owner.reader, title: "A document for \(shop.name) was not accepted",
      paragraphs: [
        """
        Hello \(owner.name), we could not accept a document that you sent for \(shop.name) \
        (\(title)), for this reason:
        """, Words(verbatim: reason), "Send another one, please.",
      ],
      action: .init("Send another one", "\(applicationURL(shop))/documents"))
  }

  func destinationChanged(_ shop: Shop, _ what: Words, _ owner: Account) -> Letter {
    Letter(
      to: owner.reader, title: "Where \(shop.name) is paid was changed",
      paragraphs: [
        "Hello \(owner.name),", what,
        "If that was not you, change your password at once and write to us before the next payout.",
      ],
      action: .init("Look at it", "\(applicationURL(shop))/payouts"))
  }

  private func applicationURL(_ shop: Shop) -> String { "\(sellerURL(shop))/application" }

  // By id: the slug may have changed before the mail is read.
  private func sellerURL(_ shop: Shop) -> String { "\(site.url)/sell/\(shop.id)" }

  private func adminURL(_ shop: Shop) -> String { "\(site.url)/admin/shops/\(shop.id)" }
}

extension Vendors {
  /// The marketplace, as letters speak of it.
  var site: Site { identity.site }

  func mailAdmins(_ tx: Transaction, _ letter: (Account) -> Letter) throws {
    for admin in try AccountStore.adminsToMail(tx) { try tx.send(letter(admin)) }
  }

  func mailOwner(of shop: Shop, _ tx: Transaction, _ letter: (Account) throws -> Letter) throws {
    guard let owner = try AccountStore.find(shop.owner, tx) else { return }
    try tx.send(letter(owner))
  }
}
