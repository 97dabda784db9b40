import Kernel
import Persistence

/// The rows of `shop_slugs` and `forgotten_shop_slugs`: addresses that shops have or had.
enum ShopSlugStore {
  /// The shop that has or had this slug.
  static func holder(_ slug: String, _ snapshot: Snapshot) throws -> ShopID? {
    try snapshot.value("SELECT shop_id FROM shop_slugs WHERE slug = \(slug)")
  }

  /// Slugs that begin like this one, those that shops had before, too.
  static func all(like base: String, _ snapshot: Snapshot) throws -> [String] {
    try snapshot.values("SELECT slug FROM shop_slugs WHERE slug = \(base) OR slug LIKE \(base + "-%")")
  }

  /// What the shop has had, the present one too, the oldest first.
  static func all(of shop: ShopID, _ snapshot: Snapshot) throws -> [String] {
    try snapshot.values("SELECT slug FROM shop_slugs WHERE shop_id = \(shop) ORDER BY created_at, slug")
  }

  static func count(of shop: ShopID, _ snapshot: Snapshot) throws -> Int {
    try snapshot.value("SELECT COUNT(*) FROM shop_slugs WHERE shop_id = \(shop)") ?? 0
  }

  /// False when somebody has or had it.
  static func claim(_ slug: String, for shop: ShopID, _ tx: Transaction) throws -> Bool {
    let row: NamedValues = ["slug": slug, "shop_id": shop, "created_at": tx.now]
    return try tx.run(
      """
      INSERT INTO shop_slugs \(values: row)
      ON CONFLICT (slug) DO NOTHING
      """) == 1
  }

  static func release(_ slug: String, _ tx: Transaction) throws {
    try tx.run("DELETE FROM shop_slugs WHERE slug = \(slug)")
  }

  static func isForgotten(_ hash: [UInt8], _ snapshot: Snapshot) throws -> Bool {
    try snapshot.value("SELECT 1 FROM forgotten_shop_slugs WHERE hash = \(hash)", as: Int.self) != nil
  }

  static func forget(_ hash: [UInt8], _ tx: Transaction) throws {
    try tx.run(
      """
      INSERT INTO forgotten_shop_slugs (hash, created_at) VALUES (\(hash), \(tx.now))
      ON CONFLICT (hash) DO NOTHING
      """)
  }
}
