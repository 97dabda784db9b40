import Kernel
import Persistence

/// Counts by plain scans of the tables what the listing index should hold.
enum ListingCheckStore {
  /// How many listed products, and how many variants of them that can be bought, each thing has, by its name.
  static func counts(_ snapshot: Snapshot) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for (name, statement) in statements {
      try snapshot.each(statement) { row in
        let value: String? = try row.next()
        if let value { counts["\(name) \(value)"] = try row.next(Int.self) }
      }
    }
    for (name, statement) in byID {
      for (id, count) in try countsByID(statement, snapshot) { counts["\(name) \(text(id))"] = count }
    }
    try snapshot.each(said) { row in
      let (attribute, value): (AttributeID, String) = (
        try row.next("f.attribute_id"), try row.next("f.value_key")
      )
      counts["said \(attribute) \(value)"] = try row.next("members", Int.self)
    }
    return counts
  }

  private static let said: SQL = """
    SELECT f.attribute_id, f.value_key, COUNT(*) AS members FROM product_values f
    JOIN products p ON p.id = f.product_id AND p.is_listed = TRUE
    JOIN category_attributes a ON a.id = f.attribute_id AND a.is_filterable = TRUE AND a.deleted_at IS NULL
    GROUP BY f.attribute_id, f.value_key
    """

  /// How ids of any entity are called here.
  static func text<E: Entity>(_ id: ID<E>) -> String { "\(id.high) \(id.low)" }

  private static func countsByID(_ statement: SQL, _ snapshot: Snapshot) throws -> [(ShopID, Int)] {
    try snapshot.all(statement) { row -> (ShopID, Int)? in
      guard let id: ShopID = try row.next(ShopID?.self) else { return nil }
      return (id, try row.next(Int.self))
    }.compactMap { $0 }
  }

  private static let statements: [(String, SQL)] = [
    ("all", "SELECT 'products', COUNT(*) FROM products p WHERE p.is_listed = TRUE"),
    ("all", "SELECT 'in stock', COUNT(*) FROM products p WHERE p.is_listed = TRUE AND p.in_stock = TRUE"),
    (
      "all",
      """
      SELECT 'variants', COUNT(*) FROM variants v JOIN products p ON p.id = v.product_id
      WHERE p.is_listed = TRUE AND v.deleted_at IS NULL AND \(fragment: StockStore.available) > 0
      """
    ),
    ("brand", "SELECT p.brand_key, COUNT(*) FROM products p WHERE p.is_listed = TRUE GROUP BY p.brand_key"),
    ("currency", "SELECT p.currency, COUNT(*) FROM products p WHERE p.is_listed = TRUE GROUP BY p.currency"),
    (
      "value",
      """
      SELECT f.name || ' ' || f.value_key, COUNT(*) FROM product_facets f JOIN products p ON p.id = f.product_id
      WHERE p.is_listed = TRUE GROUP BY f.name, f.value_key
      """
    ),
    (
      "variant value",
      """
      SELECT f.name || ' ' || f.value_key, COUNT(*) FROM variant_facets f
      JOIN products p ON p.id = f.product_id
      JOIN variants v ON v.id = f.variant_id AND v.deleted_at IS NULL
      WHERE p.is_listed = TRUE GROUP BY f.name, f.value_key
      """
    ),
  ]

  private static let byID: [(String, SQL)] = [
    ("shop", "SELECT p.shop_id, COUNT(*) FROM products p WHERE p.is_listed = TRUE GROUP BY p.shop_id"),
    (
      "category",
      "SELECT p.category_id, COUNT(*) FROM products p WHERE p.is_listed = TRUE GROUP BY p.category_id"
    ),
  ]
}
