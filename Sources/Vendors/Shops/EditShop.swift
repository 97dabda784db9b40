import Identity
import Kernel
import Persistence
import Web

/// Changes to a shop; what is absent stays, and null empties a policy. The currency is fixed, as prices and
/// balances are in it.
package struct EditShopInput: Input {
  let name: String?
  let description: String?
  let slug: Slug?
  let country: String?
  let shippingPolicy: Change<String>
  let returnPolicy: Change<String>
  let lowStockThreshold: Int?
  let profile: ShopProfileChanges

  package init(from input: inout InputReader) throws {
    name = input.optional("name", ShopRules.name)
    description = input.optional("description", ShopRules.description)
    slug = input.optional("slug", .slug)
    country = input.optional("country", .country)
    shippingPolicy = Change("shippingPolicy", ShopRules.policy, &input)
    returnPolicy = Change("returnPolicy", ShopRules.policy, &input)
    lowStockThreshold = input.optional("lowStockThreshold", ShopRules.lowStockThreshold)
    profile = ShopProfileChanges(from: &input)
  }

  func applied(to old: Shop) -> Shop {
    Shop(
      id: old.id, owner: old.owner, slug: slug?.text ?? old.slug, name: name ?? old.name,
      description: description ?? old.description, country: country ?? old.country, currency: old.currency,
      status: old.status, statusReason: old.statusReason, vendorAnswer: old.vendorAnswer,
      avatarKey: old.avatarKey, bannerKey: old.bannerKey,
      shippingPolicy: shippingPolicy.applied(to: old.shippingPolicy) ?? "",
      returnPolicy: returnPolicy.applied(to: old.returnPolicy) ?? "",
      lowStockThreshold: lowStockThreshold ?? old.lowStockThreshold, createdAt: old.createdAt,
      approvedAt: old.approvedAt, profile: profile.applied(to: old.profile),
      followerCount: old.followerCount)
  }
}

extension Vendors {
  /// Changes a shop. Throws `Problem(.slugTaken)`, `Problem(.notFound)`.
  package func editShop(_ id: ShopID, _ input: EditShopInput) async throws -> Shop {
    do {
      return try await database.write { tx in
        guard let old = try ShopStore.lock(id, tx) else { throw Problem(.notFound) }
        let shop = input.applied(to: old)
        if shop.slug != old.slug {
          let isTaken = try ShopStore.isTaken(shop.slug, byOtherThan: id, tx)
          if isTaken || ShopStore.isReserved(shop.slug) { throw slugTaken(shop.slug) }
        }
        try ShopStore.update(shop, tx)
        try tx.record("shop.edited", shop, from: old)
        listing.shopLookChanged(id, tx)
        return shop
      }
    } catch DatabaseError.uniqueViolation where input.slug != nil {
      // Somebody took the slug between the look and the update.
      throw slugTaken(input.slug?.text ?? "")
    }
  }
}
