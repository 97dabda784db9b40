/// What can happen to an order after it was placed, as people are told of it.
enum OrderStep: String, CaseIterable, Sendable {
  case processing, shipped, onTheWay, delivered, cancelled, refundRequested, refunded, refundRefused
}
