import Kernel
import Persistence

/// Knows of business that a shop must finish before it closes, as open orders.
package protocol ShopClosing: Sendable {
  /// A sentence that says what must be settled first; `nil` when nothing must.
  func obstacle(toClosing shop: ShopID, _ snapshot: Snapshot) throws -> Words?
}
