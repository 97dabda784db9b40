import Catalog
import Identity
import Kernel
import Persistence
import Vendors

/// A step that somebody wants an order to take.
package struct OrderMove: Sendable, Hashable {
  package let target: OrderStatus
  package let actor: OrderActor
  package let carrier: String?
  package let trackingNumber: String?
  package let note: String?

  /// A move to `target` by `actor`.
  package init(
    to target: OrderStatus, by actor: OrderActor, carrier: String? = nil, trackingNumber: String? = nil,
    note: String? = nil
  ) {
    self.target = target
    self.actor = actor
    self.carrier = carrier
    self.trackingNumber = trackingNumber
    self.note = note
  }
}

/// Who may touch an order.
package enum OrderAccess: Sendable, Hashable {
  /// The buyer: by the account, or by the order's key.
  case customer(AccountID?, key: String?)
  case shop(ShopID)
  case admin

  func opens(_ order: Order) -> Bool {
    switch self {
    case .customer(let account, let key):
      (order.account != nil && order.account == account) || order.opens(with: key)
    case .shop(let shop): order.shop.id == shop
    case .admin: true
    }
  }
}

extension Ordering {
  /// Moves an order along its life, with everything that belongs to it: stock, money, history, event.
  /// Throws `.notFound` for an order that `access` does not open, `.transitionNotAllowed` for a step that
  /// is not in the table, `.ownShop` for an administrator who moves an order of their own shop, `.ownOrder` for
  /// one who bought it.
  package func moveOrder(
    _ id: OrderID, _ move: OrderMove, access: OrderAccess
  ) async throws -> OrderDetails {
    try await database.write { transaction in
      // Locked before it is read, so that of two moves at once the second one sees the first.
      try OrderStore.lock(id, transaction)
      guard let order = try OrderStore.find(id, transaction), access.opens(order) else {
        throw Problem(.notFound)
      }
      if access == .admin {
        try Vendors.refuseOwn(order.shop.id, transaction)
        try Identity.refuseBuyer(order.account, order.email, transaction)
      }
      guard OrderTransitions.allows(order.status, to: move.target, by: move.actor) else {
        throw Ordering.notAllowed(order, move)
      }
      let moved = order.moved(by: move, at: clock.now())
      try OrderStore.update(moved, from: order.status, transaction)
      try moveStock(order, to: move.target, transaction)
      try book(moved, from: order.status, transaction)
      try OrderHistoryStore.append(
        OrderHistoryEntry(
          from: order.status, to: move.target, actor: move.actor, note: move.note,
          at: moved.times.updatedAt), to: id, transaction)
      try tell(of: moved, from: order, move, transaction)
      try record(moved, from: order, move, transaction)
      return try details(of: moved, transaction)
    }
  }

  /// What the shop or an administrator does leaves a line in the audit log; customers leave none.
  private func record(
    _ order: Order, from old: Order, _ move: OrderMove, _ transaction: Transaction
  ) throws {
    guard [.vendor, .admin].contains(move.actor) else { return }
    try transaction.record(
      "order.moved", on: order.id, shop: order.shop.id,
      before: old.auditFields, after: order.auditFields)
  }

  private static func notAllowed(_ order: Order, _ move: OrderMove) -> Problem {
    let next = OrderTransitions.allowed(from: order.status, by: move.actor)
    let from: Words = "“\(order.status.label)”"
    let target: Words = "“\(move.target.label)”"
    guard !next.isEmpty else {
      return Problem(
        .transitionNotAllowed, "The order is \(from) and can't become \(target); nothing can follow that.")
    }
    return Problem(
      .transitionNotAllowed,
      """
      The order is \(from) and can't become \(target); it can become one of: \(list: next.map(\.label)).
      """)
  }

  private func moveStock(_ order: Order, to target: OrderStatus, _ transaction: Transaction) throws {
    // Items are in the order of their variants' ids.
    let lines = order.items.map { StockLine($0.variant, $0.quantity) }
    switch target {
    case .shipped:
      let cause = StockCause(.sale, of: order.id, number: order.number)
      try stock.handOver(lines, because: cause, transaction)
    case .cancelled:
      for line in lines { try stock.deallocate(line.variant, line.quantity, transaction) }
    case .refunded:
      let cause = StockCause(.returned, of: order.id, number: order.number)
      try stock.takeBack(lines, because: cause, transaction)
    default: return
    }
  }

  private func book(_ order: Order, from: OrderStatus, _ transaction: Transaction) throws {
    switch order.status {
    case .cancelled: try settlement.cancelled(order, transaction)
    case .refunded: try settlement.refunded(order, transaction)
    // Back from a refund request it was credited already.
    case .delivered where from != .refundRequested: try settlement.delivered(order, transaction)
    default: break
    }
  }

  private func tell(
    of order: Order, from old: Order, _ move: OrderMove, _ transaction: Transaction
  ) throws {
    let facts = OrderFacts(order, actor: move.actor, note: move.note)
    switch order.status {
    case .pending: break
    case .paid: try transaction.emit(OrderPaid(facts: facts))
    case .processing: try transaction.emit(OrderProcessing(facts: facts))
    case .shipped: try transaction.emit(OrderShipped(facts: facts))
    case .onTheWay: try transaction.emit(OrderOnTheWay(facts: facts))
    case .delivered where old.status == .refundRequested: try transaction.emit(RefundRefused(facts: facts))
    case .delivered: try transaction.emit(OrderDelivered(facts: facts))
    case .cancelled: try transaction.emit(OrderCancelled(facts: facts))
    case .refundRequested: try transaction.emit(RefundRequested(facts: facts))
    case .refunded: try transaction.emit(OrderRefunded(facts: facts))
    }
    if old.paymentStatus == .pending && order.paymentStatus == .succeeded {
      try transaction.emit(OrderPaid(facts: facts))
    }
  }
}

extension Order {
  /// The order after a step that the table allows.
  func moved(by move: OrderMove, at now: Timestamp) -> Order {
    var order = self
    order.status = move.target
    order.carrier = move.carrier ?? carrier
    order.trackingNumber = move.trackingNumber ?? trackingNumber
    order.times.updatedAt = now
    switch move.target {
    case .shipped: order.times.shippedAt = now
    case .delivered:
      order.times.deliveredAt = times.deliveredAt ?? now
      if paymentStatus == .pending {
        // Cash on delivery was taken at the door.
        order.paymentStatus = .succeeded
        order.times.paidAt = now
      }
    case .cancelled:
      order.times.cancelledAt = now
      order.paymentStatus = paymentStatus == .succeeded ? .refunded : .cancelled
    case .refunded:
      order.times.refundedAt = now
      order.paymentStatus = .refunded
    case .pending, .paid, .processing, .onTheWay, .refundRequested: break
    }
    return order
  }
}
