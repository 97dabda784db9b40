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
  /// shop's owner and administrators. Throws `.notFound`.
  package func product(_ reference: String, for viewer: Viewer? = nil) async throws -> Product {
    try await database.read { snapshot in
      guard let product = try ProductStore.byReference(reference, snapshot) else { throw Problem(.notFound) }
      if product.isListed { return product }
      guard product.deletedAt == nil, let viewer,
        let shop = try ShopStore.find(product.shop.id, snapshot), shop.isManaged(by: viewer)
      else { throw Problem(.notFound) }
      return product
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

/// Whether a vendor's list shows deleted products.
package enum DeletedFilter: String, CaseIterable, Sendable {
  case no, only, include
}

/// Which of its products a vendor wants to see.
package struct ShopProductQuery: Input {
  package let text: String?
  package let status: ProductStatus?
  package let deleted: DeletedFilter
  package let category: String?
  /// Only those of which a variant is at the shop's low-stock threshold or below.
  package let lowStockOnly: Bool
  package let page: PageRequest

  package init(from input: inout InputReader) throws {
    text = input.optional("q", .text(0...200)).flatMap { $0.isEmpty ? nil : $0 }
    status = input.optional("status", .choice(ProductStatus.self))
    deleted = input.optional("deleted", .choice(DeletedFilter.self)) ?? .no
    category = input.optional("category", .text(1...100))
    lowStockOnly = input.optional("lowStock", .boolean) ?? false
    let limit: Int? = input.optional("limit", .integer(1...100))
    page = PageRequest(limit: limit ?? 24, cursor: input.optional("cursor", .cursor))
  }

  /// A query from code.
  package init(
    text: String? = nil, status: ProductStatus? = nil, deleted: DeletedFilter = .no, category: String? = nil,
    lowStockOnly: Bool = false, page: PageRequest = PageRequest()
  ) {
    self.text = text
    self.status = status
    self.deleted = deleted
    self.category = category
    self.lowStockOnly = lowStockOnly
    self.page = page
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
  package let variantCount: Int
  /// The SKU of the first variant.
  package let sku: String?
  package let updatedAt: Timestamp
  package let deletedAt: Timestamp?
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
}
