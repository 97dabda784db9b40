import Catalog
import Identity
import Kernel
import Ordering
import Settlement
import Vendors
import Web

/// What sells best need not be told to the second.
private let bestSellerAgeMilliseconds: UInt64 = 10_000

/// The pages that customers see. They compose the areas and hold no rules of their own.
package struct Storefront: Sendable {
  let identity: Identity
  let vendors: Vendors
  let catalog: Catalog
  let ordering: Ordering
  let settlement: Settlement
  /// Where people reach the site, as `https://souk.example`, without a slash at the end.
  let publicURL: String
  /// What the frame of every page shows.
  let sites = CatalogMemory<String, SiteFrame>(capacity: 1)
  let homes = CatalogMemory<String, HomePage>(capacity: 1)
  let listings = CatalogMemory<String, ListingPage>(capacity: 300)
  let products = CatalogMemory<String, ProductPage>(capacity: 1_000)
  let shopPages = CatalogMemory<String, ShopPage>(capacity: 300)
  /// What the pages of a shop's products have in common, and those of a category's.
  let shopFronts = CatalogMemory<ShopID, ShopFront>(capacity: 300)
  let bestSellers = CatalogMemory<CategoryID, [ProductCard]>(
    capacity: 300, maximumAgeMilliseconds: bestSellerAgeMilliseconds)

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
  }

  /// The absolute address of a shop's page or of its goods' pages: under the shop's own name when it has one.
  func absolute(_ path: String, of shop: ShopID) async -> String {
    (await vendors.domains.origin(of: shop) ?? publicURL) + path
  }

  /// The absolute address of a path of this site; an address stays as it is.
  func absolute(_ path: String) -> String { path.hasPrefix("/") ? publicURL + path : path }
}
