import Kernel
import Persistence

extension Catalog {
  /// Changes a product; what the body leaves out stays. Variants keep their ids, their reservations and what
  /// was sold of them. Throws `.notFound` for another shop's or a deleted product, `.invalidInput`,
  /// `.skuTaken`.
  package func editProduct(
    _ reference: String, of shop: ShopID, _ edit: @escaping Edit<Product, ProductChangesInput>
  ) async throws -> Product {
    try await database.write { tx in
      let terms = try ShopTerms.hold(shop, tx)
      let product = try lock(reference, of: shop, tx)
      guard product.deletedAt == nil else { throw Problem(.notFound, "Restore the product first.") }
      let changes = try edit(product)
      var draft = try ProductShape.draft(changes.fields, in: terms.currency, changing: product, at: tx.now)
      if changes.fields.hasCategory { draft.category = try category(changes.fields.category, tx) }
      try settleAttributes(&draft, changes.fields, old: product, tx)
      try checkSKUs(draft, in: shop, besides: product, tx)
      _ = try writer.update(product, to: draft, shop: terms, tx)
      let edited = try ProductStore.find(product.id, tx) ?? product
      try tx.record("product.edited", edited, from: product)
      return edited
    }
  }

  /// The shop's product, locked. Throws `.notFound`.
  func lock(_ reference: String, of shop: ShopID, _ tx: Transaction) throws -> Product {
    guard let found = try ProductStore.byReference(reference, in: shop, tx),
      let product = try ProductWriter.lock(found.id, tx)
    else { throw Problem(.notFound) }
    return product
  }
}
