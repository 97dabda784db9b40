import Foundation

/// The tables that this area owns: what was told to whom.
package enum EngagementMigrations {
  /// The folder with the numbered migrations.
  package static let folder: URL? = Bundle.module.url(forResource: "Migrations", withExtension: nil)
}
