import Kernel
import Persistence

extension Catalog {
  /// Makes a product. Throws `.notFound` for an unknown shop, `.invalidInput` with every wrong field,
  /// `.skuTaken`.
  package func createProduct(_ input: NewProductInput, in shop: ShopID) async throws -> Product {
    try await database.write { tx in
      let terms = try ShopTerms.hold(shop, tx)
      var draft = try ProductShape.draft(input.fields, in: terms.currency, at: tx.now)
      if input.fields.hasCategory { draft.category = try category(input.fields.category, tx) }
      try settleAttributes(&draft, input.fields, old: nil, tx)
      try checkSKUs(draft, in: shop, besides: nil, tx)
      let ids = try writer.insert([draft], into: terms, tx)
      guard let product = try ids.first.flatMap({ try ProductStore.find($0, tx) }) else {
        throw Problem(.internalError)
      }
      try tx.record("product.created", product)
      return product
    }
  }

  /// The id of the category that a client names. Throws `.invalidInput` for an unknown one.
  func category(_ reference: String?, _ tx: Transaction) throws -> CategoryID? {
    guard let reference else { return nil }
    guard let category = try CategoryStore.byReference(reference, tx) else {
      throw Problem.invalid("category", "unknown", "There is no such category.")
    }
    return category.id
  }

  /// Throws `.skuTaken` when another product of the shop has one of the SKUs.
  func checkSKUs(_ draft: ProductDraft, in shop: ShopID, besides product: Product?, _ tx: Transaction) throws
  {
    let present = Set(product?.variants.compactMap(\.sku) ?? [])
    let added = draft.variants.compactMap(\.sku).filter { !present.contains($0) }
    if let sku = try VariantStore.takenSKU(added, in: shop, besides: product?.id, tx) {
      throw Problem(.skuTaken, "Another product of the shop has the SKU \(sku).")
    }
  }
}
