/// What can happen to an order after it was placed, as people are told of it.
enum OrderStep: String, CaseIterable, Sendable {
  case processing, shipped, onTheWay, delivered, cancelled, refundRequested, refunded, refundRefused

  /// Whether the customer may do without the mail about it.
  var isOptional: Bool {
    switch self {
    case .processing, .shipped, .onTheWay, .delivered: true
    case .cancelled, .refundRequested, .refunded, .refundRefused: false
    }
  }
}
