import Identity
import Kernel
import Persistence

/// What restoring a state of a product would change.
package struct ProductRestoration: Sendable {
  package let product: Product
  package let revision: ProductRevisionID
  /// When the product became what it said then.
  package let at: Timestamp
  /// Field by field, what it says now and what it would say.
  package let changes: [AuditChange]
  /// Variants that come back as new ones, without pieces.
  package let added: [String]
  /// Variants that came since and would be taken out.
  package let ended: [String]
  /// Whether its category of then is there no more, so that it stays where it is.
  package let lacksCategory: Bool
  let draft: ProductDraft
}

extension Catalog {
  /// What restoring one of a product's states would change, or nothing where it says all that. Throws `.notFound` for
  /// another shop's or a deleted product, and for a state that is not kept any more.
  package func restoration(
    of reference: String, in shop: ShopID, to revision: ProductRevisionID
  ) async throws -> ProductRestoration {
    try await database.read { snapshot in
      guard let product = try ProductStore.byReference(reference, in: shop, snapshot) else {
        throw Problem(.notFound)
      }
      return try restoration(of: product, to: revision, at: clock.now(), snapshot)
    }
  }

  /// Makes a product again what it said once: texts, prices, specifications, variants and state. Stock is left alone: a
  /// variant that was taken out since comes back as a new one without pieces. Throws `.notFound`, `.skuTaken` where
  /// another product has an SKU of then, `.notAllowedNow` where it would have too many variants, and what `condition`
  /// throws.
  package func restoreRevision(
    _ revision: ProductRevisionID, of reference: String, in shop: ShopID,
    when condition: @escaping Condition<Product> = { _ in }
  ) async throws -> Product {
    try await database.write { tx in
      let terms = try ShopTerms.hold(shop, tx)
      let product = try lock(reference, of: shop, tx)
      try condition(product)
      let restoration = try restoration(of: product, to: revision, at: tx.now, tx)
      guard restoration.draft.variants.count <= ProductRules.maximumVariants else {
        throw Problem(.notAllowedNow, "With the variants of then it would have too many.")
      }
      try checkSKUs(restoration.draft, in: shop, besides: product, tx)
      guard try writer.update(product, to: restoration.draft, shop: terms, tx) else { return product }
      let restored = try ProductStore.find(product.id, tx) ?? product
      try tx.record(
        "product.reverted", restored, from: product, telling: ["revision": .string(restoration.at.rfc3339)])
      return restored
    }
  }

  /// The states that changes of a product at these moments led to, as far as they are kept.
  package func revisions(
    of product: ProductID, at moments: [Timestamp]
  ) async throws -> [Timestamp: ProductRevisionID] {
    try await database.read { try ProductRevisionStore.of(product, at: moments, $0) }
  }

  private func restoration(
    of product: Product, to id: ProductRevisionID, at now: Timestamp, _ snapshot: Snapshot
  ) throws -> ProductRestoration {
    guard product.deletedAt == nil else { throw Problem(.notFound, "Restore the product first.") }
    guard let revision = try ProductRevisionStore.find(id, of: product.id, snapshot) else {
      throw Problem(.notFound, "This state is not kept any more.")
    }
    let category = try revision.state.category.flatMap { try CategoryStore.find($0, snapshot) }
    let lacksCategory = category == nil && revision.state.category != nil
    let home = lacksCategory ? product.category?.id : category?.id
    let attributes = try home.map { try AttributeStore.inherited(by: $0, snapshot) } ?? []
    let restoring = StateRestoring(
      revision.state, onto: product, category: (home, attributes), at: now)
    let before = ProductState(product.draft).fields(product.currency, category: product.category?.name)
    let after = ProductState(restoring.draft).fields(
      product.currency, category: lacksCategory ? product.category?.name : category?.name)
    return ProductRestoration(
      product: product, revision: id, at: revision.at, changes: AuditChange.between(before, after),
      added: restoring.added, ended: restoring.ended, lacksCategory: lacksCategory, draft: restoring.draft)
  }
}
