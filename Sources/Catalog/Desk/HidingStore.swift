import Kernel
import Persistence

/// What administrators decide about products.
enum HidingStore {
  /// Beside products `p` in every statement that decodes them with their hidings.
  static let join: SQL = "LEFT JOIN product_hidings h ON h.product_id = p.id"
  /// Products `p` whose vendor has answered a hiding.
  static let answered: SQL = """
    p.hidden_at IS NOT NULL AND p.deleted_at IS NULL
      AND p.id IN (SELECT product_id FROM product_hidings WHERE answered_at IS NOT NULL)
    """

  /// Hides a locked product, or gives another reason.
  static func hide(_ product: Product, reason: String, _ tx: Transaction) throws {
    try tx.run(
      "UPDATE products SET hidden_at = \(tx.now), is_listed = FALSE WHERE id = \(product.id)")
    let row: NamedValues = [
      "product_id": product.id, "version": product.decisions + 1, "reason": reason,
    ]
    try tx.run(
      """
      INSERT INTO product_hidings \(values: [row])
      ON CONFLICT (product_id) DO UPDATE SET version = excluded.version, reason = excluded.reason,
        answer = NULL, answered_at = NULL
      """)
  }

  /// Ends a hiding; `isListed` says whether the public sees the product now.
  static func unhide(_ product: Product, isListed: Bool, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE products SET hidden_at = NULL, is_listed = \(isListed),
        listed_at = CASE WHEN listed_at = 0 AND \(isListed) = TRUE THEN \(tx.now) ELSE listed_at END
      WHERE id = \(product.id)
      """)
    try tx.run(
      """
      UPDATE product_hidings SET version = version + 1, answer = NULL, answered_at = NULL
      WHERE product_id = \(product.id)
      """)
  }

  /// Keeps what the vendor says.
  static func answer(_ product: ProductID, _ text: String, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE product_hidings SET version = version + 1, answer = \(text), answered_at = \(tx.now)
      WHERE product_id = \(product)
      """)
  }

  /// How many hidden products wait for the marketplace, as their vendors have answered.
  static func answeredCount(_ snapshot: Snapshot) throws -> Int {
    try snapshot.value("SELECT COUNT(*) FROM products p WHERE \(fragment: answered)") ?? 0
  }
}

extension ProductHiding {
  /// How products `p` with their hidings `h` are hidden; `nil` for those that are not.
  init?(row: inout Row) throws {
    let hiddenAt: Timestamp? = try row.next("p.hidden_at")
    let reason: String? = try row.next("h.reason")
    answer = try row.next("h.answer")
    answeredAt = try row.next("h.answered_at")
    guard let hiddenAt else { return nil }
    self.hiddenAt = hiddenAt
    self.reason = reason ?? ""
  }

  /// How many decisions and answers products `p` with their hidings `h` have had.
  static func decisions(_ row: inout Row) throws -> Int {
    try row.next("COALESCE(h.version, 0) AS decisions")
  }
}
