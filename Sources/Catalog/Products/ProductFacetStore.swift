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
}
