import Gateways
import Identity
import Kernel
import Persistence

/// An application is told to at most this many administrators.
private let maximumAdminsMailed = 20

/// The mails of onboarding.
struct ShopMails {
  private let siteName: String
  private let publicURL: String

  init(_ vendors: Vendors) {
    siteName = vendors.identity.siteName
    publicURL = vendors.publicURL
  }

  func received(_ shop: Shop, _ owner: Account) -> Letter {
    mail(
      owner, "We received your shop \(shop.name)",
      [
        """
        Hello \(owner.name), your shop \(shop.name) waits for approval. You hear from us as soon as \
        somebody has looked at it.
        """,
        "You can fill it with products meanwhile; customers see them when the shop is open.",
      ],
      ("Go to the shop", sellerURL(shop)))
  }

  func waiting(_ shop: Shop, _ admin: Account) -> Letter {
    mail(
      admin, "The shop \(shop.name) waits for approval",
      [
        "Hello \(admin.name), the shop \(shop.name) wants to sell at \(siteName) and waits for your decision."
      ],
      ("Look at it", adminURL(shop)))
  }

  /// Without the answer: it may say what is only ever stored sealed.
  func answered(_ shop: Shop, _ admin: Account) -> Letter {
    mail(
      admin, "The shop \(shop.name) answered",
      ["Hello \(admin.name), the vendor of \(shop.name) answered what you asked."],
      ("Look at it", adminURL(shop)))
  }

  func approved(_ shop: Shop, _ owner: Account) -> Letter {
    mail(
      owner, "Your shop \(shop.name) is open",
      ["Hello \(owner.name), your shop \(shop.name) was approved. Customers see it and its products now."],
      ("Go to the shop", sellerURL(shop)))
  }

  func rejected(_ shop: Shop, reason: String, _ owner: Account) -> Letter {
    mail(
      owner, "Your shop \(shop.name) was not approved",
      [
        "Hello \(owner.name), your shop \(shop.name) was not approved, for this reason:",
        Words(verbatim: reason),
        "You can change the shop and answer; then it is looked at again.",
      ],
      ("Answer", sellerURL(shop)))
  }

  func suspended(_ shop: Shop, reason: String, _ owner: Account) -> Letter {
    mail(
      owner, "Your shop \(shop.name) is suspended",
      [
        "Hello \(owner.name), your shop \(shop.name) is hidden from customers for now, for this reason:",
        Words(verbatim: reason),
        "Orders that were placed are still to be fulfilled.",
      ],
      ("Go to the shop", sellerURL(shop)))
  }

  func unsuspended(_ shop: Shop, _ owner: Account) -> Letter {
    mail(
      owner, "Your shop \(shop.name) is visible again",
      ["Hello \(owner.name), your shop \(shop.name) is no longer suspended. Customers see it and its goods."],
      ("Go to the shop", sellerURL(shop)))
  }

  func asked(_ shop: Shop, _ question: AskForMoreInput, _ owner: Account) -> Letter {
    var paragraphs: [Words] = [
      "Hello \(owner.name), before we decide about your shop \(shop.name) we need something more:",
      Words(verbatim: question.message),
    ]
    if !question.items.isEmpty {
      paragraphs.append(Words(lines: question.items.map { Words(verbatim: "- \($0)") }))
    }
    return mail(
      owner, "We need more about your shop \(shop.name)", paragraphs, ("Answer", applicationURL(shop)))
  }

  func documentRefused(_ shop: Shop, _ title: Words, reason: String, _ owner: Account) -> Letter {
    mail(
      owner, "A document for \(shop.name) was not accepted",
      [
        """
        Hello \(owner.name), we could not accept a document that you sent for \(shop.name) \
        (\(title)), for this reason:
        """, Words(verbatim: reason), "Send another one, please.",
      ],
      ("Send another one", "\(applicationURL(shop))/documents"))
  }

  func destinationChanged(_ shop: Shop, _ what: Words, _ owner: Account) -> Letter {
    mail(
      owner, "Where \(shop.name) is paid was changed",
      [
        "Hello \(owner.name),", what,
        "If that was not you, change your password at once and write to us before the next payout.",
      ],
      ("Look at it", "\(applicationURL(shop))/payouts"))
  }

  private func applicationURL(_ shop: Shop) -> String { "\(sellerURL(shop))/application" }

  // By id: the slug may have changed before the mail is read.
  private func sellerURL(_ shop: Shop) -> String { "\(publicURL)/sell/\(shop.id)" }

  private func adminURL(_ shop: Shop) -> String { "\(publicURL)/admin/shops/\(shop.id)" }

  private func mail(
    _ account: Account, _ title: Words, _ paragraphs: [Words], _ action: MailTemplate.Action
  ) -> Letter {
    MailTemplate.message(
      to: account.email.text, name: account.name, title: title, paragraphs: paragraphs, action: action,
      siteName: siteName)
  }
}

extension Vendors {
  func mailAdmins(_ tx: Transaction, _ message: (Account) -> Letter) throws {
    for admin in try AccountStore.admins(limit: maximumAdminsMailed, tx) {
      try tx.enqueue(SendMail(message(admin)))
    }
  }

  func mailOwner(of shop: Shop, _ tx: Transaction, _ message: (Account) -> Letter) throws {
    guard let owner = try AccountStore.find(shop.owner, tx) else { return }
    try tx.enqueue(SendMail(message(owner)))
  }
}
