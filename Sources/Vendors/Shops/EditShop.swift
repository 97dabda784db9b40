import Areas
import Identity
import Kernel
import Persistence
import Web

/// Changes to a shop; what is absent stays, null empties a policy and
/// gives the shop the time zone of its country. The currency is fixed, as prices and
/// balances are in it.
package struct EditShopInput: Input {
  let name: String?
  let description: String?
  let slug: Slug?
  let country: String?
  let shippingPolicy: Change<String>
  let returnPolicy: Change<String>
  let lowStockThreshold: Int?
  let timeZone: Change<Zone>
  let profile: ShopProfileChanges
  let translations: TranslationChanges

  package init(from input: inout InputReader) throws {
    name = input.optional("name", ShopRules.name)
    description = input.optional("description", ShopRules.description)
    slug = input.optional("slug", .slug)
    country = input.optional("country", .country)
    shippingPolicy = Change("shippingPolicy", ShopRules.policy, &input)
    returnPolicy = Change("returnPolicy", ShopRules.policy, &input)
    lowStockThreshold = input.optional("lowStockThreshold", ShopRules.lowStockThreshold)
    timeZone = Change("timeZone", .timeZone, &input)
    profile = ShopProfileChanges(from: &input)
    translations = TranslationChanges(ShopTranslationInput.self, from: &input)
  }

  func applied(to old: Shop) -> Shop {
    var shop = old
    shop.slug = slug?.text ?? old.slug
    shop.name = name ?? old.name
    shop.description = description ?? old.description
    shop.country = country ?? old.country
    shop.shippingPolicy = shippingPolicy.applied(to: old.shippingPolicy) ?? ""
    shop.returnPolicy = returnPolicy.applied(to: old.returnPolicy) ?? ""
    shop.lowStockThreshold = lowStockThreshold ?? old.lowStockThreshold
    shop.chosenTimeZone = timeZone.applied(to: old.chosenTimeZone)
    shop.profile = profile.applied(to: old.profile)
    shop.translations = translations.applied(to: old.translations)
    return shop
  }
}

extension Vendors {
  /// Changes a shop. An address that it had leads to the new one and stays its own. Throws `Problem(.slugTaken)`, `Problem(.notFound)`.
  package func editShop(_ id: ShopID, _ edit: @escaping Edit<Shop, EditShopInput>) async throws -> Shop {
    try await database.write { tx in
      guard let old = try ShopStore.lock(id, tx) else { throw Problem(.notFound) }
      let shop = try edit(old).applied(to: old)
      if shop.slug != old.slug { try slugs.claim(shop.slug, for: id, tx) }
      try ShopStore.update(shop, tx)
      try tx.record("shop.edited", shop, from: old)
      if shop.slug != old.slug { domains.forget(after: tx) }
      try listing.shopLookChanged(id, tx)
      return shop
    }
  }
}
