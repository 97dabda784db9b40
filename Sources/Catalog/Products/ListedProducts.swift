import Kernel
import Persistence

/// The address of a listed product and when it last changed, for sitemaps.
package struct ListedProduct: Hashable, Sendable {
  package let id: ProductID
  package let shop: ShopID
  package let slug: String
  package let updatedAt: Timestamp
  /// The tags of the languages, besides the one that it was written in, that it has a text of its own in.
  package internal(set) var languages: [String] = []
}

extension Catalog {
  /// How many products are listed. Throws `DatabaseError`.
  package func listedProductCount() async throws -> Int {
    try await listings.reach()
    return listings.count
  }

  /// Up to `limit` of the listed products (of one shop) whose ids follow one, in the order of their ids, so that all of
  /// them can be gone through however many there are.
  package func listedProducts(
    of shop: ShopID? = nil, after id: ProductID?, limit: Int
  ) async throws -> [ListedProduct] {
    try await database.read { snapshot in
      try ListingStore.addresses(of: shop, after: id, limit: limit, snapshot)
    }
  }
}
