import Kernel
import Persistence

/// The row of settings.
package enum SiteStore {
  private static let columns = SQL.columns(of: SiteSettings.self)

  /// The settings; `nil` while nobody has changed them.
  static func find(_ snapshot: Snapshot) throws -> SiteSettings? { try read("", snapshot) }

  /// The settings, locked; makes the row with those of a new marketplace when it is missing.
  static func lock(_ standard: SiteSettings, _ tx: Transaction) throws -> SiteSettings {
    try insert(standard, tx)
    return try read(tx.forUpdate, tx) ?? standard
  }

  static func save(_ settings: SiteSettings, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE site_settings SET name = \(settings.name), tagline = \(settings.tagline),
        logo_key = \(settings.logoKey), version = version + 1, updated_at = \(tx.now)
      WHERE id = 1
      """)
  }

  private static func insert(_ settings: SiteSettings, _ tx: Transaction) throws {
    let row: NamedValues = [
      "id": 1, "name": settings.name, "tagline": settings.tagline, "logo_key": settings.logoKey,
      "version": 0, "updated_at": tx.now,
    ]
    try tx.run(
      """
      INSERT INTO site_settings \(values: row)
      ON CONFLICT (id) DO NOTHING
      """)
  }

  private static func read(_ lock: SQL, _ snapshot: Snapshot) throws -> SiteSettings? {
    try snapshot.first(
      """
      SELECT \(fragment: columns) FROM site_settings WHERE id = 1 \(fragment: lock)
      """)
  }
}

extension SiteSettings: RowDecodable {
  package init(row: inout Row) throws {
    name = try row.next("name")
    tagline = try row.next("tagline")
    logoKey = try row.next("logo_key")
    version = try row.next("version")
  }
}
