import Gateways
import Identity
import Kernel
import Persistence

/// The shops and who may act for them.
package struct Vendors: Sendable {
  package let database: Database
  package let clock: Clock
  package let identity: Identity
  /// Where the pages are, without a slash at the end; mails link to it.
  package let publicURL: String
  /// Shows and hides a shop's products.
  package let listing: any ShopListing
  /// What may stand in the way of closing a shop.
  package let closing: [any ShopClosing]
  /// Where documents of applications lie; `nil` where none are taken.
  package let documents: DocumentFiles?
  /// Where the pictures of shops lie.
  package let pictures: any ShopPictureFiles
  /// The areas that keep something about a shop, which goes when the shop is purged.
  package let purging: [any ShopPurging]
  /// Looks up the records that show whose a domain is.
  package let records: any TextRecords
  package let settings: VendorsSettings
  /// Which host name shows which shop.
  package let domains: DomainDirectory

  /// The area on this database.
  package init(
    database: Database, clock: Clock, identity: Identity, publicURL: String, listing: any ShopListing,
    closing: [any ShopClosing] = [], documents: DocumentFiles? = nil,
    pictures: any ShopPictureFiles = NoPictureFiles(), purging: [any ShopPurging] = [],
    records: (any TextRecords)? = nil, settings: VendorsSettings = VendorsSettings()
  ) {
    self.database = database
    self.clock = clock
    self.identity = identity
    self.publicURL = publicURL
    self.listing = listing
    self.closing = closing
    self.documents = documents
    self.pictures = pictures
    self.purging = purging
    self.records = records ?? NoTextRecords()
    self.settings = settings
    domains = DomainDirectory(database: database, publicURL: publicURL)
  }
}

/// Keeps the goods of a shop in step with its state. Implemented by Catalog.
package protocol ShopListing: Sendable {
  /// Called in the transaction that opened the shop to customers or closed it to them.
  func shopStatusChanged(_ shop: ShopID, isOpen: Bool, _ tx: Transaction) throws
  /// Called in the transaction that changed the shop's name, address or pictures, which listings show.
  func shopLookChanged(_ shop: ShopID, _ tx: Transaction)
  /// Whether the shop has a product, for sale or not.
  func hasProducts(_ shop: ShopID, _ snapshot: Snapshot) throws -> Bool
}

extension ShopListing {
  /// Does nothing, for listings that remember nothing.
  package func shopLookChanged(_ shop: ShopID, _ tx: Transaction) {}
  /// None, for listings that know of no products.
  package func hasProducts(_ shop: ShopID, _ snapshot: Snapshot) throws -> Bool { false }
}

/// Knows of business that a shop must finish before it closes, as open orders. Implemented by later areas.
package protocol ShopClosing: Sendable {
  /// A sentence that says what must be settled first; `nil` when nothing must.
  func obstacle(toClosing shop: ShopID, _ snapshot: Snapshot) throws -> Words?
}
