import Kernel
import Persistence
import Vendors
import Web

extension Catalog {
  /// What the products with these ids are called, also deleted ones; those that are not there are missing.
  package func productTitles(_ ids: [ProductID]) async throws -> [ProductID: String] {
    if ids.isEmpty { return [:] }
    return try await database.read { try ProductStore.titles(of: ids, $0) }
  }

  /// The product with this id or slug as far as the viewer may see it: what is listed everybody, the rest the
  /// shop's owner and administrators; at the prices of the viewer's market. Throws `.notFound`.
  package func product(_ reference: String, for viewer: Viewer? = nil) async throws -> Product {
    // The transaction's thread knows no reader.
    let market = PriceMarket.current
    return try await database.read { snapshot in
      guard let found = try ProductStore.byReference(reference, snapshot) else { throw Problem(.notFound) }
      let product = try market.map {
        found.priced(try MarketPriceStore.prices(of: found.id, in: $0, snapshot), in: $0)
      }
      if found.isListed { return product ?? found }
      guard found.deletedAt == nil, let viewer,
        let shop = try ShopStore.find(found.shop.id, snapshot), shop.isManaged(by: viewer)
      else { throw Problem(.notFound) }
      return product ?? found
    }
  }

  /// The same with its texts and the name of its category in a language, as far as they are translated.
  package func product(
    _ reference: String, for viewer: Viewer?, in language: Language
  ) async throws -> Product {
    var product = try await product(reference, for: viewer).told(in: language)
    guard let id = product.category?.id else { return product }
    let category = try await database.read { try CategoryStore.find(id, $0) }
    product.category = category?.told(in: language).summary ?? product.category
    return product
  }

  /// The shop's product with this id or slug, also a draft or a deleted one. Throws `.notFound`.
  package func product(_ reference: String, of shop: ShopID) async throws -> Product {
    try await database.read { snapshot in
      guard let product = try ProductStore.byReference(reference, in: shop, snapshot) else {
        throw Problem(.notFound)
      }
      return product
    }
  }

  /// A page of the shop's products, the newest first. Throws `.invalidInput` for a cursor of another list.
  package func products(of shop: ShopID, _ query: ShopProductQuery) async throws -> Page<ShopProduct> {
    try await database.read { snapshot in try ShopProductStore.page(shop, query, snapshot) }
  }

  /// How many products a shop has, for its dashboard; of one with thousands as of a moment ago.
  package func productCounts(of shop: ShopID) async throws -> ShopProductCounts {
    try await productCountMemory.counts(of: shop) { [database] in
      try await database.read { snapshot in try ShopProductStore.counts(shop, snapshot) }
    }
  }
}

/// A product in its vendor's list.
package struct ShopProduct: Sendable {
  package let card: ProductCard
  package let status: ProductStatus
  /// When it goes on sale by itself; `nil` for what waits for nothing.
  package let publishAt: Timestamp?
  package let isListed: Bool
  /// How many can be bought, over all variants.
  package let stock: Int64
  /// Whether pieces of any variant are counted.
  package let tracksStock: Bool
  package let variantCount: Int
  /// The SKU of the first variant.
  package let sku: String?
  /// Whether a variant is at its threshold or below.
  package let isLow: Bool
  package let updatedAt: Timestamp
  package let deletedAt: Timestamp?
  /// That administrators hide it; `nil` for what they don't.
  package let hiding: ProductHiding?
  /// How many decisions and answers about hidings there were.
  let decisions: Int
}

/// How many products a shop has.
package struct ShopProductCounts: Hashable, Sendable {
  package let active: Int
  package let draft: Int
  package let archived: Int
  /// Deleted and still restorable.
  package let deleted: Int
  /// Active ones of which a variant is at the threshold or below, but not out.
  package let lowStock: Int
  /// Active ones of which nothing can be bought.
  package let soldOut: Int
  /// What administrators hide of what was not deleted.
  package internal(set) var hidden = 0
}
