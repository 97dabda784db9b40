import Kernel
import Persistence

/// A category whose products the search engine is to get again, as it is called otherwise.
struct WaitingCategory: RowDecodable {
  let category: CategoryID
  /// The last product that was noted, and when it was listed; `nil` before the first.
  let listedAt: Int64?
  let product: ProductID?

  init(row: inout Row) throws {
    category = try row.next("category_id")
    listedAt = try row.next("listed_at")
    product = try row.next("product_id")
  }
}

/// The rows of `search_engine_categories`.
enum EngineCategoryStore {
  /// What the engine was told of each category.
  static func said(_ snapshot: Snapshot) throws -> [CategoryID: String] {
    let rows = try snapshot.all("SELECT category_id, said FROM search_engine_categories") { row in
      (try row.next(CategoryID.self), try row.next(String.self))
    }
    return Dictionary(rows) { $1 }
  }

  /// Keeps what it is told from now on of some categories; with `waits` their products are to be noted from the first.
  static func keep(_ said: [CategoryID: String], waits: Bool, _ tx: Transaction) throws {
    for piece in Batches.pieces(of: said.sorted { $0.key < $1.key }) {
      let rows = piece.map { category, text -> NamedValues in
        ["category_id": category, "said": text, "waits": waits]
      }
      try tx.run(
        """
        INSERT INTO search_engine_categories \(values: rows) ON CONFLICT (category_id) DO UPDATE
        SET said = excluded.said, waits = excluded.waits, listed_at = NULL, product_id = NULL
        """)
    }
  }

  static func forget(_ categories: [CategoryID], _ tx: Transaction) throws {
    for piece in Batches.pieces(of: categories) {
      try tx.run("DELETE FROM search_engine_categories WHERE category_id IN \(list: piece)")
    }
  }

  /// One that waits.
  static func waiting(_ snapshot: Snapshot) throws -> WaitingCategory? {
    try snapshot.first(
      """
      SELECT \(fragment: SQL.columns(of: WaitingCategory.self)) FROM search_engine_categories
      WHERE waits = TRUE ORDER BY category_id LIMIT 1
      """)
  }

  /// The next listed products of a category that waits, those that were listed last first.
  static func products(
    of waiting: WaitingCategory, limit: Int, _ snapshot: Snapshot
  ) throws -> [(id: ProductID, listedAt: Int64)] {
    var rules: [SQL] = ["category_id = \(waiting.category)", "is_listed = TRUE"]
    if let listedAt = waiting.listedAt, let product = waiting.product {
      rules.append("listed_at <= \(listedAt) AND (listed_at < \(listedAt) OR id < \(product))")
    }
    return try snapshot.all(
      """
      SELECT id, listed_at FROM products WHERE \(fragment: SQL.join(rules, " AND "))
      ORDER BY listed_at DESC, id DESC LIMIT \(limit)
      """
    ) { row in (id: try row.next(), listedAt: try row.next()) }
  }

  /// Goes on behind a product; without one the category waits no longer.
  static func move(
    _ category: CategoryID, behind last: (id: ProductID, listedAt: Int64)?, _ tx: Transaction
  ) throws {
    try tx.run(
      """
      UPDATE search_engine_categories SET waits = \(last != nil), listed_at = \(last?.listedAt),
        product_id = \(last?.id)
      WHERE category_id = \(category)
      """)
  }
}
