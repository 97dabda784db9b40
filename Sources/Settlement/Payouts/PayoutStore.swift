import Kernel
import Persistence

/// The SQL of payouts.
package enum PayoutStore {
  private static let columns = SQL.columns(of: Payout.self)
  private static let source: SQL = "payouts p JOIN shops s ON s.id = p.shop_id"

  /// Lets one request after the other look at a shop's balance.
  static func lock(_ shop: ShopID, _ currency: Currency, _ tx: Transaction) throws {
    let row: NamedValues = ["shop_id": shop, "currency": currency, "requests": 1]
    try tx.run(
      """
      INSERT INTO payout_locks \(values: row)
      ON CONFLICT (shop_id, currency) DO UPDATE SET requests = payout_locks.requests + 1
      """)
  }

  static func insert(
    _ id: PayoutID, shop: ShopID, _ amount: Money, note: String?, by account: AccountID, _ tx: Transaction
  ) throws {
    let row: NamedValues = [
      "id": id, "shop_id": shop, "amount": amount.amount, "currency": amount.currency,
      "status": PayoutState.requested, "note": note, "requested_by": account, "requested_at": tx.now,
    ]
    try tx.run("INSERT INTO payouts \(values: row)")
  }

  /// One payout.
  package static func find(_ id: PayoutID, _ snapshot: Snapshot) throws -> Payout? {
    try snapshot.first("SELECT \(fragment: columns) FROM \(fragment: source) WHERE p.id = \(id)")
  }

  /// How much was asked for in each of these payouts.
  static func amounts(of ids: [PayoutID], _ snapshot: Snapshot) throws -> [PayoutID: Money] {
    let rows = try snapshot.all("SELECT id, amount, currency FROM payouts WHERE id IN \(list: ids)") { row in
      let (id, amount): (PayoutID, Int64) = (try row.next(), try row.next())
      return (id, Money(amount, try row.next(Currency.self)))
    }
    return Dictionary(rows) { $1 }
  }

  /// A page of those that the filter leaves.
  static func list(_ filter: PayoutFilter, _ page: PageRequest, _ snapshot: Snapshot) throws -> Page<Payout> {
    var conditions: [SQL] = []
    if let shop = filter.shop { conditions.append("p.shop_id = \(shop)") }
    if let state = filter.state { conditions.append("p.status = \(state)") }
    if let currency = filter.currency { conditions.append("p.currency = \(currency)") }
    if let from = filter.askedFrom { conditions.append("p.requested_at >= \(from)") }
    if let end = filter.askedBefore { conditions.append("p.requested_at < \(end)") }
    let keys = filter.keys
    if let cursor = page.cursor { conditions.append(keys.behind(try filter.place(cursor))) }
    let condition = conditions.isEmpty ? "1 = 1" : SQL.join(conditions, " AND ")
    let rows: [Payout] = try snapshot.all(
      """
      SELECT \(fragment: columns) FROM \(fragment: source) WHERE \(fragment: condition)
      ORDER BY \(fragment: keys.clause) LIMIT \(page.limit + 1)
      """)
    return Page(fetched: rows, limit: page.limit) { filter.cursor(behind: $0) }
  }

  static func count(_ state: PayoutState, _ snapshot: Snapshot) throws -> Int64 {
    try snapshot.value("SELECT COUNT(*) FROM payouts WHERE status = \(state)") ?? 0
  }

  /// Ends a requested payout. False when it was ended before.
  static func finish(
    _ id: PayoutID, _ state: PayoutState, bankReference: String?, reason: String?, by account: AccountID,
    _ tx: Transaction
  ) throws -> Bool {
    try tx.run(
      """
      UPDATE payouts SET status = \(state), bank_reference = \(bankReference), failure_reason = \(reason),
        finished_by = \(account), finished_at = \(tx.now)
      WHERE id = \(id) AND status = \(PayoutState.requested)
      """) == 1
  }
}

extension Payout: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("p.id")
    shop = try row.next("p.shop_id")
    shopName = try row.next("s.name")
    let currency: Currency = try row.next("p.currency")
    amount = Money(try row.next("p.amount"), currency)
    state = try row.next("p.status")
    note = try row.next("p.note")
    bankReference = try row.next("p.bank_reference")
    failureReason = try row.next("p.failure_reason")
    requestedBy = try row.next("p.requested_by")
    requestedAt = try row.next("p.requested_at")
    finishedAt = try row.next("p.finished_at")
  }
}
