import Kernel
import Persistence

extension Vendors {
  /// Nobody who runs the marketplace decides about a shop that they own or work for. Every verb by which administrators
  /// decide about a shop, its papers, its orders, its money or its goods asks this in its transaction; a test walks their
  /// routes. Throws `Problem(.ownShop)`.
  package static func refuseOwn(_ shop: ShopID, _ tx: Transaction) throws {
    guard try ownShops(tx).contains(shop) else { return }
    throw Problem(.ownShop)
  }

  /// The shops that the administrator who acts owns or works for, closed ones too; none for anybody else.
  package static func ownShops(_ tx: Transaction) throws -> [ShopID] {
    guard let origin = tx.origin, origin.role == .admin, let account = origin.account else { return [] }
    return try StaffStore.shops(of: account, tx)
  }

  /// Whether somebody owns a shop or works for it.
  package func isInvolved(_ account: AccountID, in shop: ShopID) async throws -> Bool {
    try await database.read { try StaffStore.shops(of: account, $0).contains(shop) }
  }
}
