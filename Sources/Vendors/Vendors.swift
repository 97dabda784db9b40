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

  /// The area on this database.
  package init(
    database: Database, clock: Clock, identity: Identity, publicURL: String, listing: any ShopListing,
    closing: [any ShopClosing] = []
  ) {
    self.database = database
    self.clock = clock
    self.identity = identity
    self.publicURL = publicURL
    self.listing = listing
    self.closing = closing
  }
}

/// Keeps the goods of a shop in step with its state. Implemented by Catalog.
package protocol ShopListing: Sendable {
  /// Called in the transaction that opened the shop to customers or closed it to them.
  func shopStatusChanged(_ shop: ShopID, isOpen: Bool, _ tx: Transaction) throws
  /// Called in the transaction that changed the shop's name, address or pictures, which listings show.
  func shopLookChanged(_ shop: ShopID, _ tx: Transaction)
}

extension ShopListing {
  /// Does nothing, for listings that remember nothing.
  package func shopLookChanged(_ shop: ShopID, _ tx: Transaction) {}
}

/// Knows of business that a shop must finish before it closes, as open orders. Implemented by later areas.
package protocol ShopClosing: Sendable {
  /// A sentence that says what must be settled first; `nil` when nothing must.
  func obstacle(toClosing shop: ShopID, _ snapshot: Snapshot) throws -> String?
}
