import Kernel
import Persistence

/// The rows of `product_wishes` and `category_wishes`.
enum CategoryWishStore {
  private static let rowsPerInsert = 100

  /// Wishes of products without a category, the most wanted first.
  static func open(limit: Int, _ snapshot: Snapshot) throws -> [CategoryWish] {
    try snapshot.all(
      """
      SELECT MIN(w.wish), COUNT(*) AS wanted FROM product_wishes w JOIN products p ON p.id = w.product_id
      WHERE p.category_id IS NULL AND p.deleted_at IS NULL
      GROUP BY w.wish_key ORDER BY wanted DESC, w.wish_key LIMIT \(limit)
      """)
  }

  /// The categories that were given to wishes, by their keys.
  static func answers(_ keys: [String], _ snapshot: Snapshot) throws -> [String: CategoryID] {
    guard !keys.isEmpty else { return [:] }
    let rows = try snapshot.all(
      "SELECT wish_key, category_id FROM category_wishes WHERE wish_key IN \(list: keys)"
    ) { row -> (key: String, category: CategoryID) in (key: try row.next(), category: try row.next()) }
    return Dictionary(rows.map { ($0.key, $0.category) }) { $1 }
  }

  static func answer(_ key: String, with category: CategoryID, _ tx: Transaction) throws {
    let row: NamedValues = ["wish_key": key, "category_id": category, "created_at": tx.now]
    try tx.run(
      """
      INSERT INTO category_wishes \(values: row)
      ON CONFLICT (wish_key) DO UPDATE SET category_id = excluded.category_id
      """)
  }

  /// Gives the answers the keys by which they are found now. Of two that meet the latest counts.
  static func foldAnswers(_ tx: Transaction) throws {
    let answers = try tx.all(
      "SELECT wish_key, category_id, created_at FROM category_wishes ORDER BY created_at"
    ) {
      row -> (key: String, category: CategoryID, at: Timestamp) in
      (key: try row.next(), category: try row.next(), at: try row.next())
    }
    for answer in answers where CategoryWish.key(answer.key) != answer.key {
      try tx.run("DELETE FROM category_wishes WHERE wish_key = \(answer.key)")
      let row: NamedValues = [
        "wish_key": CategoryWish.key(answer.key), "category_id": answer.category, "created_at": answer.at,
      ]
      try tx.run(
        """
        INSERT INTO category_wishes \(values: row)
        ON CONFLICT (wish_key) DO UPDATE SET category_id = excluded.category_id, created_at = excluded.created_at
        WHERE category_wishes.created_at <= excluded.created_at
        """)
    }
  }

  /// Whether a product of one of the shops would be placed by the answer.
  static func isWished(_ key: String, by shops: [ShopID], _ snapshot: Snapshot) throws -> Bool {
    guard !shops.isEmpty else { return false }
    let found: Int64? = try snapshot.value(
      """
      SELECT 1 FROM product_wishes w JOIN products p ON p.id = w.product_id
      WHERE w.wish_key = \(key) AND p.category_id IS NULL AND p.shop_id IN \(list: shops) LIMIT 1
      """)
    return found != nil
  }

  /// Puts the products with a wish and without a category into one; answers how many.
  static func place(_ key: String, in category: CategoryID, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      UPDATE products SET category_id = \(category), updated_at = \(tx.now)
      WHERE category_id IS NULL AND id IN (SELECT product_id FROM product_wishes WHERE wish_key = \(key))
      """)
  }

  /// What products wish for.
  static func of(_ products: [ProductID], _ snapshot: Snapshot) throws -> [ProductID: String] {
    guard !products.isEmpty else { return [:] }
    let rows = try snapshot.all(
      "SELECT product_id, wish FROM product_wishes WHERE product_id IN \(list: products)"
    ) { row -> (product: ProductID, wish: String) in (product: try row.next(), wish: try row.next()) }
    return Dictionary(rows.map { ($0.product, $0.wish) }) { $1 }
  }

  /// Stores what products wish for; an empty wish is none.
  static func keep(_ wishes: [ProductID: String], _ tx: Transaction) throws {
    let none = wishes.filter(\.value.isEmpty).map(\.key)
    if !none.isEmpty { try tx.run("DELETE FROM product_wishes WHERE product_id IN \(list: none.sorted())") }
    for chunk in wishes.filter({ !$0.value.isEmpty }).sorted(by: { $0.key < $1.key }).chunks(
      of: rowsPerInsert)
    {
      let values = chunk.map { product, wish -> NamedValues in
        ["product_id": product, "wish": wish, "wish_key": CategoryWish.key(wish)]
      }
      try tx.run(
        """
        INSERT INTO product_wishes \(values: values)
        ON CONFLICT (product_id) DO UPDATE SET wish = excluded.wish, wish_key = excluded.wish_key
        """)
    }
  }
}
