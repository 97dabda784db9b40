import Kernel
import Persistence

/// A guest's cart that was not touched for so long is deleted, in seconds.
private let forgottenAfterSeconds: Int64 = 90 * 86_400
private let cartsPerTransaction = 500

extension Ordering {
  /// Deletes guests' open carts that nobody touched for ninety days; answers how many.
  @discardableResult
  package func deleteForgottenCarts() async throws -> Int {
    let horizon = clock.now().adding(seconds: -forgottenAfterSeconds)
    return try await database.repeating(upTo: cartsPerTransaction) { transaction in
      try CartStore.deleteForgotten(since: horizon, limit: cartsPerTransaction, transaction)
    }
  }
}
