import Kernel
import Persistence

/// What a shop decides for its products: the currency, and whether the public sees them.
package struct ShopTerms: Hashable, Sendable {
  package let shop: ShopID
  package let currency: Currency
  /// Approved and not deleted.
  package let isOpen: Bool

  /// The shop's terms, held until the end of the transaction so that an approval at the same moment waits for
  /// the new products or they for it. Reads Vendors' table. Throws `.notFound` for an unknown shop.
  package static func hold(_ shop: ShopID, _ tx: Transaction) throws -> ShopTerms {
    try select(shop, lock: tx.engine == .postgres ? "FOR SHARE" : "", tx)
  }

  /// The shop's terms as they are now. Throws `.notFound` for an unknown shop.
  static func read(_ shop: ShopID, _ snapshot: Snapshot) throws -> ShopTerms {
    try select(shop, lock: "", snapshot)
  }

  private static func select(_ shop: ShopID, lock: SQL, _ snapshot: Snapshot) throws -> ShopTerms {
    let terms = try snapshot.first(
      """
      SELECT currency, status = 'approved' AND deleted_at IS NULL FROM shops WHERE id = \(shop)
      \(fragment: lock)
      """
    ) { row in ShopTerms(shop: shop, currency: try row.next(), isOpen: try row.next()) }
    guard let terms else { throw Problem(.notFound) }
    return terms
  }

  /// The currency in which the shop sells. Throws `.notFound` for an unknown shop.
  package static func currency(_ shop: ShopID, _ snapshot: Snapshot) throws -> Currency {
    guard let currency: Currency = try snapshot.value("SELECT currency FROM shops WHERE id = \(shop)") else {
      throw Problem(.notFound)
    }
    return currency
  }
}
