import Kernel
import Persistence

/// As many as a page shows; nobody may have more at once.
private let mostWaiting = 20

/// A guest's checkout with the key that opens it, as a browser keeps it.
package struct HeldCheckout: Sendable, Hashable {
  package let checkout: CheckoutID
  package let key: String

  /// What opens this checkout.
  package init(_ checkout: CheckoutID, key: String) {
    self.checkout = checkout
    self.key = key
  }
}

extension Ordering {
  /// The viewer's checkouts that wait for their payment, the oldest first: the account's, and those that the browser
  /// holds keys of.
  package func waitingCheckouts(viewer: AccountID?, held: [HeldCheckout]) async throws -> [Checkout] {
    if viewer == nil && held.isEmpty { return [] }
    return try await database.read { try waiting(viewer, held, $0) }
  }

  func waiting(_ viewer: AccountID?, _ held: [HeldCheckout], _ snapshot: Snapshot) throws -> [Checkout] {
    let own = try viewer.map { try CheckoutStore.waiting(of: $0, limit: mostWaiting, snapshot) } ?? []
    let keys = Dictionary(held.map { ($0.checkout, $0.key) }) { $1 }
    let ids = Set(own).union(held.prefix(mostWaiting).map(\.checkout)).sorted()
    return try ids.compactMap { try CheckoutStore.find($0, snapshot) }.filter { checkout in
      checkout.status == .awaitingPayment && (checkout.expiresAt.map { $0 > clock.now() } ?? true)
        && checkout.opens(for: viewer, key: keys[checkout.id])
    }
  }

  /// The same, where lines of which too few are left know how many pieces the viewer's own unpaid orders hold.
  func telling(
    _ contents: CartContents, of viewer: AccountID?, _ held: [HeldCheckout], _ snapshot: Snapshot
  ) throws -> CartContents {
    guard contents.lines.contains(where: { $0.available < $0.quantity }) else { return contents }
    let waiting = try waiting(viewer, held, snapshot)
    var told = contents
    for index in told.lines.indices where told.lines[index].available < told.lines[index].quantity {
      told.lines[index].held = try pieces(of: told.lines[index].variant, in: waiting)
    }
    return told
  }

  /// How many pieces of a variant these hold.
  func pieces(of variant: VariantID, in checkouts: [Checkout]) throws -> Int64 {
    checkouts.flatMap(\.items).filter { $0.variant == variant }.reduce(0) { $0 + $1.quantity }
  }
}
