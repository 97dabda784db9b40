import Kernel
import MarketSupport
import Persistence

/// How much of everything there is that money and goods leave behind, by name. What an act adds to it is compared
/// with what the same act adds when nothing goes wrong.
struct Footprint: Hashable, Sendable {
  private var numbers: [String: Int64] = [:]

  /// What is there now.
  static func of(_ kit: KeyedMarket) async throws -> Footprint {
    var footprint = try await kit.market.database.read(Footprint.read)
    footprint.numbers["gateway: charges"] = Int64(kit.gateway.charges.count)
    footprint.numbers["gateway: refunds"] = Int64(kit.gateway.refunds.count)
    return footprint
  }

  /// What has come and gone since `earlier`.
  func since(_ earlier: Footprint) -> Footprint {
    var change = Footprint()
    for name in Set(numbers.keys).union(earlier.numbers.keys) {
      let difference = (numbers[name] ?? 0) - (earlier.numbers[name] ?? 0)
      if difference != 0 { change.numbers[name] = difference }
    }
    return change
  }

  var isEmpty: Bool { numbers.isEmpty }

  /// Without what waits to be done, which sweeps that come with time are part of.
  var withoutJobs: Footprint {
    var rest = self
    rest.numbers = numbers.filter { !$0.key.hasPrefix("job ") }
    return rest
  }

  private static func read(_ snapshot: Snapshot) throws -> Footprint {
    var footprint = Footprint()
    for statement in [goods, orders, money, traces] {
      _ = try snapshot.all(statement) { row in
        let name = try row.next(String.self)
        footprint.numbers[name] = try row.next(Int64.self)
        footprint.numbers[name + ": sum"] = try row.next(Int64.self)
      }
    }
    return footprint
  }

  private static let goods: SQL = """
    SELECT 'products ' || status, COUNT(*), COUNT(deleted_at) FROM products GROUP BY status
    UNION ALL SELECT 'on hand', COUNT(*), CAST(COALESCE(SUM(on_hand), 0) AS BIGINT) FROM variants
    UNION ALL SELECT 'reserved', COUNT(*), CAST(COALESCE(SUM(reserved), 0) AS BIGINT) FROM variants
    UNION ALL SELECT 'allocated', COUNT(*), CAST(COALESCE(SUM(allocated), 0) AS BIGINT) FROM variants
    UNION ALL SELECT 'sold', COUNT(*), CAST(COALESCE(SUM(sold), 0) AS BIGINT) FROM variants
    UNION ALL SELECT 'movements by ' || reason, COUNT(*), CAST(SUM(delta) AS BIGINT)
      FROM stock_movements GROUP BY reason
    UNION ALL SELECT 'stocktakes ' || status, COUNT(*), 0 FROM stock_counts GROUP BY status
    UNION ALL SELECT 'transfers ' || status, COUNT(*), 0 FROM stock_transfers GROUP BY status
    UNION ALL SELECT 'pieces of transfers', CAST(COALESCE(SUM(received), 0) AS BIGINT),
      CAST(COALESCE(SUM(missing), 0) AS BIGINT) FROM stock_transfer_lines
    UNION ALL SELECT 'elsewhere', COUNT(*), CAST(COALESCE(SUM(quantity), 0) AS BIGINT) FROM location_stock
    UNION ALL SELECT 'imports ' || status, COUNT(*), CAST(SUM(created_rows) AS BIGINT) FROM imports GROUP BY status
    UNION ALL SELECT 'import rows ' || outcome, COUNT(*), 0 FROM import_rows GROUP BY outcome
    """

  private static let orders: SQL = """
    SELECT 'carts ' || status, COUNT(*), COUNT(account_id) FROM carts GROUP BY status
    UNION ALL SELECT 'cart items', COUNT(*), CAST(COALESCE(SUM(quantity), 0) AS BIGINT) FROM cart_items
    UNION ALL SELECT 'checkouts ' || status, COUNT(*), CAST(SUM(total) AS BIGINT) FROM checkouts GROUP BY status
    UNION ALL SELECT 'checkout lines', COUNT(*), CAST(COALESCE(SUM(quantity), 0) AS BIGINT) FROM checkout_lines
    UNION ALL SELECT 'orders ' || status || ' ' || payment_status, COUNT(*), CAST(SUM(total) AS BIGINT)
      FROM orders GROUP BY status, payment_status
    UNION ALL SELECT 'order items', COUNT(*), CAST(COALESCE(SUM(quantity), 0) AS BIGINT) FROM order_items
    UNION ALL SELECT 'steps to ' || to_status, COUNT(*), 0 FROM order_history GROUP BY to_status
    """

  private static let money: SQL = """
    SELECT 'payments ' || status, COUNT(*), CAST(SUM(amount) AS BIGINT) FROM payments GROUP BY status
    UNION ALL SELECT 'refunds ' || status, COUNT(*), CAST(SUM(amount * 1000 + tries) AS BIGINT)
      FROM refunds GROUP BY status
    UNION ALL SELECT 'ledger ' || kind, COUNT(*), 0 FROM ledger_transactions GROUP BY kind
    UNION ALL SELECT 'entries ' || account || ' ' || currency, COUNT(*), CAST(SUM(amount) AS BIGINT)
      FROM ledger_entries GROUP BY account, currency
    UNION ALL SELECT 'settled orders', COUNT(*), CAST(COALESCE(SUM(net), 0) AS BIGINT) FROM order_settlements
    UNION ALL SELECT 'payouts ' || status, COUNT(*), CAST(SUM(amount) AS BIGINT) FROM payouts GROUP BY status
    UNION ALL SELECT 'payout requests', COUNT(*), CAST(COALESCE(SUM(requests), 0) AS BIGINT) FROM payout_locks
    UNION ALL SELECT 'commission rules', COUNT(*), CAST(COALESCE(SUM(basis_points), 0) AS BIGINT)
      FROM commission_rules
    """

  private static let traces: SQL = """
    SELECT 'record ' || action, COUNT(*), 0 FROM audit_log GROUP BY action
    UNION ALL SELECT 'event ' || name, COUNT(*), 0 FROM outbox GROUP BY name
    UNION ALL SELECT 'told', COUNT(*), 0 FROM notifications_sent
    UNION ALL SELECT 'job ' || kind, COUNT(*), 0 FROM jobs GROUP BY kind
    UNION ALL SELECT 'dead ' || kind, COUNT(*), 0 FROM dead_jobs GROUP BY kind
    UNION ALL SELECT 'keys', COUNT(*), COUNT(status) FROM idempotency_keys
    """
}

extension Footprint: CustomStringConvertible {
  var description: String {
    numbers.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }
}

extension KeyedMarket {
  /// What `act` leaves behind.
  func change(_ act: () async throws -> Void) async throws -> Footprint {
    let before = try await Footprint.of(self)
    try await act()
    return try await Footprint.of(self).since(before)
  }
}
