import Kernel
import Persistence

/// The SQL of order settlements.
package enum OrderSettlementStore {
  private static let columns = SQL.columns(of: OrderSettlement.self)

  static func insert(_ settlements: [OrderSettlement], _ tx: Transaction) throws {
    guard !settlements.isEmpty else { return }
    let rows = settlements.map { settlement -> NamedValues in
      [
        "order_id": settlement.order, "checkout_id": settlement.checkout, "shop_id": settlement.shop,
        "method": settlement.method, "payment_reference": settlement.paymentReference,
        "currency": settlement.gross.currency, "goods": settlement.share.goods.amount,
        "gross": settlement.gross.amount, "commission": settlement.commission.amount,
        "net": settlement.net.amount, "at": tx.now,
      ]
    }
    try tx.run("INSERT INTO order_settlements \(values: rows) ON CONFLICT (order_id) DO NOTHING")
  }

  /// The settlement of an order; `nil` when its checkout was never completed.
  package static func find(_ order: OrderID, _ snapshot: Snapshot) throws -> OrderSettlement? {
    try snapshot.first("SELECT \(fragment: columns) FROM order_settlements WHERE order_id = \(order)")
  }
}

extension OrderSettlement: RowDecodable {
  package init(row: inout Row) throws {
    order = try row.next("order_id")
    checkout = try row.next("checkout_id")
    shop = try row.next("shop_id")
    method = try row.next("method")
    paymentReference = try row.next("payment_reference")
    let currency: Currency = try row.next("currency")
    let goods = Money(try row.next("goods"), currency)
    let gross = Money(try row.next("gross"), currency)
    let commission = Money(try row.next("commission"), currency)
    share = OrderShare(
      goods: goods, gross: gross, commission: commission, net: Money(try row.next("net"), currency))
  }
}
