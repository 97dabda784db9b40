import Gateways
import Identity
import Kernel
import Persistence
import Vendors

/// Sends a refund after the transaction that owes it is committed.
package struct SendRefund: Job {
  package static let kind = "refund.send"
  package let refund: RefundID
}

extension Settlement {
  /// Sends a refund through its gateway and books it. Safe to repeat: the gateway gets the same key, and the
  /// books take the same source once. Throws what the gateway throws when it can't be reached.
  package func sendRefund(_ id: RefundID) async throws {
    guard let refund = try await database.read({ try RefundStore.find(id, $0) }), refund.state == .pending
    else {
      return
    }
    let result = try await gateway(refund.method).refund(
      GatewayRefund(
        idempotencyKey: refund.idempotencyKey, chargeReference: refund.paymentReference,
        amount: refund.amount,
        reason: refund.reason.description))
    try await database.write { tx in
      switch result {
      case .accepted(let reference):
        guard try RefundStore.finish(id, .succeeded, reference: reference, message: nil, tx) else { return }
        try Ledger.post(
          LedgerPosting(
            // The reason is what somebody wrote; the books keep no free text about people.
            source: Source.refundSent(id), kind: .refundSent, description: "Refund sent", order: refund.order,
            entries: [.debit(.refundsDue, refund.amount), .credit(.gateway(refund.method), refund.amount)]),
          tx)
      case .declined(let decline):
        guard try RefundStore.finish(id, .declined, reference: nil, message: decline.message, tx) else {
          return
        }
        try tx.emit(
          RefundDeclined(
            refund: id, order: refund.order, method: refund.method, amount: refund.amount.amount,
            currency: refund.amount.currency.code, reason: decline.message))
      }
    }
  }

  /// Has a declined refund sent once more. Throws `.notFound`, `.notAllowedNow`, `.ownShop`, and
  /// `.ownOrder`.
  package func retryRefund(_ id: RefundID) async throws -> Refund {
    try await database.write { tx in
      guard let declined = try RefundStore.find(id, tx) else { throw Problem(.notFound) }
      if let shop = declined.shop { try Vendors.refuseOwn(shop, tx) }
      if let order = declined.order, let buyer = try RefundStore.buyer(of: order, tx) {
        try Identity.refuseBuyer(buyer.account, buyer.email, tx)
      }
      guard try RefundStore.reopen(id, tx), let refund = try RefundStore.find(id, tx) else {
        throw Problem(.notAllowedNow, "Only a refund that was declined can be sent again.")
      }
      try tx.enqueue(SendRefund(refund: id), dedupe: refund.idempotencyKey)
      try tx.record(
        "refund.retried", on: id, shop: refund.shop,
        before: ["status": .string(RefundState.declined.rawValue)],
        after: ["status": .string(refund.state.rawValue), "amount": .money(refund.amount)])
      return refund
    }
  }

  /// Which orders the refunds with these ids are of; those that are not there or of no order are missing.
  package func refundedOrders(_ ids: [RefundID]) async throws -> [RefundID: OrderID] {
    if ids.isEmpty { return [:] }
    return try await database.read { try RefundStore.orders(of: ids, $0) }
  }

  /// Refunds of all shops, newest first.
  package func refunds(_ state: RefundState?, _ page: PageRequest) async throws -> Page<Refund> {
    let after = try page.cursor.map { try ListCursor.id($0, as: RefundEntity.self) }
    let rows = try await database.read {
      try RefundStore.list(state, after: after, limit: page.limit + 1, $0)
    }
    return Page(fetched: rows, limit: page.limit) { Cursor([$0.id.description]) }
  }

  /// What goes or went back to the customer of an order; `nil` when nothing does.
  package func refund(of order: OrderID) async throws -> Refund? {
    try await database.read { try RefundStore.find(order: order, $0) }
  }
}

/// Cursors of lists that are sorted by id alone.
enum ListCursor {
  static func id<E: Entity>(_ cursor: Cursor, as type: E.Type) throws -> ID<E> {
    guard cursor.values.count == 1, let id = ID<E>(cursor.values[0]) else {
      throw Problem.invalid("cursor", "invalid", "This is not a cursor that a page of this list gave.")
    }
    return id
  }
}
