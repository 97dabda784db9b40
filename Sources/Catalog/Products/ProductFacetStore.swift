import Kernel
import Persistence

private let rowsPerInsert = 100

/// Writes the rows that listings are narrowed by.
enum FacetWriter {
  static func insert(_ facets: [(ProductID, [ProductFacet])], _ tx: Transaction) throws {
    let rows = facets.flatMap { product, facets in facets.map { (product, $0) } }
    for chunk in rows.chunks(of: rowsPerInsert) {
      let values = chunk.map { product, facet -> NamedValues in
        ["name": facet.name, "value_key": facet.key, "product_id": product, "value": facet.value]
      }
      try tx.run("INSERT INTO product_facets \(values: values)")
    }
  }

  static func replace(_ product: ProductID, _ facets: [ProductFacet], _ tx: Transaction) throws {
    try tx.run("DELETE FROM product_facets WHERE product_id = \(product)")
    try insert([(product, facets)], tx)
  }

  /// Adds what each variant of new products has.
  static func insert(_ facets: [(ProductID, Set<VariantFacet>)], _ tx: Transaction) throws {
    let rows = facets.flatMap { product, facets in
      facets.sorted { ($0.variant, $0.name.rawValue, $0.key) < ($1.variant, $1.name.rawValue, $1.key) }
        .map { (product, $0) }
    }
    for chunk in rows.chunks(of: rowsPerInsert) {
      let values = chunk.map { product, facet -> NamedValues in
        [
          "name": facet.name, "value_key": facet.key, "product_id": product, "variant_id": facet.variant,
        ]
      }
      try tx.run("INSERT INTO variant_facets \(values: values)")
    }
  }

  /// Makes what the variants of a product have what the draft says, after these were written.
  static func replaceVariants(of product: ProductID, _ draft: ProductDraft, _ tx: Transaction) throws {
    let facets = VariantFacet.of(draft, try VariantStore.options(of: product, tx))
    let present = try tx.all(
      "SELECT variant_id, name, value_key FROM variant_facets WHERE product_id = \(product)"
    ) { row in
      VariantFacet(variant: try row.next(), name: try row.next(), key: try row.next())
    }
    guard Set(present) != facets else { return }
    try tx.run("DELETE FROM variant_facets WHERE product_id = \(product)")
    try insert([(product, facets)], tx)
  }
}
