import Kernel
import Persistence

/// The rows of `category_attributes`.
enum AttributeStore {
  private static let columns = SQL.columns(of: CategoryAttribute.self)

  /// Every attribute that was not deleted, in the order of its category.
  static func all(_ snapshot: Snapshot) throws -> [CategoryAttribute] {
    try snapshot.all(
      """
      SELECT \(fragment: columns) FROM category_attributes a
      WHERE a.deleted_at IS NULL AND a.category_id IS NOT NULL ORDER BY a.position, a.id
      """)
  }

  /// Those that the products of a category have: its own and those of the categories above it.
  static func inherited(by category: CategoryID, _ snapshot: Snapshot) throws -> [CategoryAttribute] {
    try snapshot.all(
      """
      WITH RECURSIVE above (id, parent_id) AS (
        SELECT id, parent_id FROM categories WHERE id = \(category)
        UNION SELECT c.id, c.parent_id FROM categories c JOIN above ON c.id = above.parent_id)
      SELECT \(fragment: columns) FROM category_attributes a
      WHERE a.category_id IN (SELECT id FROM above) AND a.deleted_at IS NULL ORDER BY a.position, a.id
      """)
  }

  /// The category's own one with this id or slug.
  static func byReference(
    _ reference: String, of category: CategoryID, _ snapshot: Snapshot
  ) throws -> CategoryAttribute? {
    let called: SQL = if let id = AttributeID(reference) { "a.id = \(id)" } else { "a.slug = \(reference)" }
    return try snapshot.first(
      """
      SELECT \(fragment: columns) FROM category_attributes a
      WHERE \(fragment: called) AND a.category_id = \(category) AND a.deleted_at IS NULL
      """)
  }

  /// Whether one is called so, or was until it was deleted.
  static func isTaken(_ slug: String, _ snapshot: Snapshot) throws -> Bool {
    try snapshot.value("SELECT 1 FROM category_attributes WHERE slug = \(slug)", as: Int64.self) != nil
  }

  /// How many a category has of its own.
  static func count(of category: CategoryID, _ snapshot: Snapshot) throws -> Int {
    try snapshot.value(
      "SELECT COUNT(*) FROM category_attributes WHERE category_id = \(category) AND deleted_at IS NULL") ?? 0
  }

  /// The place behind the last of a category.
  static func nextPosition(in category: CategoryID, _ snapshot: Snapshot) throws -> Int {
    let last: Int? = try snapshot.value(
      "SELECT MAX(position) FROM category_attributes WHERE category_id = \(category) AND deleted_at IS NULL")
    return (last ?? -1) + 1
  }

  /// False when the slug is taken.
  static func insert(_ attribute: CategoryAttribute, _ tx: Transaction) throws -> Bool {
    let row: NamedValues = [
      "id": attribute.id, "category_id": attribute.category, "slug": attribute.slug, "name": attribute.name,
      "kind": attribute.kind, "unit": attribute.unit, "choices": ListText.write(attribute.choices),
      "is_required": attribute.isRequired, "is_filterable": attribute.isFilterable,
      "position": attribute.position, "created_at": tx.now, "updated_at": tx.now,
    ]
    return try tx.run("INSERT INTO category_attributes \(values: row) ON CONFLICT (slug) DO NOTHING") == 1
  }

  static func update(_ attribute: CategoryAttribute, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE category_attributes SET name = \(attribute.name), unit = \(attribute.unit),
        choices = \(ListText.write(attribute.choices)), is_required = \(attribute.isRequired),
        is_filterable = \(attribute.isFilterable), position = \(attribute.position), updated_at = \(tx.now)
      WHERE id = \(attribute.id)
      """)
  }

  /// Nobody sees it any more; its row and its values go later.
  static func delete(_ id: AttributeID, _ tx: Transaction) throws {
    try tx.run("UPDATE category_attributes SET deleted_at = \(tx.now) WHERE id = \(id)")
  }

  /// The same with all of a category that goes.
  static func deleteAll(of category: CategoryID, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE category_attributes SET deleted_at = \(tx.now)
      WHERE category_id = \(category) AND deleted_at IS NULL
      """)
  }

  /// Deletes up to `limit` values of attributes that were deleted, and an attribute without any left. Answers whether
  /// there was something to delete.
  static func purge(limit: Int, _ tx: Transaction) throws -> Bool {
    let gone: AttributeID? = try tx.value(
      "SELECT id FROM category_attributes WHERE deleted_at IS NOT NULL ORDER BY deleted_at, id LIMIT 1")
    guard let gone else { return false }
    let products: [ProductID] = try tx.values(
      "SELECT product_id FROM product_values WHERE attribute_id = \(gone) ORDER BY product_id LIMIT \(limit)")
    if products.isEmpty {
      try tx.run("DELETE FROM category_attributes WHERE id = \(gone)")
    } else {
      try tx.run(
        "DELETE FROM product_values WHERE attribute_id = \(gone) AND product_id IN \(list: products)")
    }
    return true
  }
}
