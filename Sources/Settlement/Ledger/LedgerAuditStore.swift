import Kernel
import Ordering
import Persistence

/// The SQL that looks for what is wrong with the books. It reads orders and payments besides, to compare
/// with. Every sum is exact, whatever it amounts to.
enum LedgerAuditStore {
  static func count(_ table: SQL, _ snapshot: Snapshot) throws -> Int64 {
    try snapshot.value("SELECT COUNT(*) FROM \(fragment: table)") ?? 0
  }

  static func unbalanced(_ snapshot: Snapshot) throws -> [(LedgerTransactionID, String, Int128)] {
    try snapshot.all(
      """
      SELECT transaction_id, currency, SUM(amount) FROM ledger_entries
      GROUP BY transaction_id, currency HAVING SUM(amount) <> 0
      """
    ) { (try $0.next(), try $0.next(), try $0.nextSum()) }
  }

  static func empty(_ snapshot: Snapshot) throws -> [(LedgerTransactionID, String)] {
    try snapshot.all(
      """
      SELECT t.id, t.source FROM ledger_transactions t
      WHERE NOT EXISTS (SELECT 1 FROM ledger_entries e WHERE e.transaction_id = t.id)
      """
    ) { (try $0.next(), try $0.next()) }
  }

  static func orphans(_ snapshot: Snapshot) throws -> [LedgerTransactionID] {
    try snapshot.values(
      """
      SELECT DISTINCT e.transaction_id FROM ledger_entries e
      LEFT JOIN ledger_transactions t ON t.id = e.transaction_id WHERE t.id IS NULL
      """)
  }

  static func repeatedSources(_ snapshot: Snapshot) throws -> [String] {
    try snapshot.values("SELECT source FROM ledger_transactions GROUP BY source HAVING COUNT(*) > 1")
  }

  static func unsettled(_ snapshot: Snapshot) throws -> [(OrderID, String)] {
    try snapshot.all(
      """
      SELECT o.id, o.number FROM orders o LEFT JOIN order_settlements s ON s.order_id = o.id
      WHERE s.order_id IS NULL
      """
    ) { (try $0.next(), try $0.next()) }
  }

  static func differingSettlements(_ snapshot: Snapshot) throws -> [(OrderID, String)] {
    try snapshot.all(
      """
      SELECT o.id, o.number FROM orders o JOIN order_settlements s ON s.order_id = o.id
      WHERE s.gross <> o.total OR s.goods <> o.items_total OR s.currency <> o.currency
        OR s.shop_id <> o.shop_id OR s.net + s.commission <> s.gross
      """
    ) { (try $0.next(), try $0.next()) }
  }

  static func differingSales(_ snapshot: Snapshot) throws -> [OrderID] {
    try snapshot.values(
      """
      SELECT s.order_id FROM order_settlements s LEFT JOIN (
        SELECT t.order_id, SUM(CASE WHEN e.account LIKE 'shop:%:pending' THEN e.amount ELSE 0 END) AS net,
          SUM(CASE WHEN e.account = \(LedgerAccount.commissionPending.name) THEN e.amount ELSE 0 END)
          AS commission
        FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id
        WHERE t.kind = \(LedgerKind.sale) GROUP BY t.order_id
      ) AS b ON b.order_id = s.order_id
      WHERE s.gross > 0 AND (b.order_id IS NULL OR b.net <> s.net OR b.commission <> s.commission)
      """)
  }

  /// How often each kind is booked of every order that moved money.
  static func eachBookedOrder(
    _ snapshot: Snapshot, _ body: (OrderID, OrderStatus, BookedKinds) throws -> Void
  ) throws {
    try snapshot.each(
      """
      SELECT o.id, o.status,
        SUM(CASE WHEN t.kind = \(LedgerKind.delivery) THEN 1 ELSE 0 END) AS deliveries,
        SUM(CASE WHEN t.kind = \(LedgerKind.cancellation) THEN 1 ELSE 0 END) AS cancellations,
        SUM(CASE WHEN t.kind = \(LedgerKind.refund) THEN 1 ELSE 0 END) AS refunds
      FROM orders o JOIN order_settlements s ON s.order_id = o.id
      LEFT JOIN ledger_transactions t ON t.order_id = o.id
      WHERE s.gross > 0 GROUP BY o.id, o.status
      """
    ) { row in
      try body(
        row.next("id"), row.next("status"),
        BookedKinds(
          deliveries: row.next("deliveries"), cancellations: row.next("cancellations"),
          refunds: row.next("refunds")))
    }
  }

  /// Checkouts whose payment is not the sum of their orders.
  static func differingPayments(_ snapshot: Snapshot) throws -> [(PaymentID, Int64, Int128)] {
    try snapshot.all(
      """
      SELECT p.id, p.amount, SUM(s.gross) FROM payments p
      LEFT JOIN order_settlements s ON s.checkout_id = p.checkout_id AND s.method = p.method
      WHERE p.status = \(PaymentState.succeeded) GROUP BY p.id, p.amount
      HAVING p.amount <> COALESCE(SUM(s.gross), 0)
      """
    ) { (try $0.next(), try $0.next(), try $0.nextSum()) }
  }

  static func stuckPayments(before moment: Timestamp, _ snapshot: Snapshot) throws -> [PaymentID] {
    try snapshot.values(
      """
      SELECT id FROM payments WHERE status IN \(list: [PaymentState.processing, .answering])
        AND updated_at < \(moment)
      """)
  }

  /// Every balance of the ledger.
  static func balances(_ snapshot: Snapshot) throws -> [AccountSum] {
    try snapshot.all(
      """
      SELECT account, currency, SUM(amount) FROM ledger_entries GROUP BY account, currency
      ORDER BY account, currency
      """
    ) { row in
      let account = LedgerAccount(try row.next())
      return AccountSum(account: account, currency: try row.next(), amount: try row.nextSum())
    }
  }

  /// The sums of order settlements by shop, method and phase of the order.
  static func eachSettlementSum(
    _ snapshot: Snapshot, _ body: (SettlementSum) throws -> Void
  ) throws {
    try snapshot.each(
      """
      SELECT s.shop_id, s.method, s.currency, o.status, SUM(s.gross) AS gross,
        SUM(s.commission) AS commission, SUM(s.net) AS net
      FROM order_settlements s JOIN orders o ON o.id = s.order_id
      GROUP BY s.shop_id, s.method, s.currency, o.status
      """
    ) { row in
      try body(
        SettlementSum(
          shop: row.next("shop_id"), method: row.next("method"), currency: row.next("currency"),
          status: row.next("status"), gross: row.nextSum("gross"), commission: row.nextSum("commission"),
          net: row.nextSum("net")))
    }
  }

  static func payoutSums(_ snapshot: Snapshot) throws -> [(ShopID, PayoutState, Currency, Int128)] {
    try snapshot.all(
      """
      SELECT shop_id, status, currency, SUM(amount) FROM payouts
      GROUP BY shop_id, status, currency
      """
    ) { (try $0.next(), try $0.next(), try $0.next(), try $0.nextSum()) }
  }

  static func refundSums(_ snapshot: Snapshot) throws -> [(String, RefundState, Currency, Int128)] {
    try snapshot.all(
      """
      SELECT method, status, currency, SUM(amount) FROM refunds
      GROUP BY method, status, currency
      """
    ) { (try $0.next(), try $0.next(), try $0.next(), try $0.nextSum()) }
  }

  static func unmatchedSums(_ snapshot: Snapshot) throws -> [(String, Currency, Int128)] {
    try snapshot.all(
      """
      SELECT method, currency, SUM(amount) FROM payments
      WHERE status = \(PaymentState.unmatched) GROUP BY method, currency
      """
    ) { (try $0.next(), try $0.next(), try $0.nextSum()) }
  }

  /// Charges that were accepted, by id; those of free checkouts never reached a gateway.
  static func charges(after id: PaymentID?, limit: Int, _ snapshot: Snapshot) throws -> [Payment] {
    let rest: SQL = id.map { "AND id > \($0)" } ?? ""
    return try snapshot.all(
      """
      SELECT \(fragment: PaymentStore.columns) FROM payments
      WHERE status IN \(list: [PaymentState.succeeded, .unmatched]) AND amount > 0 \(fragment: rest)
      ORDER BY id LIMIT \(limit)
      """)
  }

  /// Refunds that were sent, by id.
  static func sentRefunds(after id: RefundID?, limit: Int, _ snapshot: Snapshot) throws -> [Refund] {
    let rest: SQL = id.map { "AND id > \($0)" } ?? ""
    return try snapshot.all(
      """
      SELECT \(fragment: RefundStore.columns) FROM refunds WHERE status = \(RefundState.succeeded)
        \(fragment: rest) ORDER BY id LIMIT \(limit)
      """)
  }
}

/// How often what is booked of an order.
struct BookedKinds: Equatable {
  let deliveries: Int64
  let cancellations: Int64
  let refunds: Int64
}

/// What stands on an account.
struct AccountSum {
  let account: LedgerAccount
  let currency: Currency
  let amount: Int128
}

/// The settlements of one shop, method, currency and state of the order together.
struct SettlementSum {
  let shop: ShopID
  let method: String
  let currency: Currency
  let status: OrderStatus
  let gross: Int128
  let commission: Int128
  let net: Int128
}
