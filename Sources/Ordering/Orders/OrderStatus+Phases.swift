/// The part of an order's life that a state belongs to.
package enum OrderPhase: Sendable {
  /// Placed, and still with the shop.
  case unsent
  /// With the carrier.
  case travelling
  /// With the customer.
  case delivered
  /// The customer wants the money back, and the shop has to answer.
  case refundRequested
  /// Nothing follows: cancelled or refunded.
  case ended
}

// The only place where states are grouped: a new state has to say here where it belongs, and every list follows.
extension OrderStatus {
  /// The part of the order's life that the state belongs to.
  package var phase: OrderPhase {
    switch self {
    case .pending, .paid, .processing: .unsent
    case .shipped, .onTheWay: .travelling
    case .delivered: .delivered
    case .refundRequested: .refundRequested
    case .cancelled, .refunded: .ended
    }
  }

  /// The states of these parts.
  package static func states(_ phases: OrderPhase...) -> [OrderStatus] {
    allCases.filter { phases.contains($0.phase) }
  }

  /// Waits to be sent.
  package static let unsent = states(.unsent)
  /// Not yet with the customer: the shop's share is pending.
  package static let open = states(.unsent, .travelling)
  /// Somebody still has to do something, or will: neither shop nor account can close.
  package static let unfinished = states(.unsent, .travelling, .refundRequested)
  /// Was brought to the customer and not given back: the shop's share is available.
  package static let kept = states(.delivered, .refundRequested)
  /// Nobody has to send or carry it any more.
  package static let over = states(.delivered, .ended)
}
