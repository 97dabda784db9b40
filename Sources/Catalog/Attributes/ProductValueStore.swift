import Kernel
import Persistence

private let rowsPerInsert = 100

/// The rows of `product_values`.
enum ProductValueStore {
  private static let columns = SQL.columns(of: ProductValue.self)

  /// What products say of attributes, in the order of these.
  static func of(_ products: [ProductID], _ snapshot: Snapshot) throws -> [ProductID: [ProductValue]] {
    guard !products.isEmpty else { return [:] }
    let rows = try snapshot.all(
      """
      SELECT v.product_id, \(fragment: columns) FROM product_values v
      JOIN category_attributes a ON a.id = v.attribute_id AND a.deleted_at IS NULL
      WHERE v.product_id IN \(list: products) ORDER BY a.position, a.id
      """
    ) { row -> (product: ProductID, value: ProductValue) in
      (product: try row.next("v.product_id"), value: try ProductValue(row: &row))
    }
    return Dictionary(grouping: rows, by: \.product).mapValues { $0.map(\.value) }
  }

  static func insert(_ values: [(ProductID, [ProductValue])], _ tx: Transaction) throws {
    let rows = values.flatMap { product, values in values.map { (product, $0) } }
    for chunk in rows.chunks(of: rowsPerInsert) {
      let values = chunk.map { product, value -> NamedValues in
        [
          "product_id": product, "attribute_id": value.attribute.id, "value_key": value.key,
          "value": value.value, "number": value.number,
        ]
      }
      try tx.run("INSERT INTO product_values \(values: values)")
    }
  }

  static func replace(_ product: ProductID, _ values: [ProductValue], _ tx: Transaction) throws {
    try tx.run("DELETE FROM product_values WHERE product_id = \(product)")
    try insert([(product, values)], tx)
  }
}
