import Kernel
import Persistence

/// How the marketplace presents itself; administrators change it.
package struct SiteSettings: Hashable, Sendable {
  package var name: String
  package var tagline: String
  /// Below which key the sizes of the logo are stored.
  package var logoKey: String?
  /// The banner of the home page.
  package var banner: SiteBanner
  /// Counts the changes.
  package var version: Int64

  /// What holds until somebody changes it.
  package static let standard = SiteSettings(
    name: "Souk", tagline: "Many small shops under one roof", logoKey: nil,
    banner: SiteBanner(
      key: nil, width: 0, height: 0, title: "Made by people, sold by people",
      text: "Hundreds of small shops in one market hall: one cart, one checkout.", link: "/products"),
    version: 0)
}

/// The banner of the home page.
package struct SiteBanner: Hashable, Sendable {
  /// Below which key the sizes of its picture are stored.
  package var key: String?
  /// Pixels across of the largest size; 0 without a picture.
  package var width: Int
  /// Pixels down of the largest size; 0 without a picture.
  package var height: Int
  package var title: String
  package var text: String
  /// A path of this site, or an address that begins with https.
  package var link: String
}

/// The row of settings.
package enum SiteStore {
  /// The settings; the defaults while nobody has changed them.
  package static func current(_ snapshot: Snapshot) throws -> SiteSettings {
    try read("", snapshot) ?? .standard
  }

  /// The settings, locked; makes the row with the defaults when it is missing.
  static func lock(_ tx: Transaction) throws -> SiteSettings {
    try insert(.standard, tx)
    return try read(tx.forUpdate, tx) ?? .standard
  }

  static func save(_ settings: SiteSettings, _ tx: Transaction) throws {
    let banner = settings.banner
    try tx.run(
      """
      UPDATE site_settings SET name = \(settings.name), tagline = \(settings.tagline),
        logo_key = \(settings.logoKey), banner_key = \(banner.key), banner_width = \(banner.width),
        banner_height = \(banner.height), banner_title = \(banner.title), banner_text = \(banner.text),
        banner_link = \(banner.link), version = version + 1, updated_at = \(tx.now)
      WHERE id = 1
      """)
  }

  private static func insert(_ settings: SiteSettings, _ tx: Transaction) throws {
    let banner = settings.banner
    try tx.run(
      """
      INSERT INTO site_settings (id, name, tagline, logo_key, banner_key, banner_width, banner_height,
        banner_title, banner_text, banner_link, version, updated_at)
      VALUES (1, \(settings.name), \(settings.tagline), \(settings.logoKey), \(banner.key), \(banner.width),
        \(banner.height), \(banner.title), \(banner.text), \(banner.link), 0, \(tx.now))
      ON CONFLICT (id) DO NOTHING
      """)
  }

  private static func read(_ lock: SQL, _ snapshot: Snapshot) throws -> SiteSettings? {
    try snapshot.first(
      """
      SELECT name, tagline, logo_key, banner_key, banner_width, banner_height, banner_title, banner_text,
        banner_link, version
      FROM site_settings WHERE id = 1 \(fragment: lock)
      """
    ) { row in
      SiteSettings(
        name: try row.next(), tagline: try row.next(), logoKey: try row.next(),
        banner: SiteBanner(
          key: try row.next(), width: try row.next(), height: try row.next(), title: try row.next(),
          text: try row.next(), link: try row.next()),
        version: try row.next())
    }
  }
}
