import Gateways
import Kernel
import Persistence

/// Slugs that pages of the site use under `/shops/`.
private let reservedSlugs: Set<String> = ["new", "open", "all", "search", "me", "admin", "apply"]
/// How often a slug is tried that somebody else took a moment before.
private let maximumSlugAttempts = 20
private let randomSuffixBytes = 6
/// So many addresses a shop can have had. They all stay its own, so nobody collects those of others.
private let maximumSlugsPerShop = 20

/// Whose the addresses of shops are. One belongs to the first shop that had it, for good.
struct ShopSlugs {
  let forgotten: ForgottenSlugs

  /// Inserts a shop that has asked for its slug. Throws `Problem(.slugTaken)`.
  func insert(_ shop: Shop, _ tx: Transaction) throws {
    guard try insertIfFree(shop, tx) else { throw ShopSlugs.taken(shop.slug) }
  }

  /// Inserts the shop that `make` makes under the first free slug of `base`, `base-2`, `base-3`, …
  func insertUnderFreeSlug(
    _ base: String, _ tx: Transaction, _ make: (_ slug: String) throws -> Shop
  ) throws -> Shop {
    var taken = reservedSlugs
    for _ in 0..<maximumSlugAttempts {
      taken.formUnion(try ShopSlugStore.all(like: base, tx))
      let shop = try make(ShopSlugs.firstFree(base, taken))
      if try insertIfFree(shop, tx) { return shop }
      taken.insert(shop.slug)
    }
    let random = SecureToken.contentHash(Array(SecureToken.make(bytes: randomSuffixBytes).utf8)).prefix(8)
    let shop = try make("\(base)-\(random)")
    try insert(shop, tx)
    return shop
  }

  /// Makes a slug one of the shop's, which the caller has locked. Throws `Problem(.slugTaken)`, and
  /// `Problem(.invalidInput)` for a shop that had too many.
  func claim(_ slug: String, for shop: ShopID, _ tx: Transaction) throws {
    let isOwn = try ShopSlugStore.holder(slug, tx) == shop
    if isOwn { return }
    guard try ShopSlugStore.count(of: shop, tx) < maximumSlugsPerShop else {
      throw Problem.invalid(
        "slug", "too_many",
        "A shop can have had \(maximumSlugsPerShop) addresses. Choose one that this shop had before.")
    }
    guard try take(slug, for: shop, tx) else { throw ShopSlugs.taken(slug) }
  }

  /// The address of a shop whose owner is forgotten: its id, which says nothing about anybody. Nobody can choose one
  /// like it, or a stranger could keep a shop from being forgotten.
  static func nameless(_ shop: ShopID) -> String { shop.description.replacing("_", with: "-") }

  /// Whether an address is one that only forgotten shops have.
  static func isNameless(_ slug: String) -> Bool {
    ShopID(slug.replacing("-", with: "_", maxReplacements: 1)) != nil
  }

  static func taken(_ slug: String) -> Problem {
    let message: Words = "Another shop is called \(slug). Choose another name for the address."
    return Problem(
      .slugTaken, message, fields: [FieldError(field: "slug", code: "taken", message: message)])
  }

  private func insertIfFree(_ shop: Shop, _ tx: Transaction) throws -> Bool {
    guard try ShopStore.insert(shop, tx) else { return false }
    if try take(shop.slug, for: shop.id, tx) { return true }
    try ShopStore.takeBack(shop.id, tx)
    return false
  }

  private func take(_ slug: String, for shop: ShopID, _ tx: Transaction) throws -> Bool {
    if reservedSlugs.contains(slug) || ShopSlugs.isNameless(slug) { return false }
    guard try ShopSlugStore.claim(slug, for: shop, tx) else { return false }
    // Looked at last: whoever is forgotten at this moment still had the claim before.
    if try !forgotten.contains(slug, tx) { return true }
    try ShopSlugStore.release(slug, tx)
    return false
  }

  private static func firstFree(_ base: String, _ taken: Set<String>) -> String {
    guard taken.contains(base) else { return base }
    var number = 2
    while taken.contains("\(base)-\(number)") { number += 1 }
    return "\(base)-\(number)"
  }
}

extension Vendors {
  var slugs: ShopSlugs { ShopSlugs(forgotten: ForgottenSlugs(vault: identity.vault)) }
}
