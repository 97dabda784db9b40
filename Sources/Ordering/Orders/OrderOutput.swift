import Identity
import Kernel
import Vendors
import Web

/// An order as the API shows it.
package struct OrderOutput: Output {
  let details: OrderDetails
  let audience: OrderActor
  let imageURL: @Sendable (String) -> String

  var order: Order { details.order }

  /// Shows an order to `audience`, which decides what it may do with it and whether it sees the guest's key.
  package init(
    _ details: OrderDetails, for audience: OrderActor, _ imageURL: @escaping @Sendable (String) -> String
  ) {
    self.details = details
    self.audience = audience
    self.imageURL = imageURL
  }

  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.order.id },
    .init("number") { $0.order.number },
    .init("checkout") { $0.order.checkout },
    .init("shop") { ShopSummaryOutput($0.order.shop) },
    .init("status") { $0.order.status },
    .init("items") { view in view.order.items.map { OrderItemOutput($0, view.imageURL) } },
    .init("itemCount") { $0.order.itemCount },
    .init("currency") { $0.order.currency },
    .init("market") { $0.order.market },
    .init("itemsTotal") { $0.order.itemsTotal },
    .init("shippingTotal") { $0.order.shippingTotal },
    .init("total") { $0.order.total },
    .init("shippingOption") { ChosenDeliveryOutput(delivery: $0.order.delivery) },
    .init("shippingAddress") { PostalAddressOutput($0.order.address) },
    .init("email") { $0.order.email },
    .init("paymentMethod") { $0.order.paymentMethod },
    .init("paymentStatus") { $0.order.paymentStatus },
    .init("carrier") { $0.order.carrier },
    .init("trackingNumber") { $0.order.trackingNumber },
    .init("tracking") { OrderTrackingOutput(order: $0.order) },
    .init("history") { view in view.details.history.map { OrderHistoryEntryOutput(entry: $0) } },
    .init("allowedTransitions") { OrderTransitions.allowed(from: $0.order.status, by: $0.audience) },
    .init("key") { $0.audience == .customer ? $0.order.accessKey : nil },
    .init("placedAt") { $0.order.times.placedAt },
    .init("paidAt") { $0.order.times.paidAt },
    .init("shippedAt") { $0.order.times.shippedAt },
    .init("deliveredAt") { $0.order.times.deliveredAt },
    .init("cancelledAt") { $0.order.times.cancelledAt },
    .init("refundedAt") { $0.order.times.refundedAt },
    .init("updatedAt") { $0.order.times.updatedAt },
  ]
}

struct OrderItemOutput: Output {
  let item: PurchasedItem
  let imageURL: @Sendable (String) -> String

  init(_ item: PurchasedItem, _ imageURL: @escaping @Sendable (String) -> String) {
    self.item = item
    self.imageURL = imageURL
  }

  static let fields: [OutputField<Self>] = [
    .init("variant") { $0.item.variant },
    .init("product") { $0.item.product },
    .init("slug") { $0.item.productSlug },
    .init("title") { $0.item.title },
    .init("variantTitle") { $0.item.variantTitle },
    .init("sku") { $0.item.sku },
    .init("image") { view in view.item.imageKey.map { view.imageURL($0) } },
    .init("quantity") { $0.item.quantity },
    .init("unitPrice") { $0.item.unitPrice },
    .init("total") { $0.item.total },
  ]
}

struct ChosenDeliveryOutput: Output {
  let delivery: ChosenDelivery

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.delivery.option },
    .init("name") { $0.delivery.title.text },
    .init("price") { $0.delivery.price },
    .init("minDays") { $0.delivery.minimumDays },
    .init("maxDays") { $0.delivery.maximumDays },
  ]
}

struct OrderTrackingOutput: Output {
  let order: Order

  static let fields: [OutputField<Self>] = [
    .init("carrier") { $0.order.carrier },
    .init("number") { $0.order.trackingNumber },
    .init("expectedFrom") { $0.order.expectedDays.map(\.lowerBound) },
    .init("expectedUntil") { $0.order.expectedDays.map(\.upperBound) },
  ]
}

struct OrderHistoryEntryOutput: Output {
  let entry: OrderHistoryEntry

  static let fields: [OutputField<Self>] = [
    .init("from") { $0.entry.from },
    .init("to") { $0.entry.to },
    .init("label") { $0.entry.to.label },
    .init("actor") { $0.entry.actor },
    .init("note") { $0.entry.note },
    .init("at") { $0.entry.at },
  ]
}

private let secondsPerDay: Int64 = 86_400

extension Order {
  /// When the goods should arrive; `nil` once they have or never will.
  package var expectedDays: ClosedRange<Timestamp>? {
    guard OrderStatus.open.contains(status) else { return nil }
    let start = times.shippedAt ?? times.placedAt
    let earliest = start.adding(seconds: delivery.minimumDays * secondsPerDay)
    return earliest...max(earliest, start.adding(seconds: delivery.maximumDays * secondsPerDay))
  }
}
