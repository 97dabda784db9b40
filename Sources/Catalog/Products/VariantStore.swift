import Kernel
import Persistence

/// Reads variants.
package enum VariantStore {
  private static let columns = SQL.columns { try variant(&$0, [:]) }

  /// Whether a variant of another product of the shop has one of these SKUs; answers the first such SKU.
  static func takenSKU(
    _ skus: [String], in shop: ShopID, besides product: ProductID?, _ snapshot: Snapshot
  ) throws -> String? {
    guard !skus.isEmpty else { return nil }
    return try takenSKUs(skus, in: shop, besides: product, snapshot).min()
  }

  /// Those of the SKUs that variants of other products of the shop have. A product in the bin leaves its SKUs free.
  static func takenSKUs(
    _ skus: [String], in shop: ShopID, besides product: ProductID?, _ snapshot: Snapshot
  ) throws -> [String] {
    guard !skus.isEmpty else { return [] }
    var rule: SQL = "v.shop_id = \(shop) AND v.sku IN \(list: skus) AND v.deleted_at IS NULL"
    if let product { rule += " AND v.product_id <> \(product)" }
    return try snapshot.values(
      """
      SELECT v.sku FROM variants v JOIN products p ON p.id = v.product_id
      WHERE \(fragment: rule) AND p.deleted_at IS NULL
      """)
  }

  /// Which products of the shop have variants with these SKUs, those in the bin left out.
  static func owners(
    of skus: [String], in shop: ShopID, _ snapshot: Snapshot
  ) throws -> [String: Set<ProductID>] {
    var owners: [String: Set<ProductID>] = [:]
    for chunk in skus.chunks(of: 500) {
      let rows = try snapshot.all(
        """
        SELECT v.sku, v.product_id FROM variants v JOIN products p ON p.id = v.product_id
        WHERE v.shop_id = \(shop) AND v.sku IN \(list: Array(chunk)) AND v.deleted_at IS NULL
          AND p.deleted_at IS NULL
        """
      ) { row -> (sku: String, product: ProductID) in (sku: try row.next(), product: try row.next()) }
      for row in rows { owners[row.sku, default: []].insert(row.product) }
    }
    return owners
  }

  static func of(_ products: [Product], _ snapshot: Snapshot) throws -> [ProductID: [Variant]] {
    let currencies = Dictionary(products.map { ($0.id, $0.currency) }) { $1 }
    let rows = try snapshot.all(
      """
      SELECT \(fragment: columns) FROM variants WHERE product_id IN \(list: products.map(\.id))
        AND deleted_at IS NULL ORDER BY position, id
      """
    ) { try variant(&$0, currencies) }
    return Dictionary(grouping: rows, by: \.product).mapValues { $0.map(\.variant) }
  }

  /// The values that each variant of a product has.
  static func options(
    of product: ProductID, _ snapshot: Snapshot
  ) throws -> [(id: VariantID, options: [String])] {
    try snapshot.all(
      "SELECT id, options FROM variants WHERE product_id = \(product) AND deleted_at IS NULL ORDER BY position, id"
    ) { row in (id: try row.next(), options: ListText.read(try row.next())) }
  }

  private static func variant(
    _ row: inout Row, _ currencies: [ProductID: Currency]
  ) throws -> (product: ProductID, variant: Variant) {
    let product: ProductID = try row.next("product_id")
    return (product, try Variant(row: &row, currency: currencies[product] ?? .eur))
  }
}

extension Variant {
  fileprivate init(row: inout Row, currency: Currency) throws {
    id = try row.next("id")
    title = try row.next("title")
    options = ListText.read(try row.next("options"))
    sku = try row.next("sku")
    price = Money(try row.next("price"), currency)
    let before: Int64? = try row.next("compare_at_price")
    compareAtPrice = before.map { Money($0, currency) }
    onHand = try row.next("on_hand")
    reserved = try row.next("reserved")
    allocated = try row.next("allocated")
    sold = try row.next("sold")
    barcode = try row.next("barcode")
    weightGrams = try row.next("weight_grams")
    image = try row.next("image_id")
    tracksStock = try row.next("tracks_stock")
    sellsOn = try row.next("sells_on")
    owed = try row.next("owed")
    lowStockThreshold = try row.next("low_stock_threshold")
  }
}
