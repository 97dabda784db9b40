import Areas
import Gateways
import Identity
import Kernel
import Persistence

/// The shops and who may act for them.
package struct Vendors: Sendable {
  package let database: Database
  package let clock: Clock
  package let identity: Identity
  /// Shows and hides a shop's products.
  package let listing: any ShopListing
  /// What may stand in the way of closing a shop, and what goes when a shop is purged.
  let hooks: AreaHooks
  /// Where documents of applications lie.
  let documents: DocumentFiles
  /// Where the pictures of shops lie.
  package let pictures: any ShopPictureFiles
  /// Looks up the records that show whose a domain is.
  package let records: any TextRecords
  package let settings: VendorsSettings
  /// Which host name shows which shop.
  package let domains: DomainDirectory

  /// The area on this database. `hooks` speak for all areas, this one included, and are settled when all are there.
  package init(
    database: Database, clock: Clock, identity: Identity, listing: any ShopListing,
    hooks: AreaHooks, documents: DocumentFiles, pictures: any ShopPictureFiles, records: any TextRecords,
    settings: VendorsSettings
  ) {
    self.database = database
    self.clock = clock
    self.identity = identity
    self.listing = listing
    self.hooks = hooks
    self.documents = documents
    self.pictures = pictures
    self.records = records
    self.settings = settings
    domains = DomainDirectory(database: database, publicURL: identity.site.url)
  }
}

/// Keeps the goods of a shop in step with its state. Implemented by Catalog.
package protocol ShopListing: Sendable {
  /// Called in the transaction that opened the shop to customers or closed it to them.
  func shopStatusChanged(_ shop: ShopID, isOpen: Bool, _ tx: Transaction) throws
  /// Called in the transaction that changed the shop's name, address or pictures, which listings show.
  func shopLookChanged(_ shop: ShopID, _ tx: Transaction) throws
  /// Whether the shop has a product, for sale or not.
  func hasProducts(_ shop: ShopID, _ snapshot: Snapshot) throws -> Bool
}
