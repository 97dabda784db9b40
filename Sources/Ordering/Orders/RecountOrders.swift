import Kernel
import Persistence

/// A kept number of orders that is not the number that there is.
package struct OrderCountDifference: Sendable, Hashable, CustomStringConvertible {
  /// `nil` for all shops together.
  package let shop: ShopID?
  package let status: OrderStatus
  package let kept: Int64
  package let counted: Int64

  package var description: String {
    "\(shop?.description ?? "all shops") \(status.rawValue): kept \(kept), counted \(counted)"
  }
}

extension Ordering {
  /// Compares the kept numbers of orders with the orders themselves, of one moment; answers with what differs.
  package func compareOrderCounts() async throws -> [OrderCountDifference] {
    try await database.read(mode: .snapshot) { snapshot in
      try OrderCountStore.differences(snapshot) + OrderCountStore.totalDifferences(snapshot)
    }
  }

  /// Sets the kept numbers of orders right while orders go on being placed and moved; answers with what was wrong.
  package func recountOrders() async throws -> [OrderCountDifference] {
    try await database.write { tx in
      try OrderCountStore.lockTotals(tx)
      let ofShops = try OrderCountStore.differences(tx)
      let ofAll = try OrderCountStore.totalDifferences(tx)
      try OrderCountStore.correct(ofShops, tx)
      // A change counts for its shop and for all, so what all lack is looked at anew.
      try OrderCountStore.correctTotals(try OrderCountStore.totalDifferences(tx), tx)
      return ofShops + ofAll
    }
  }
}
