import Identity
import Kernel
import Persistence

/// How long a deleted product can be restored.
package let productRestoreSeconds: Int64 = 24 * 3_600
/// How many products one run of the purge deletes in a transaction.
private let purgeBatch = 100

extension Catalog {
  /// Takes a product out of the shop. It can be restored for a day. Throws `.notFound`.
  package func deleteProduct(
    _ reference: String, of shop: ShopID, when condition: @escaping Condition<Product> = { _ in }
  ) async throws {
    try await database.write { tx in
      let product = try lock(reference, of: shop, tx)
      guard product.deletedAt == nil else { throw Problem(.notFound) }
      try condition(product)
      try writer.delete(product.id, tx)
      try tx.record("product.deleted", on: product.id, shop: shop, before: ["title": .string(product.title)])
    }
  }

  /// Brings a deleted product back as it was. Throws `.notFound`, `.restoreWindowOver` after a day, and `.skuTaken`
  /// when another product has come to have one of its SKUs.
  package func restoreProduct(_ reference: String, of shop: ShopID) async throws -> Product {
    try await database.write { tx in
      let terms = try ShopTerms.hold(shop, tx)
      let product = try lock(reference, of: shop, tx)
      guard let deletedAt = product.deletedAt else { return product }
      guard tx.now < deletedAt.adding(seconds: productRestoreSeconds) else {
        throw Problem(.restoreWindowOver, "A product can be restored for 24 hours.")
      }
      try checkSKUs(of: product, tx)
      let isListed =
        terms.isOpen && product.status == .active && product.publishAt == nil && product.hiding == nil
      try writer.restore(product.id, isListed: isListed, tx)
      try tx.record("product.restored", on: product.id, shop: shop, after: ["title": .string(product.title)])
      return try ProductStore.find(product.id, tx) ?? product
    }
  }

  /// While it was in the bin its SKUs were free for others.
  private func checkSKUs(of product: Product, _ tx: Transaction) throws {
    let skus = product.variants.compactMap(\.sku)
    guard let sku = try VariantStore.takenSKU(skus, in: product.shop.id, besides: product.id, tx) else {
      return
    }
    throw Problem(
      .skuTaken,
      "“\(product.title)” stays in the bin: meanwhile another product has the SKU \(sku). Change that one first."
    )
  }

  /// Deletes for good what can't be restored any more: products, variants that were taken out of theirs, and attributes.
  /// Those whose stock belongs to an order stay until it has left.
  package func purgeDeleted() async throws {
    var count = purgeBatch
    while count == purgeBatch {
      count = try await database.write { tx in try PurgeStore.products(limit: purgeBatch, slugs, tx) }
    }
    _ = try await database.write { tx in try PurgeStore.variants(tx) }
    while try await database.write({ tx in try AttributeStore.purge(limit: purgeBatch, tx) }) {}
    try await database.write { tx in try BulkEditStore.expire(tx) }
  }
}
