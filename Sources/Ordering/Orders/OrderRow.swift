import Kernel
import Persistence
import Vendors

extension Order: RowDecodable {
  /// The order's own row with its shop's name; its items come from their own table.
  package init(row: inout Row) throws {
    id = try row.next("o.id")
    number = try row.next("o.number")
    checkout = try row.next("o.checkout_id")
    shop = ShopSummary(
      id: try row.next("o.shop_id"), slug: try row.next("s.slug"), name: try row.next("s.name"))
    account = try row.next("o.account_id")
    email = try row.next("o.email")
    address = try row.next("o.address")
    status = try row.next("o.status")
    let currency: Currency = try row.next("o.currency")
    self.currency = currency
    market = try row.next("o.market")
    itemsTotal = Money(try row.next("o.items_total"), currency)
    total = Money(try row.next("o.total"), currency)
    delivery = ChosenDelivery(
      option: try row.next("o.option_id"), name: try row.next("o.option_name"),
      price: Money(try row.next("o.shipping_total"), currency), minimumDays: try row.next("o.min_days"),
      maximumDays: try row.next("o.max_days"))
    paymentMethod = try row.next("o.payment_method")
    paymentStatus = try row.next("o.payment_status")
    accessKey = try row.next("o.access_key")
    carrier = try row.next("o.carrier")
    trackingNumber = try row.next("o.tracking_number")
    times = OrderTimes(
      placedAt: try row.next("o.placed_at"), paidAt: try row.next("o.paid_at"),
      shippedAt: try row.next("o.shipped_at"), deliveredAt: try row.next("o.delivered_at"),
      cancelledAt: try row.next("o.cancelled_at"), refundedAt: try row.next("o.refunded_at"),
      updatedAt: try row.next("o.updated_at"))
  }
}
