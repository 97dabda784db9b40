import Kernel
import Persistence

/// The address of a listed product and when it last changed, for sitemaps.
package struct ListedProduct: Hashable, Sendable {
  package let slug: String
  package let updatedAt: Timestamp
}

extension Catalog {
  /// How many products are listed.
  package func listedProductCount() async throws -> Int {
    try await listings.reach()
    return listings.count
  }

  /// Up to `limit` of the listed products (of one shop) behind `count` of them, the newest first.
  package func listedProducts(
    of shop: ShopID? = nil, behind count: Int, limit: Int
  ) async throws -> [ListedProduct] {
    try await database.read { snapshot in
      try ListingStore.addresses(of: shop, behind: count, limit: limit, snapshot)
    }
  }
}
