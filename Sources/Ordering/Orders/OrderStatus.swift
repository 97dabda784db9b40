import Kernel
import Persistence
import Web

/// Where an order stands.
package enum OrderStatus: String, CaseIterable, Codable, SQLValue, JSONWritable, Sendable {
  /// Placed; to be paid on delivery.
  case pending
  /// Placed and paid.
  case paid
  case processing
  /// Handed over to the carrier.
  case shipped
  case onTheWay
  case delivered
  case cancelled
  case refundRequested
  case refunded

  /// Reads the spellings that clients use: `onTheWay`, `on_the_way`, `on-the-way`, `On the way`, and for
  /// `shipped` the older `transferredToDeliveryPartner`; `nil` for anything else.
  package init?(spelling: String) {
    let letters = spelling.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
    if let other = OrderStatus.otherSpellings[letters] {
      self = other
      return
    }
    guard let status = OrderStatus.allCases.first(where: { $0.rawValue.lowercased() == letters }) else {
      return nil
    }
    self = status
  }

  /// The state in words for people.
  package var label: Words {
    switch self {
    case .pending: "Pending"
    case .paid: "Paid"
    case .processing: "Processing"
    case .shipped: "Shipped"
    case .onTheWay: "On the way"
    case .delivered: "Delivered"
    case .cancelled: "Cancelled"
    case .refundRequested: "Refund requested"
    case .refunded: "Refunded"
    }
  }

  private static let otherSpellings: [String: OrderStatus] = [
    "transferred": .shipped, "transferredtodeliverypartner": .shipped, "handedover": .shipped,
    "canceled": .cancelled, "processingrefund": .refundRequested, "refundsuccess": .refunded,
  ]
}
