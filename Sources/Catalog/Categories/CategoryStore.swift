import Kernel
import Persistence

/// The rows of categories.
package enum CategoryStore {
  private static let columns = SQL.columns(of: Category.self)

  /// Every category, in no order.
  package static func all(_ snapshot: Snapshot) throws -> [Category] {
    try snapshot.all("SELECT \(fragment: columns) FROM categories")
  }

  /// All categories as a tree, which knows the slugs that they had before, too.
  package static func tree(_ snapshot: Snapshot) throws -> CategoryTree {
    let former = try snapshot.all("SELECT slug, category_id FROM former_category_slugs") { row in
      (try row.next(String.self), try row.next(CategoryID.self))
    }
    return CategoryTree(
      try all(snapshot), former: Dictionary(former) { $1 }, attributes: try AttributeStore.all(snapshot))
  }

  static func isEmpty(_ snapshot: Snapshot) throws -> Bool {
    try snapshot.value("SELECT 1 FROM categories LIMIT 1", as: Int64.self) == nil
  }

  /// The category with this id.
  package static func find(_ id: CategoryID, _ snapshot: Snapshot) throws -> Category? {
    try snapshot.first("SELECT \(fragment: columns) FROM categories WHERE id = \(id)")
  }

  /// The category with this id or slug; a slug that it had before counts too.
  package static func byReference(_ reference: String, _ snapshot: Snapshot) throws -> Category? {
    if let id = CategoryID(reference) { return try find(id, snapshot) }
    return try snapshot.first(
      "SELECT \(fragment: columns) FROM categories WHERE \(fragment: called(reference))")
  }

  /// The condition that a category has or had this slug, which is true of one at most.
  static func called(_ slug: String) -> SQL {
    "slug = \(slug) OR id = (SELECT category_id FROM former_category_slugs WHERE slug = \(slug))"
  }

  /// The condition that a product `p` is in a category, by its id or slug, or below it.
  static func holds(_ reference: String) -> SQL {
    let start: SQL = if let id = CategoryID(reference) { "id = \(id)" } else { called(reference) }
    return """
      p.category_id IN (
        WITH RECURSIVE wanted (id) AS (
          SELECT id FROM categories WHERE \(fragment: start)
          UNION SELECT c.id FROM categories c JOIN wanted ON c.parent_id = wanted.id)
        SELECT id FROM wanted)
      """
  }

  /// The category of this name below a parent, whatever case and accents.
  static func named(_ name: String, below parent: CategoryID?, _ snapshot: Snapshot) throws -> Category? {
    let place: SQL = if let parent { "parent_id = \(parent)" } else { "parent_id IS NULL" }
    return try snapshot.first(
      """
      SELECT \(fragment: columns) FROM categories WHERE folded_name = \(SearchWords.key(name))
        AND \(fragment: place) ORDER BY id LIMIT 1
      """)
  }

  /// Whether another category has it or had it.
  static func isTaken(_ slug: String, besides id: CategoryID?, _ snapshot: Snapshot) throws -> Bool {
    let found = try byReference(slug, snapshot)?.id
    return found != nil && found != id
  }

  /// The place behind the last sibling.
  static func nextPosition(below parent: CategoryID?, _ snapshot: Snapshot) throws -> Int {
    let place: SQL = if let parent { "parent_id = \(parent)" } else { "parent_id IS NULL" }
    let last: Int? = try snapshot.value("SELECT MAX(position) FROM categories WHERE \(fragment: place)")
    return (last ?? -1) + 1
  }

  /// Keeps two changes of the tree from running at once, so that no two moves make a ring.
  static func lockTree(_ tx: Transaction) throws {
    if tx.engine == .postgres { try tx.run("LOCK TABLE categories IN SHARE ROW EXCLUSIVE MODE") }
  }

  /// Waits for those who are putting a product into the category, and keeps others from doing so.
  static func lock(_ id: CategoryID, _ tx: Transaction) throws {
    let _: CategoryID? = try tx.value(
      "SELECT id FROM categories WHERE id = \(id) \(fragment: tx.forUpdate)")
  }

  /// False when the slug is taken.
  static func insert(_ category: Category, _ tx: Transaction) throws -> Bool {
    let row: NamedValues = [
      "id": category.id, "parent_id": category.parent, "slug": category.slug, "name": category.name,
      "folded_name": SearchWords.key(category.name), "position": category.position,
      "description": category.description, "translations": category.translations, "created_at": tx.now,
      "updated_at": tx.now,
    ]
    return try tx.run(
      """
      INSERT INTO categories \(values: row)
      ON CONFLICT (slug) DO NOTHING
      """) == 1
  }

  static func update(_ category: Category, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE categories SET parent_id = \(category.parent), slug = \(category.slug), name = \(category.name),
        folded_name = \(SearchWords.key(category.name)), position = \(category.position),
        description = \(category.description), translations = \(category.translations),
        updated_at = \(tx.now)
      WHERE id = \(category.id)
      """)
  }

  /// Gives all categories the name by which they are found now.
  static func fold(_ tx: Transaction) throws {
    for category in try all(tx) {
      let name = SearchWords.key(category.name)
      try tx.run(
        "UPDATE categories SET folded_name = \(name) WHERE id = \(category.id) AND folded_name <> \(name)")
    }
  }

  /// Notes that a category gives up `old` for `new`, which it may have had before.
  static func keepFormer(_ old: String, of category: CategoryID, now new: String, _ tx: Transaction) throws {
    try tx.run("DELETE FROM former_category_slugs WHERE slug = \(new)")
    let row: NamedValues = ["slug": old, "category_id": category, "created_at": tx.now]
    try tx.run("INSERT INTO former_category_slugs \(values: row)")
  }

  /// Some of the products that stand in it, deleted ones, too.
  static func products(in id: CategoryID, limit: Int, _ snapshot: Snapshot) throws -> [ProductID] {
    try snapshot.values("SELECT id FROM products WHERE category_id = \(id) ORDER BY id LIMIT \(limit)")
  }

  /// Whether a product stands in it or a category below it.
  static func isUsed(_ id: CategoryID, _ snapshot: Snapshot) throws -> Bool {
    let found: Int64? = try snapshot.value(
      """
      SELECT 1 WHERE EXISTS (SELECT 1 FROM products WHERE category_id = \(id))
        OR EXISTS (SELECT 1 FROM categories WHERE parent_id = \(id))
      """)
    return found != nil
  }

  static func delete(_ id: CategoryID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM former_category_slugs WHERE category_id = \(id)")
    try tx.run("DELETE FROM categories WHERE id = \(id)")
  }
}
