import Identity
import Kernel
import Persistence

extension Vendors {
  /// Closes a shop: nobody sees it any more, but its owner can restore it for some weeks. Throws
  /// `Problem(.notAllowedNow)` while something must be settled first, and `Problem(.notFound)`.
  package func closeShop(_ id: ShopID, when condition: @escaping Condition<Shop> = { _ in }) async throws {
    try await database.write { tx in
      guard let shop = try ShopStore.lock(id, tx) else { throw Problem(.notFound) }
      try condition(shop)
      try shop.status.require(.closed)
      for area in hooks.shopClosing {
        if let obstacle = try area.obstacle(toClosing: id, tx) { throw Problem(.notAllowedNow, obstacle) }
      }
      try ClosedShopStore.close(id, from: shop.status, tx)
      try listing.shopStatusChanged(id, isOpen: false, tx)
      domains.forget(after: tx)
      try tx.record("shop.closed", on: id, shop: id, before: ["status": .string(shop.status.rawValue)])
      try tx.emit(ShopClosed(shop: id, owner: shop.owner))
      let until = tx.now.adding(seconds: settings.restoreSeconds)
      try mailOwner(of: shop, tx) { ClosingMails(site: site).closed(shop, until: until, $0) }
    }
  }

  /// The shops that an account closed and can restore, the newest first.
  package func closedShops(of owner: AccountID) async throws -> [ClosedShop] {
    try await database.read { snapshot in
      try ClosedShopStore.all(
        of: owner, restoreSeconds: settings.restoreSeconds, at: clock.now(), snapshot)
    }
  }

  /// A closed shop that was not purged yet; `nil` for any other.
  package func closedShop(_ id: ShopID) async throws -> ClosedShop? {
    try await database.read { snapshot in
      try ClosedShopStore.find(id, restoreSeconds: settings.restoreSeconds, snapshot)
    }
  }

  /// Brings a closed shop back as it was. `owner` is who must own it; `nil` for an administrator. Throws
  /// `.notFound`, and `.restoreWindowOver` when it was closed for too long.
  package func restoreShop(_ reference: String, by owner: AccountID?) async throws -> Shop {
    try await database.write { tx in
      // The owner's account first, as its end locks it before its shops.
      let holder = try ClosedShopStore.owner(of: reference, tx)
      let account = try holder.flatMap { try AccountStore.hold($0, tx) }
      let closed = try ClosedShopStore.lock(reference, restoreSeconds: settings.restoreSeconds, tx)
      guard let closed, owner == nil || closed.shop.owner == owner else { throw Problem(.notFound) }
      try Vendors.refuseOwn(closed.shop.id, tx)
      guard tx.now < closed.restorableUntil else {
        throw Problem(
          .restoreWindowOver, "A shop can be restored for \(settings.restoreDays) days after it was closed.")
      }
      guard account != nil else {
        throw Problem(.notAllowedNow, "The account of its owner is closed, so nobody could run the shop.")
      }
      try ClosedShopStore.restore(closed.shop.id, to: closed.closedFrom, tx)
      guard let shop = try ShopStore.find(closed.shop.id, tx) else { throw Problem(.notFound) }
      if shop.isOpen { try listing.shopStatusChanged(shop.id, isOpen: true, tx) }
      domains.forget(after: tx)
      try tx.record(
        "shop.restored", on: shop.id, shop: shop.id, before: ["status": .string(ShopStatus.closed.rawValue)],
        after: ["status": .string(shop.status.rawValue)])
      try tx.emit(ShopRestored(shop: shop.id, owner: shop.owner))
      try mailOwner(of: shop, tx) { ClosingMails(site: site).restored(shop, $0) }
      return shop
    }
  }
}

/// A closed shop came back.
package struct ShopRestored: Event {
  package static let name = "shop.restored"
  package let shop: ShopID
  package let owner: AccountID
  package var key: String { shop.description }
}

/// Nothing of a closed shop is left but what the books need.
package struct ShopPurged: Event {
  package static let name = "shop.purged"
  package let shop: ShopID
  package var key: String { shop.description }
}
