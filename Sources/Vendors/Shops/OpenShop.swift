import Identity
import Kernel
import Persistence
import Web

/// How few of a variant count as low stock, unless the vendor says otherwise.
private let standardLowStockThreshold = 3

/// What the fields of a shop may hold.
enum ShopRules {
  static let name: Rule<String> = .text(1...80)
  static let description: Rule<String> = .text(1...5000, multiline: true)
  static let policy: Rule<String> = .text(0...5000, multiline: true)
  static let lowStockThreshold: Rule<Int> = .integer(0...10_000)
  static let reason: Rule<String> = .text(1...1000, multiline: true)
}

/// What a new shop needs.
package struct OpenShopInput: Input {
  package let name: String
  package let description: String
  package let country: String
  package let currency: Currency
  package let slug: Slug?

  package init(from input: inout InputReader) throws {
    name = input.required("name", ShopRules.name)
    description = input.required("description", ShopRules.description)
    country = input.required("country", .country)
    currency = input.required("currency", .currency)
    slug = input.optional("slug", .slug)
  }

  /// A shop from code, already validated.
  package init(name: String, description: String, country: String, currency: Currency, slug: Slug? = nil) {
    self.name = name
    self.description = description
    self.country = country
    self.currency = currency
    self.slug = slug
  }

  func shop(_ slug: String, owner: AccountID, approvedAt: Timestamp?, at now: Timestamp) -> Shop {
    Shop(
      id: ShopID(at: now), owner: owner, slug: slug, name: name, description: description, country: country,
      currency: currency, status: approvedAt == nil ? .pending : .approved,
      lowStockThreshold: standardLowStockThreshold, createdAt: now, approvedAt: approvedAt)
  }
}

extension Vendors {
  /// Opens a shop that waits for an administrator. Throws `Problem(.slugTaken)` for a slug that was asked
  /// for; one made from the name gets a number instead. `Problem(.invalidInput)` asks for a slug that no name tells.
  package func openShop(_ input: OpenShopInput, by owner: AccountID) async throws -> Shop {
    try await database.write { tx in
      guard let account = try AccountStore.hold(owner, tx) else { throw Problem(.unauthenticated) }
      let shop = try insert(input, owner: owner, approvedAt: nil, base: slugBase(input), tx)
      try tx.record("shop.opened", shop)
      try tx.emit(ShopOpened(shop: shop.id, owner: owner))
      let mails = ShopMails(site: site)
      try tx.send(mails.received(shop, account))
      let named = try site.named(tx)
      try mailAdmins(tx) { mails.waiting(shop, at: named, $0) }
      return shop
    }
  }

  /// `base` is where a slug comes from that nobody asked for.
  func insert(
    _ input: OpenShopInput, owner: AccountID, approvedAt: Timestamp?, base: String, _ tx: Transaction
  ) throws -> Shop {
    guard let wanted = input.slug?.text else {
      return try slugs.insertUnderFreeSlug(base, tx) { slug in
        input.shop(slug, owner: owner, approvedAt: approvedAt, at: tx.now)
      }
    }
    let shop = input.shop(wanted, owner: owner, approvedAt: approvedAt, at: tx.now)
    try slugs.insert(shop, tx)
    return shop
  }

  /// A slug for a shop of this name. Throws `Problem(.invalidInput)` when the name doesn't tell how it is read.
  private func slugBase(_ input: OpenShopInput) throws -> String {
    if let slug = input.slug ?? Slug(name: input.name) { return slug.text }
    throw Problem.invalid(
      "slug", "required",
      """
      The link of the shop can't be made from this name. Write its last part in lower-case Latin letters, digits \
      and hyphens.
      """)
  }
}
