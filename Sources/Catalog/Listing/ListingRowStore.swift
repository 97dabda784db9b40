import Kernel
import Persistence

/// Reads what the listing index keeps. Reads Vendors' tables for the names and addresses of shops.
enum ListingRowStore {
  private static let productColumns = SQL.columns(of: ListingRows.Product.self)
  private static let variantColumns = SQL.columns(of: ListingRows.Variant.self)
  private static let valueColumns = SQL.columns(of: ListingRows.Value.self)
  private static let variantValueColumns = SQL.columns(of: ListingRows.VariantValue.self)
  private static let saidColumns = SQL.columns(of: ListingRows.Said.self)
  private static let marketColumns = SQL.columns(of: ListingRows.MarketPrice.self)

  /// The listed ones of these products with everything.
  static func rows(_ ids: [ProductID], _ snapshot: Snapshot) throws -> ListingRows {
    guard !ids.isEmpty else { return ListingRows() }
    return try rows(
      products: "p.id IN \(filled: ids)", variants: "v.product_id IN \(filled: ids)",
      values: "f.product_id IN \(filled: ids)", snapshot)
  }

  /// The listed products behind one id up to another with everything.
  static func rows(
    behind first: ProductID?, through last: ProductID?, _ snapshot: Snapshot
  ) throws -> ListingRows {
    try rows(
      products: range("p.id", first, last), variants: range("v.product_id", first, last),
      values: range("f.product_id", first, last), snapshot)
  }

  /// How many products there are, and the last id of each part of so many.
  static func parts(of count: Int, _ snapshot: Snapshot) throws -> (ends: [ProductID], products: Int) {
    let ends: [ProductID] = try snapshot.values(
      """
      SELECT id FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS place FROM products) AS placed
      WHERE place % \(count) = 0 ORDER BY id
      """)
    return (ends, try snapshot.value("SELECT COUNT(*) FROM products") ?? 0)
  }

  /// Some shops with the addresses that they have and had.
  static func shops(_ ids: [ShopID], _ snapshot: Snapshot) throws -> [ListedShop] {
    try ids.chunks(of: 500).flatMap { part in
      try shops("s.id IN \(filled: Array(part))", slugs: "shop_id IN \(filled: Array(part))", snapshot)
    }
  }

  /// All shops.
  static func allShops(_ snapshot: Snapshot) throws -> [ListedShop] {
    try shops("1 = 1", slugs: "1 = 1", snapshot)
  }

  private static func shops(_ rule: SQL, slugs: SQL, _ snapshot: Snapshot) throws -> [ListedShop] {
    let known = try snapshot.all(
      "SELECT shop_id, slug FROM shop_slugs WHERE \(fragment: slugs)"
    ) { row -> (shop: ShopID, slug: String) in (shop: try row.next(), slug: try row.next()) }
    let slugsOf = Dictionary(grouping: known, by: \.shop)
    return try snapshot.all("SELECT s.id, s.slug, s.name FROM shops s WHERE \(fragment: rule)") { row in
      let id: ShopID = try row.next("s.id")
      return ListedShop(
        id: id, slug: try row.next("s.slug"), name: try row.next("s.name"),
        slugs: (slugsOf[id] ?? []).map(\.slug))
    }
  }

  private static func range(_ column: SQL, _ first: ProductID?, _ last: ProductID?) -> SQL {
    var rules: [SQL] = []
    if let first { rules.append("\(fragment: column) > \(first)") }
    if let last { rules.append("\(fragment: column) <= \(last)") }
    return rules.isEmpty ? "1 = 1" : SQL.join(rules, " AND ")
  }

  private static func rows(
    products: SQL, variants: SQL, values: SQL, _ snapshot: Snapshot
  ) throws -> ListingRows {
    var rows = ListingRows()
    rows.products = try snapshot.all(
      """
      SELECT \(fragment: productColumns) FROM products p
      WHERE \(fragment: products) AND p.is_listed = TRUE ORDER BY p.id
      """)
    rows.variants = try snapshot.all(
      """
      SELECT \(fragment: variantColumns) FROM variants v
      WHERE \(fragment: variants) AND v.deleted_at IS NULL ORDER BY v.product_id, v.id
      """)
    rows.values = try snapshot.all(
      """
      SELECT \(fragment: valueColumns) FROM product_facets f
      WHERE \(fragment: values) ORDER BY f.product_id
      """)
    rows.variantValues = try snapshot.all(
      """
      SELECT \(fragment: variantValueColumns) FROM variant_facets f
      WHERE \(fragment: values) ORDER BY f.product_id, f.variant_id
      """)
    rows.said = try said(values, snapshot)
    rows.marketPrices = try snapshot.all(
      """
      SELECT \(fragment: marketColumns) FROM market_products f
      JOIN variant_prices r ON r.product_id = f.product_id AND r.market_id = f.market_id
      JOIN markets m ON m.id = f.market_id
      WHERE \(fragment: values) ORDER BY f.product_id, r.variant_id
      """)
    return rows
  }

  /// What up to `limit` products behind one id say of an attribute.
  static func said(
    of attribute: AttributeID, behind product: ProductID?, limit: Int, _ snapshot: Snapshot
  ) throws -> [ListingRows.Said] {
    let start: SQL = if let product { " AND f.product_id > \(product)" } else { "" }
    return try said("f.attribute_id = \(attribute)" + start, limit: "LIMIT \(limit)", snapshot)
  }

  private static func said(
    _ rule: SQL, limit: SQL = "", _ snapshot: Snapshot
  ) throws -> [ListingRows.Said] {
    try snapshot.all(
      """
      SELECT \(fragment: saidColumns) FROM product_values f JOIN category_attributes a ON a.id = f.attribute_id
      WHERE \(fragment: rule) AND a.is_filterable = TRUE AND a.deleted_at IS NULL
      ORDER BY f.product_id \(fragment: limit)
      """)
  }
}

extension Row {
  /// What a row `f` says of a product: the value by which listings are narrowed, and how it is written.
  fileprivate mutating func nextFact() throws -> (product: ProductID, key: String, text: String) {
    (product: try next("f.product_id"), key: try next("f.value_key"), text: try next("f.value"))
  }
}

extension ListingRows.Said: RowDecodable {
  init(row: inout Row) throws {
    (product, key, text) = try row.nextFact()
    attribute = try row.next("f.attribute_id")
    number = try row.next("f.number")
  }
}

extension ListingRows.MarketPrice: RowDecodable {
  init(row: inout Row) throws {
    product = try row.next("f.product_id")
    variant = try row.next("r.variant_id")
    market = try row.next("f.market_id")
    currency = CurrencyCode.packed(try row.next("m.currency", String.self))
    price = try row.next("r.price")
  }
}

extension ListingRows.Product: RowDecodable {
  init(row: inout Row) throws {
    id = try row.next("p.id")
    number = UInt32(truncatingIfNeeded: try row.next("p.number", Int64.self))
    shop = try row.next("p.shop_id")
    category = try row.next("p.category_id")
    currency = CurrencyCode.packed(try row.next("p.currency", String.self))
    price = try row.next("p.price")
    highestPrice = try row.next("p.price_max")
    listedAt = try row.next("p.listed_at")
    sold = try row.next("p.sold")
    rating = try row.next("p.rating_score")
    brand = try row.next("p.brand")
    inStock = try row.next("p.in_stock")
  }
}

extension ListingRows.Variant: RowDecodable {
  init(row: inout Row) throws {
    product = try row.next("v.product_id")
    id = try row.next("v.id")
    price = try row.next("v.price")
    let canRunOut: Bool = try row.next(
      "(v.tracks_stock = TRUE AND v.sells_on = FALSE) AS can_run_out")
    let free: Int64 = try row.next("v.on_hand - v.reserved - v.allocated AS free")
    isAvailable = !canRunOut || free > 0
  }
}

extension ListingRows.Value: RowDecodable {
  init(row: inout Row) throws {
    (product, key, text) = try row.nextFact()
    name = try row.next("f.name")
  }
}

extension ListingRows.VariantValue: RowDecodable {
  init(row: inout Row) throws {
    product = try row.next("f.product_id")
    variant = try row.next("f.variant_id")
    name = try row.next("f.name")
    key = try row.next("f.value_key")
  }
}
