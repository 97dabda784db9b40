import Catalog
import Kernel
import Persistence

/// A checkout with what was paid of it, or tried.
package typealias PayableCheckout = (checkout: Checkout, payment: CheckoutPaymentOutput?)

extension Ordering {
  /// A checkout with its orders. Throws `.notFound` for another account's.
  package func checkout(_ id: CheckoutID, viewer: AccountID?) async throws -> Checkout {
    try await database.read { try checkout(id, viewer: viewer, $0) }
  }

  /// The same with how its payment stands; `nil` where nothing was tried to be paid online.
  func checkoutAndPayment(
    _ id: CheckoutID, viewer: AccountID?
  ) async throws -> PayableCheckout {
    try await database.read { snapshot in
      let checkout = try checkout(id, viewer: viewer, snapshot)
      return (checkout, try settlement.payment(of: checkout, snapshot))
    }
  }

  /// Gives up a checkout that is not paid: its goods go back, its cart is open again, or joined with the one that its
  /// holder has filled meanwhile. The second time changes nothing. Throws `.notFound` for another account's and without
  /// a guest's key, `.notAllowedNow` when it is completed or expired.
  package func cancelCheckout(
    _ id: CheckoutID, viewer: AccountID?, key: String?,
    when condition: @escaping Condition<PayableCheckout> = { _ in }
  ) async throws -> Checkout {
    try await database.write { transaction in
      guard try CheckoutStore.lock(id, transaction), let checkout = try CheckoutStore.find(id, transaction),
        checkout.opens(for: viewer, key: key)
      else { throw Problem(.notFound) }
      try condition((checkout, settlement.payment(of: checkout, transaction)))
      switch checkout.status {
      case .cancelled: return checkout
      case .completed: throw Problem(.notAllowedNow, "This checkout is completed. Cancel its orders instead.")
      case .expired: throw Problem(.notAllowedNow, "This checkout expired already.")
      case .awaitingPayment: return try giveBack(checkout, as: .cancelled, transaction)
      }
    }
  }

  /// Gives the goods of a checkout back that was not paid in time. Nothing happens when it was paid,
  /// given up, or has time left. Answers whether it expired now.
  @discardableResult
  package func expireCheckout(_ id: CheckoutID) async throws -> Bool {
    try await database.write { transaction in
      guard try CheckoutStore.lock(id, transaction), let checkout = try CheckoutStore.find(id, transaction),
        checkout.status == .awaitingPayment, let expiresAt = checkout.expiresAt, expiresAt <= clock.now()
      else { return false }
      _ = try giveBack(checkout, as: .expired, transaction)
      return true
    }
  }

  /// Expires every checkout whose time is over, as a net below the jobs that each checkout leaves for
  /// itself. Answers how many expired.
  @discardableResult
  package func expireOverdueCheckouts() async throws -> Int {
    let latest = clock.now().adding(seconds: ReservationTime.longestSeconds)
    // No clock keeps goods longer than anybody may: it was ahead when they were reserved.
    if try await database.read({ try CheckoutStore.hasEnd(after: latest, $0) }) {
      let end = clock.now().adding(seconds: ReservationTime.seconds)
      try await database.write { try CheckoutStore.bringEnds(after: latest, to: end, $0) }
    }
    let overdue = try await database.read { try CheckoutStore.overdue(at: clock.now(), $0) }
    var count = 0
    for id in overdue where try await expireCheckout(id) { count += 1 }
    return count
  }

  private func giveBack(
    _ checkout: Checkout, as status: CheckoutStatus, _ transaction: Transaction
  ) throws -> Checkout {
    try ReservationStore.miss(by: checkout.id, transaction)
    let carts = try holdCarts(of: checkout, transaction)
    for item in checkout.items {
      try stock.release(item.variant, item.quantity, transaction)
    }
    var ended = checkout
    ended.status = status
    try CheckoutStore.update(ended, transaction)
    if let carts { try reopen(carts, transaction) }
    return ended
  }
}
