import Kernel
import Persistence

/// How far a rebuild of the search index is.
enum SearchRebuildStore {
  struct Position {
    /// `nil` at the beginning.
    let product: ProductID?
  }

  /// Where the rebuild is, locked; `nil` when there is none.
  static func lock(_ tx: Transaction) throws -> Position? {
    try tx.first("SELECT position FROM search_rebuilds WHERE id = 1 \(fragment: tx.forUpdate)") { row in
      Position(product: try row.next())
    }
  }

  /// The next products in their order, locked, so that nobody changes them meanwhile.
  static func products(after id: ProductID?, limit: Int, _ tx: Transaction) throws -> [ProductID] {
    let rule: SQL = id.map { "WHERE id > \($0)" } ?? ""
    return try tx.values(
      "SELECT id FROM products \(fragment: rule) ORDER BY id LIMIT \(limit) \(fragment: tx.forUpdate)")
  }

  /// Gives a product what its brand and the handle of its file are compared by.
  static func setKeys(of product: Product, _ tx: Transaction) throws {
    let (brand, handle) = (product.brand.map(SearchWords.key), product.sourceHandle.map(FileHandleKey.of))
    guard brand != nil || handle != nil else { return }
    try tx.run("UPDATE products SET brand_key = \(brand), handle_key = \(handle) WHERE id = \(product.id)")
  }

  static func move(to product: ProductID, _ tx: Transaction) throws {
    try tx.run("UPDATE search_rebuilds SET position = \(product) WHERE id = 1")
  }

  /// Begins with the first product, also where a rebuild is on its way.
  static func begin(_ tx: Transaction) throws {
    try tx.run(
      """
      INSERT INTO search_rebuilds (id, position) VALUES (1, NULL) ON CONFLICT (id) DO UPDATE SET position = NULL
      """)
  }

  static func finish(_ tx: Transaction) throws { try tx.run("DELETE FROM search_rebuilds WHERE id = 1") }
}
