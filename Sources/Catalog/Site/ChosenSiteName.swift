import Areas
import Persistence

/// The name that an administrator gave the marketplace, for what is said of it outside this area.
package struct ChosenSiteName: SiteNaming {
  private let standard: String

  /// `standard` is what a new marketplace is called.
  package init(standard: String) { self.standard = standard }

  /// The name that is in force.
  package func name(_ snapshot: Snapshot) throws -> String { try SiteStore.find(snapshot)?.name ?? standard }
}
