import Kernel

/// A shop that its owner closed and that can be restored for a while.
package struct ClosedShop: Sendable {
  package let shop: Shop
  package let closedAt: Timestamp
  /// What it was before, and will be again.
  package let closedFrom: ShopStatus
  /// When it can't be restored any more.
  package let restorableUntil: Timestamp

  /// Days that are left, begun ones counted as whole; 0 when none is.
  package func daysLeft(at now: Timestamp) -> Int64 {
    let milliseconds = restorableUntil.milliseconds - now.milliseconds
    return milliseconds <= 0 ? 0 : (milliseconds + 86_399_999) / 86_400_000
  }
}
