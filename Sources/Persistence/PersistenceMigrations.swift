import Foundation

/// The tables that this area owns: outbox and jobs.
package enum PersistenceMigrations {
  /// The folder with the numbered migrations.
  package static let folder: URL? = Bundle.module.url(forResource: "Migrations", withExtension: nil)
}
