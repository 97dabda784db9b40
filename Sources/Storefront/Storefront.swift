import Catalog
import Identity
import Kernel
import Ordering
import Settlement
import Vendors
import Web

/// The pages that customers see. They compose the areas and hold no rules of their own.
package struct Storefront: Sendable {
  let identity: Identity
  let vendors: Vendors
  let catalog: Catalog
  let ordering: Ordering
  let settlement: Settlement
  /// Where people reach the site, as `https://souk.example`, without a slash at the end.
  let publicURL: String
  /// What pages are made of.
  let memory = StorefrontMemory()

  /// The storefront over these areas.
  package init(
    identity: Identity, vendors: Vendors, catalog: Catalog, ordering: Ordering, settlement: Settlement,
    publicURL: String
  ) {
    self.identity = identity
    self.vendors = vendors
    self.catalog = catalog
    self.ordering = ordering
    self.settlement = settlement
    self.publicURL = publicURL
    catalog.changes.subscribe { [memory] in memory.forget($0) }
  }

  /// The absolute address of a shop's page or of its goods' pages: under the shop's own name when it has one.
  func absolute(_ path: String, of shop: ShopID) async -> String {
    (await vendors.domains.origin(of: shop) ?? publicURL) + path
  }

  /// The absolute address of a path of this site; an address stays as it is.
  func absolute(_ path: String) -> String { path.hasPrefix("/") ? publicURL + path : path }
}
