import Gateways
import Kernel
import Persistence

private let kind = "shop"

/// Addresses of the shops of people who are forgotten. They may be people's names, so only hashes of them stay, under
/// the key of barred addresses: enough to keep a stranger from taking an old link over.
struct ForgottenSlugs {
  private let addresses: ForgottenAddresses

  init(vault: Vault) { addresses = ForgottenAddresses(vault: vault) }

  /// Whether it was the address of a shop whose owner is forgotten.
  func contains(_ slug: String, _ snapshot: Snapshot) throws -> Bool {
    guard let hash = try addresses.hashing(of: kind, snapshot) else { return false }
    return try ShopSlugStore.isForgotten(hash(slug), snapshot)
  }

  /// Gives an owner's closed shops addresses that say nothing. Answers with how many there were.
  func forget(slugsOf owner: AccountID, _ tx: Transaction) throws -> Int {
    var count = 0
    for shop in try ClosedShopStore.all(closedBy: owner, tx) {
      let slugs = try ShopSlugStore.all(of: shop, tx).filter { !ShopSlugs.isNameless($0) }
      if slugs.isEmpty { continue }
      let hash = try addresses.madeHashing(of: kind, tx)
      for slug in slugs {
        try ShopSlugStore.forget(hash(slug), tx)
        try ShopSlugStore.release(slug, tx)
      }
      try ClosedShopStore.rename(shop, to: nameless(shop, tx), tx)
      count += slugs.count
    }
    return count
  }

  private func nameless(_ shop: ShopID, _ tx: Transaction) throws -> String {
    let own = ShopSlugs.nameless(shop)
    if try ShopSlugStore.holder(own, tx) == shop { return own }
    if try ShopSlugStore.claim(own, for: shop, tx) { return own }
    // Somebody chose it while such addresses could be chosen.
    let other = ShopSlugs.nameless(ShopID(at: tx.now))
    guard try ShopSlugStore.claim(other, for: shop, tx) else { throw Problem(.conflict) }
    return other
  }
}
