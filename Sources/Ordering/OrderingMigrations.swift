import Foundation

/// Where the migrations of this area are.
package enum OrderingMigrations {
  /// The folder of numbered migrations; `nil` when the program was installed without its resources.
  package static let folder: URL? = Bundle.module.url(forResource: "Migrations", withExtension: nil)
}
