import Identity
import Kernel
import Persistence
import Web

/// Changes to a shop; what is absent stays, and null empties a policy. The currency is fixed, as prices and
/// balances are in it.
package struct EditShop: Input {
  let name: String?
  let description: String?
  let slug: Slug?
  let country: String?
  let shippingPolicy: Change<String>
  let returnPolicy: Change<String>
  let lowStockThreshold: Int?

  package init(from input: inout InputReader) throws {
    name = input.optional("name", ShopRules.name)
    description = input.optional("description", ShopRules.description)
    slug = input.optional("slug", .slug)
    country = input.optional("country", .country)
    shippingPolicy = Change("shippingPolicy", ShopRules.policy, &input)
    returnPolicy = Change("returnPolicy", ShopRules.policy, &input)
    lowStockThreshold = input.optional("lowStockThreshold", ShopRules.lowStockThreshold)
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
      approvedAt: old.approvedAt)
  }
}

/// The pictures that a shop shows itself with.
package enum ShopPicture: String, CaseIterable, Sendable {
  case avatar
  case banner
}

extension Vendors {
  /// Changes a shop. Throws `Problem(.slugTaken)`, `Problem(.notFound)`.
  package func editShop(_ id: ShopID, _ input: EditShop) async throws -> Shop {
    do {
      return try await database.write { tx in
        guard let old = try ShopStore.lock(id, tx) else { throw Problem(.notFound) }
        let shop = input.applied(to: old)
        if shop.slug != old.slug {
          let isTaken = try ShopStore.isTaken(shop.slug, byOtherThan: id, tx)
          if isTaken || ShopStore.isReserved(shop.slug) { throw slugTaken(shop.slug) }
        }
        try ShopStore.update(shop, tx)
        listing.shopLookChanged(id, tx)
        return shop
      }
    } catch DatabaseError.uniqueViolation where input.slug != nil {
      // Somebody took the slug between the look and the update.
      throw slugTaken(input.slug?.text ?? "")
    }
  }

  /// Notes the media key of a picture, or that there is none any more. Throws `Problem(.notFound)`.
  package func setPicture(_ id: ShopID, _ picture: ShopPicture, key: String?) async throws {
    try await database.write { tx in
      guard try ShopStore.setPicture(id, picture, key: key, tx) else { throw Problem(.notFound) }
      listing.shopLookChanged(id, tx)
    }
  }

  /// Closes a shop: customers and vendor don't see it any more, its rows stay. Throws
  /// `Problem(.notAllowedNow)` while something must be settled first, and `Problem(.notFound)`.
  package func closeShop(_ id: ShopID) async throws {
    try await database.write { tx in
      guard let shop = try ShopStore.lock(id, tx) else { throw Problem(.notFound) }
      try shop.status.require(.closed)
      for area in closing {
        if let obstacle = try area.obstacle(toClosing: id, tx) { throw Problem(.notAllowedNow, obstacle) }
      }
      try ShopStore.close(id, tx)
      try listing.shopStatusChanged(id, isOpen: false, tx)
      try tx.emit(ShopClosed(shop: id, owner: shop.owner))
    }
  }
}
