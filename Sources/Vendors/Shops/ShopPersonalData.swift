import Identity
import Kernel
import Persistence

/// What Vendors keeps about people: the shops that they own.
package struct ShopPersonalData: PersonalData {
  /// Needs nothing.
  package init() {}

  /// The shops under `shops`.
  package func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)] {
    let shops = try ShopStore.ownedBy(account, snapshot).map { shop -> JSONValue in
      .object([
        "id": .string(shop.id.description), "slug": .string(shop.slug), "name": .string(shop.name),
        "description": .string(shop.description), "country": .string(shop.country),
        "currency": .string(shop.currency.code), "status": .string(shop.status.rawValue),
        "createdAt": .string(shop.createdAt.rfc3339),
      ])
    }
    return [("shops", .array(shops))]
  }

  /// Shops are closed first.
  package func obstacle(toClosing account: AccountID, _ snapshot: Snapshot) throws -> String? {
    guard let shop = try ShopStore.ownedBy(account, snapshot).first else { return nil }
    return "Close your shop \(shop.name) first."
  }
}
