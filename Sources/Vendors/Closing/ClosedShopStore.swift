import Kernel
import Persistence

/// The rows of shops that were closed.
enum ClosedShopStore {
  private static let columns = SQL.columns { try closed(&$0, 0) }
  private static let restorable: SQL = "s.deleted_at IS NOT NULL AND s.purge_began_at IS NULL"

  static func close(_ id: ShopID, from status: ShopStatus, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE shops SET status = \(ShopStatus.closed), closed_from = \(status), deleted_at = \(tx.now),
        updated_at = \(tx.now)
      WHERE id = \(id)
      """)
  }

  /// Shops without a note of what they were wait for an administrator again.
  static func restore(_ id: ShopID, to status: ShopStatus, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE shops SET status = \(status), closed_from = NULL, deleted_at = NULL, updated_at = \(tx.now)
      WHERE id = \(id)
      """)
  }

  /// Who owned the closed shop that a path means.
  static func owner(of reference: String, _ snapshot: Snapshot) throws -> AccountID? {
    try snapshot.value(
      """
      SELECT s.owner_id FROM shops s
      WHERE \(fragment: ShopStore.matching(reference)) AND \(fragment: restorable)
      """)
  }

  static func find(_ id: ShopID, restoreSeconds: Int64, _ snapshot: Snapshot) throws -> ClosedShop? {
    try snapshot.first(
      """
      SELECT \(fragment: columns) FROM shops s
      WHERE s.id = \(id) AND \(fragment: restorable)
      """
    ) { try closed(&$0, restoreSeconds) }
  }

  /// The closed shop that a path means, locked.
  static func lock(
    _ reference: String, restoreSeconds: Int64, _ tx: Transaction
  ) throws -> ClosedShop? {
    try tx.first(
      """
      SELECT \(fragment: columns) FROM shops s
      WHERE \(fragment: ShopStore.matching(reference)) AND \(fragment: restorable)
      \(fragment: tx.forUpdate)
      """
    ) { try closed(&$0, restoreSeconds) }
  }

  /// An account's closed shops that can be restored at `now`, the newest first.
  static func all(
    of owner: AccountID, restoreSeconds: Int64, at now: Timestamp, _ snapshot: Snapshot
  ) throws -> [ClosedShop] {
    try snapshot.all(
      """
      SELECT \(fragment: columns) FROM shops s
      WHERE s.owner_id = \(owner) AND \(fragment: restorable)
        AND s.deleted_at > \(now.adding(seconds: -restoreSeconds))
      ORDER BY s.deleted_at DESC, s.id
      """
    ) { try closed(&$0, restoreSeconds) }
  }

  /// Takes what the vendor wrote out of the account's closed shops, which nobody can restore any more. Answers
  /// with how many there were.
  static func abandon(_ owner: AccountID, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      UPDATE shops SET description = '', vendor_answer = NULL, shipping_policy = '', return_policy = '',
        profile = '{}', translations = '{}', purge_began_at = COALESCE(purge_began_at, \(tx.now)), updated_at = \(tx.now)
      WHERE owner_id = \(owner) AND deleted_at IS NOT NULL AND purged_at IS NULL
      """)
  }

  /// Shops that were closed at `moment` or before, or given up, and are not purged to the end.
  static func due(_ moment: Timestamp, limit: Int, _ snapshot: Snapshot) throws -> [ShopID] {
    try snapshot.values(
      """
      SELECT id FROM shops
      WHERE deleted_at IS NOT NULL AND (deleted_at <= \(moment) OR purge_began_at IS NOT NULL)
        AND purged_at IS NULL
      ORDER BY deleted_at, id LIMIT \(limit)
      """)
  }

  /// Notes that the purge began, after which the shop can't be restored. False when it is not due.
  static func beginPurge(_ id: ShopID, closedBefore moment: Timestamp, _ tx: Transaction) throws -> Bool {
    try tx.run(
      """
      UPDATE shops SET purge_began_at = COALESCE(purge_began_at, \(tx.now))
      WHERE id = \(id) AND deleted_at IS NOT NULL AND purged_at IS NULL
        AND (deleted_at <= \(moment) OR purge_began_at IS NOT NULL)
      """) == 1
  }

  /// Keeps the row for orders and bookings, and the slug so that nobody takes it over.
  static func anonymise(_ id: ShopID, name: String, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE shops SET name = \(name), folded_name = \(ShopStore.folded(name)), description = '',
        status_reason = NULL, vendor_answer = NULL, avatar_key = NULL, banner_key = NULL,
        shipping_policy = '', return_policy = '', profile = '{}', translations = '{}', follower_count = 0,
        purged_at = \(tx.now), updated_at = \(tx.now)
      WHERE id = \(id)
      """)
    try ShopNames.replace(id, name, tx)
  }

  /// The shops that an account closed at any time, in the order of their ids.
  static func all(closedBy owner: AccountID, _ snapshot: Snapshot) throws -> [ShopID] {
    try snapshot.values(
      "SELECT id FROM shops WHERE owner_id = \(owner) AND deleted_at IS NOT NULL ORDER BY id")
  }

  static func rename(_ shop: ShopID, to slug: String, _ tx: Transaction) throws {
    try tx.run("UPDATE shops SET slug = \(slug) WHERE id = \(shop)")
  }

  static func pictureKeys(_ id: ShopID, _ snapshot: Snapshot) throws -> [String] {
    let keys = try snapshot.first("SELECT avatar_key, banner_key FROM shops WHERE id = \(id)") {
      [try $0.next(String?.self), try $0.next(String?.self)]
    }
    return (keys ?? []).compactMap { $0 }
  }

  /// A shop that the account closed at any time; `nil` when it never closed one.
  static func any(closedBy owner: AccountID, _ snapshot: Snapshot) throws -> ShopID? {
    try snapshot.value(
      """
      SELECT id FROM shops WHERE owner_id = \(owner) AND deleted_at IS NOT NULL
      ORDER BY deleted_at DESC, id LIMIT 1
      """)
  }

  /// Removes who works there or was asked to.
  static func deleteMembers(of shop: ShopID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM shop_members WHERE shop_id = \(shop)")
    try tx.run("DELETE FROM staff_invitations WHERE shop_id = \(shop)")
  }

  private static func closed(_ row: inout Row, _ restoreSeconds: Int64) throws -> ClosedShop {
    let shop = try Shop(row: &row)
    let closedAt: Timestamp = try row.next("s.deleted_at")
    let from: ShopStatus? = try row.next("s.closed_from")
    return ClosedShop(
      shop: shop, closedAt: closedAt, closedFrom: from ?? .pending,
      restorableUntil: closedAt.adding(seconds: restoreSeconds))
  }
}
