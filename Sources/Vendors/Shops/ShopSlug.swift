import Gateways
import Kernel
import Persistence

/// Slugs that pages of the site use under `/shops/`.
private let reservedSlugs: Set<String> = ["new", "open", "all", "search", "me", "admin", "apply"]
/// How often a slug is tried that somebody else took a moment before.
private let maximumSlugAttempts = 20
private let randomSuffixBytes = 6

extension ShopStore {
  static func isReserved(_ slug: String) -> Bool { reservedSlugs.contains(slug) }

  /// Inserts the shop that `make` makes under the first free slug of `base`, `base-2`, `base-3`, …
  static func insertUnderFreeSlug(
    _ base: String, _ tx: Transaction, _ make: (_ slug: String) throws -> Shop
  ) throws -> Shop {
    for _ in 0..<maximumSlugAttempts {
      let taken = try slugs(like: base, tx).union(reservedSlugs)
      let shop = try make(firstFree(base, taken))
      if try insert(shop, tx) { return shop }
    }
    let random = SecureToken.contentHash(Array(SecureToken.make(bytes: randomSuffixBytes).utf8)).prefix(8)
    let shop = try make("\(base)-\(random)")
    guard try insert(shop, tx) else { throw Problem(.slugTaken) }
    return shop
  }

  static func firstFree(_ base: String, _ taken: Set<String>) -> String {
    guard taken.contains(base) else { return base }
    var number = 2
    while taken.contains("\(base)-\(number)") { number += 1 }
    return "\(base)-\(number)"
  }
}
