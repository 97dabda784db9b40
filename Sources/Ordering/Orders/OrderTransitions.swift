/// The life of an order as a table: from → to.
package enum OrderTransitions {
  /// Every state that can follow each state.
  package static let table: [OrderStatus: [OrderStatus]] = [
    .pending: [.processing, .shipped, .cancelled],
    .paid: [.processing, .shipped, .cancelled],
    .processing: [.shipped, .cancelled],
    .shipped: [.onTheWay, .delivered],
    .onTheWay: [.delivered],
    .delivered: [.refundRequested],
    .refundRequested: [.refunded, .delivered],
    .refunded: [],
    .cancelled: [],
  ]

  /// What a buyer may do; shops and admins may do everything in the table.
  static let customerTargets: Set<OrderStatus> = [.cancelled, .refundRequested]

  /// Where `actor` may move an order that is in `status`.
  package static func allowed(from status: OrderStatus, by actor: OrderActor) -> [OrderStatus] {
    let next = table[status] ?? []
    switch actor {
    case .vendor, .admin, .system: return next
    case .customer:
      // Taking a refund request back is the shop's answer to it, not the buyer's.
      return next.filter { customerTargets.contains($0) }
    }
  }

  /// True when `actor` may move an order from `status` to `target`.
  package static func allows(_ status: OrderStatus, to target: OrderStatus, by actor: OrderActor) -> Bool {
    allowed(from: status, by: actor).contains(target)
  }
}
