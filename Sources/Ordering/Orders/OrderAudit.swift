import Identity
import Kernel

extension Order {
  /// What the audit log tells of an order; it keeps those that a change touched.
  var auditFields: [String: JSONValue] {
    [
      "status": .string(status.rawValue), "payment": .string(paymentStatus.rawValue),
      "carrier": .optional(carrier), "trackingNumber": .optional(trackingNumber),
    ]
  }
}

extension [ShippingOption] {
  /// What the audit log tells of a shop's delivery options, by their ids.
  var auditFields: [String: JSONValue] {
    Dictionary(map { ($0.id, $0.auditValue) }) { $1 }
  }
}

extension ShippingOption {
  fileprivate var auditValue: JSONValue {
    .object([
      "name": .string(name), "price": .money(price), "freeFrom": freeFrom.map { .money($0) } ?? .null,
      "countries": .array(countries.map { .string($0) }), "minDays": .integer(minimumDays),
      "maxDays": .integer(maximumDays),
      "marketPrices": .object(
        marketPrices.mapValues { here in
          .object(["price": .money(here.price), "freeFrom": here.freeFrom.map { .money($0) } ?? .null])
        }),
    ])
  }
}
