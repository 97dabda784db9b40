import Foundation

/// Where the area's numbered folders of SQL are.
package enum CatalogMigrations {
  /// The folder, or `nil` when the program was packed without it.
  package static let folder: URL? = Bundle.module.url(forResource: "Migrations", withExtension: nil)
}
