import Catalog
import Identity
import Kernel
import Ordering
import Settlement
import Vendors

/// The areas that these pages are made of.
package struct AdminPortal: Sendable {
  let identity: Identity
  let vendors: Vendors
  let catalog: Catalog
  let ordering: Ordering
  let settlement: Settlement
  /// Whose days are meant where none else is said.
  let timeZone: Zone

  /// The portal over these areas.
  package init(
    identity: Identity, vendors: Vendors, catalog: Catalog, ordering: Ordering, settlement: Settlement,
    timeZone: Zone = .utc
  ) {
    self.identity = identity
    self.vendors = vendors
    self.catalog = catalog
    self.ordering = ordering
    self.settlement = settlement
    self.timeZone = timeZone
  }
}
