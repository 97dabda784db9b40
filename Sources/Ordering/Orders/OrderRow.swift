import Identity
import Kernel
import Persistence

/// One row of `orders` with its shop's name.
struct OrderRow: RowDecodable {
  let id: OrderID
  let currency: Currency
  private let number: String
  private let checkout: CheckoutID
  private let shop: ShopSummary
  private let account: AccountID?
  private let email: String
  private let address: PostalAddress
  private let status: OrderStatus
  private let itemsTotal, total: Int64
  private let delivery: ChosenDelivery
  private let paymentMethod: String
  private let paymentStatus: PaymentStatus
  private let accessKey: String
  private let carrier, trackingNumber: String?
  private let times: OrderTimes

  init(row: inout Row) throws {
    id = try row.next()
    number = try row.next()
    checkout = try row.next()
    shop = ShopSummary(id: try row.next(), slug: try row.next(), name: try row.next())
    account = try row.next()
    email = try row.next()
    address = try StoredAddress.decode(row.next())
    status = try row.next()
    currency = try row.next()
    itemsTotal = try row.next()
    let shippingTotal: Int64 = try row.next()
    total = try row.next()
    let option: String = try row.next()
    delivery = ChosenDelivery(
      option: option, name: try row.next(), price: Money(shippingTotal, currency),
      minimumDays: try row.next(), maximumDays: try row.next())
    paymentMethod = try row.next()
    paymentStatus = try row.next()
    accessKey = try row.next()
    carrier = try row.next()
    trackingNumber = try row.next()
    times = OrderTimes(
      placedAt: try row.next(), paidAt: try row.next(), shippedAt: try row.next(),
      deliveredAt: try row.next(), cancelledAt: try row.next(), refundedAt: try row.next(),
      updatedAt: try row.next())
  }

  func order(items: [PurchasedItem]) -> Order {
    Order(
      id: id, number: number, checkout: checkout, shop: shop, account: account, email: email,
      address: address, status: status, currency: currency, itemsTotal: Money(itemsTotal, currency),
      delivery: delivery, total: Money(total, currency), paymentMethod: paymentMethod,
      paymentStatus: paymentStatus, accessKey: accessKey, carrier: carrier, trackingNumber: trackingNumber,
      times: times, items: items)
  }
}
