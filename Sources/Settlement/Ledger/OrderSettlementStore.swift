import Kernel
import Persistence

/// The SQL of order settlements.
package enum OrderSettlementStore {
  private static let columns: SQL =
    "order_id, checkout_id, shop_id, method, payment_reference, currency, goods, gross, commission, net"

  static func insert(_ settlements: [OrderSettlement], _ tx: Transaction) throws {
    guard !settlements.isEmpty else { return }
    let rows: [SQL] = settlements.map {
      """
      (\($0.order), \($0.checkout), \($0.shop), \($0.method), \($0.paymentReference), \($0.gross.currency),
       \($0.share.goods.amount), \($0.gross.amount), \($0.commission.amount), \($0.net.amount), \(tx.now))
      """
    }
    try tx.run(
      """
      INSERT INTO order_settlements (\(fragment: columns), at) VALUES \(fragment: SQL.join(rows, ", "))
      ON CONFLICT (order_id) DO NOTHING
      """)
  }

  /// The settlement of an order; `nil` when its checkout was never completed.
  package static func find(_ order: OrderID, _ snapshot: Snapshot) throws -> OrderSettlement? {
    try snapshot.first("SELECT \(fragment: columns) FROM order_settlements WHERE order_id = \(order)")
  }
}

extension OrderSettlement: RowDecodable {
  package init(row: inout Row) throws {
    order = try row.next()
    checkout = try row.next()
    shop = try row.next()
    method = try row.next()
    paymentReference = try row.next()
    let currency: Currency = try row.next()
    let goods = Money(try row.next(), currency)
    let gross = Money(try row.next(), currency)
    let commission = Money(try row.next(), currency)
    share = OrderShare(
      goods: goods, gross: gross, commission: commission, net: Money(try row.next(), currency))
  }
}
