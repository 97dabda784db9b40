import Areas
import Gateways
import Identity
import Kernel
import Persistence
import Web

extension Ordering {
  /// What a list of orders shows as a table, all pages of it, in its order; that it was taken is noted in the audit log.
  package func orderTable(
    _ filter: OrderFilter, by order: OrderListOrder = .newest, as format: TableFormat
  ) async throws -> Response {
    let subject = filter.shop?.description ?? "orders"
    try await database.write { try $0.record("orders.exported", on: subject, shop: filter.shop) }
    return try .table("orders", as: format, header: Order.tableHeader) { [database] page in
      try await database.read { try OrderStore.list(filter, order, page, $0) }
    } cells: {
      $0.tableRow
    }
  }
}

extension Order {
  fileprivate static let tableHeader = [
    "Id", "Number", "Placed", "State", "Shop", "Name", "E-mail", "Address", "City", "Postal code", "Country",
    "Pieces", "Goods", "Delivery", "Total", "Currency", "Delivery option", "Payment", "Payment state", "Paid",
    "Carrier", "Tracking number", "Shipped", "Delivered", "Cancelled", "Refunded",
  ]

  fileprivate var tableRow: [TableCell] {
    let street = [address.line1, address.line2].compactMap { $0 }.joined(separator: ", ")
    return [
      .text(id.description), .text(number), .moment(times.placedAt), .text(status.rawValue), .text(shop.name),
      .text(address.name), .text(email), .text(street), .text(address.city), .text(address.postalCode),
      .text(address.country), .number(itemCount), .amount(itemsTotal), .amount(shippingTotal), .amount(total),
      .text(currency.code), .text(delivery.name), .text(paymentMethod), .text(paymentStatus.rawValue),
      .optional(times.paidAt), .optional(carrier), .optional(trackingNumber), .optional(times.shippedAt),
      .optional(times.deliveredAt), .optional(times.cancelledAt), .optional(times.refundedAt),
    ]
  }
}
