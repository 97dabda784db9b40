import Identity
import Kernel
import Persistence

/// The SQL of refunds.
package enum RefundStore {
  static let columns = SQL.columns(of: Refund.self)

  /// Records that money is owed and leaves the job that sends it. Nothing when the source has a refund
  /// already, or when there is nothing to give back.
  static func open(_ refund: Refund, _ tx: Transaction) throws {
    guard refund.amount.isPositive else { return }
    let row: NamedValues = [
      "id": refund.id, "source": refund.source, "payment_reference": refund.paymentReference,
      "order_id": refund.order, "shop_id": refund.shop, "method": refund.method,
      "currency": refund.amount.currency, "amount": refund.amount.amount, "reason": refund.reason,
      "status": refund.state, "created_at": refund.createdAt,
    ]
    let count = try tx.run(
      """
      INSERT INTO refunds \(values: row)
      ON CONFLICT (source) DO NOTHING
      """)
    if count == 1 { try tx.enqueue(SendRefund(refund: refund.id), dedupe: refund.idempotencyKey) }
  }

  /// One refund.
  package static func find(_ id: RefundID, _ snapshot: Snapshot) throws -> Refund? {
    try snapshot.first("SELECT \(fragment: columns) FROM refunds WHERE id = \(id)")
  }

  /// What went back, or will, for an order that was paid online.
  package static func find(order: OrderID, _ snapshot: Snapshot) throws -> Refund? {
    try snapshot.first("SELECT \(fragment: columns) FROM refunds WHERE order_id = \(order)")
  }

  /// Who bought an order. Reads Ordering's table.
  static func buyer(of order: OrderID, _ snapshot: Snapshot) throws -> (account: AccountID?, email: String)? {
    try snapshot.first("SELECT account_id, email FROM orders WHERE id = \(order)") { row in
      (account: try row.next(), email: try row.next())
    }
  }

  /// Which orders refunds are of.
  static func orders(of ids: [RefundID], _ snapshot: Snapshot) throws -> [RefundID: OrderID] {
    let rows = try snapshot.all(
      "SELECT id, order_id FROM refunds WHERE order_id IS NOT NULL AND id IN \(list: ids)"
    ) { row in (try row.next(RefundID.self), try row.next(OrderID.self)) }
    return Dictionary(rows) { $1 }
  }

  /// Newest first.
  static func list(
    _ state: RefundState?, after: RefundID?, limit: Int, _ snapshot: Snapshot
  ) throws -> [Refund] {
    let ofState: SQL = state.map { "AND status = \($0)" } ?? ""
    let older: SQL = after.map { "AND id < \($0)" } ?? ""
    return try snapshot.all(
      """
      SELECT \(fragment: columns) FROM refunds WHERE 1 = 1 \(fragment: ofState) \(fragment: older)
      ORDER BY id DESC LIMIT \(limit)
      """)
  }

  /// Ends a pending refund. False when it was ended before.
  static func finish(
    _ id: RefundID, _ state: RefundState, reference: String?, message: Words?, _ tx: Transaction
  ) throws -> Bool {
    try tx.run(
      """
      UPDATE refunds SET status = \(state), gateway_reference = \(reference), decline_message = \(message),
        finished_at = \(tx.now)
      WHERE id = \(id) AND status = \(RefundState.pending)
      """) == 1
  }

  /// Makes a declined refund pending again. False when it is not declined.
  static func reopen(_ id: RefundID, _ tx: Transaction) throws -> Bool {
    try tx.run(
      """
      UPDATE refunds SET status = \(RefundState.pending), tries = tries + 1, finished_at = NULL
      WHERE id = \(id) AND status = \(RefundState.declined)
      """) == 1
  }
}

extension Refund: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("id")
    source = try row.next("source")
    paymentReference = try row.next("payment_reference")
    order = try row.next("order_id")
    shop = try row.next("shop_id")
    method = try row.next("method")
    let currency: Currency = try row.next("currency")
    amount = Money(try row.next("amount"), currency)
    reason = try row.next("reason")
    state = try row.next("status")
    reference = try row.next("gateway_reference")
    declineMessage = try row.next("decline_message")
    tries = try row.next("tries")
    createdAt = try row.next("created_at")
    finishedAt = try row.next("finished_at")
  }
}
