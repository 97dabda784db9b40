import Catalog
import Identity
import Kernel
import Persistence

/// How long orders that are paid at the door count as held, unless the shop begins with them.
private let doorstepSeconds: Int64 = 24 * 60 * 60
/// How long a client is known after its last checkout.
private let clientSeconds: Int64 = 24 * 60 * 60
private let hourMilliseconds: Int64 = 60 * 60 * 1_000

/// The rows of `reservation_clients`, and who holds what in `checkouts`.
enum ReservationStore {
  /// Keeps the client's other requests waiting until the end of the transaction; answers with its misses.
  static func lock(
    _ client: ReservingClient, _ tx: Transaction
  ) throws -> ReservationMisses {
    let hour = Timestamp(milliseconds: tx.now.milliseconds / hourMilliseconds * hourMilliseconds)
    let row: NamedValues = ["client": client.key, "misses": 0, "missed_at": tx.now, "seen_at": hour]
    let misses = try tx.first(
      """
      INSERT INTO reservation_clients \(values: row)
      ON CONFLICT (client) DO UPDATE SET seen_at = excluded.seen_at
      RETURNING misses, missed_at
      """, misses)
    return misses ?? ReservationMisses(count: 0, lastAt: tx.now)
  }

  /// Everything that a client holds without having paid for it, line by line. Reads variants for what is free.
  static func holdings(of client: ReservingClient, _ tx: Transaction) throws -> ReservationHoldings {
    var holdings = ReservationHoldings()
    let since = tx.now.adding(seconds: -doorstepSeconds)
    _ = try tx.all(
      """
      SELECT c.id, c.expires_at, l.variant_id, l.quantity, \(fragment: StockStore.available) AS free
      FROM checkouts c JOIN checkout_lines l ON l.checkout_id = c.id
      LEFT JOIN variants v ON v.id = l.variant_id
      WHERE c.client = \(client.key) AND c.status = \(CheckoutStatus.awaitingPayment)
      UNION ALL
      SELECT c.id, NULL, i.variant_id, i.quantity, \(fragment: StockStore.available)
      FROM checkouts c JOIN orders o ON o.checkout_id = c.id JOIN order_items i ON i.order_id = o.id
      LEFT JOIN variants v ON v.id = i.variant_id
      WHERE c.client = \(client.key) AND c.status = \(CheckoutStatus.completed) AND c.created_at > \(since)
        AND o.status = \(OrderStatus.pending)
      """
    ) { row in
      let checkout: CheckoutID = try row.next("id")
      let expiresAt: Timestamp? = try row.next("expires_at")
      holdings.add(
        checkout, expiresAt, variant: try row.next("variant_id"), quantity: try row.next("quantity"),
        free: try row.next("free"))
    }
    return holdings
  }

  /// Whether unpaid reservations hold more than half of something in the cart, `aside` pieces aside.
  static func isShort(_ cart: CartID, aside: Int64, _ snapshot: Snapshot) throws -> Bool {
    try snapshot.value(
      """
      SELECT 1 FROM cart_items i JOIN variants v ON v.id = i.variant_id
      WHERE i.cart_id = \(cart) AND (v.reserved - \(aside)) * 2 > v.on_hand - v.allocated
        AND \(fragment: StockStore.canRunOut) LIMIT 1
      """, as: Int64.self) != nil
  }

  /// The checkout, which is locked, ends without payment. Before its stock is touched, as in placing.
  static func miss(by checkout: CheckoutID, _ tx: Transaction) throws {
    let before = try tx.first(
      """
      SELECT misses, missed_at FROM reservation_clients WHERE \(fragment: isClient(of: checkout))
      \(fragment: tx.forUpdate)
      """, misses)
    guard let after = before?.missed(at: tx.now) else { return }
    try tx.run(
      """
      UPDATE reservation_clients SET misses = \(after.count), missed_at = \(after.lastAt)
      WHERE \(fragment: isClient(of: checkout))
      """)
  }

  /// The checkout, which is locked, is paid: what was missed before is forgotten. Before its stock is touched.
  static func forgive(by checkout: CheckoutID, _ tx: Transaction) throws {
    try tx.run(
      "UPDATE reservation_clients SET misses = 0 WHERE \(fragment: isClient(of: checkout)) AND misses > 0")
  }

  /// What is known of an account; `nil` when it has not checked out lately.
  static func misses(of account: AccountID, _ snapshot: Snapshot) throws -> ReservationMisses? {
    let key = ReservingClient.account(account).key
    return try snapshot.first(
      "SELECT misses, missed_at FROM reservation_clients WHERE client = \(key)", misses)
  }

  /// Forgets what is known of an account.
  static func forget(_ account: AccountID, _ tx: Transaction) throws -> Int {
    let key = ReservingClient.account(account).key
    return try tx.run("DELETE FROM reservation_clients WHERE client = \(key)")
  }

  /// Forgets who placed orders that don't count any more, and clients that have not come back; at most `limit` of
  /// each, answers how many.
  static func purge(limit: Int, _ tx: Transaction) throws -> Int {
    let orders = try tx.run(
      """
      UPDATE checkouts SET client = NULL WHERE id IN (
        SELECT id FROM checkouts WHERE client IS NOT NULL AND status = \(CheckoutStatus.completed)
          AND created_at <= \(tx.now.adding(seconds: -doorstepSeconds)) LIMIT \(limit))
      """)
    let clients = try tx.run(
      """
      DELETE FROM reservation_clients WHERE client IN (
        SELECT client FROM reservation_clients WHERE seen_at < \(tx.now.adding(seconds: -clientSeconds))
        LIMIT \(limit))
      """)
    return orders + clients
  }

  private static func isClient(of checkout: CheckoutID) -> SQL {
    "client = (SELECT c.client FROM checkouts c WHERE c.id = \(checkout))"
  }

  private static func misses(_ row: inout Row) throws -> ReservationMisses {
    ReservationMisses(count: try row.next(), lastAt: try row.next())
  }
}
