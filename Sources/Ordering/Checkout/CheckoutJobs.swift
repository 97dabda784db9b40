import Kernel
import Persistence

/// How often to look for checkouts whose own job was lost, in seconds.
private let sweepSeconds: Int64 = 60
/// How often to look for forgotten guests' carts, in seconds.
private let forgottenCartsSeconds: Int64 = 3_600
/// How often to look for clients that reserve nothing any more, in seconds.
private let forgottenClientsSeconds: Int64 = 3_600

/// Gives the goods of one checkout back when its time is over.
struct ExpireCheckout: Job {
  static let kind = "ordering.expire-checkout"

  let checkout: CheckoutID
}

/// Gives the goods of all checkouts back whose time is over.
struct ExpireOverdueCheckouts: Job {
  static let kind = "ordering.expire-overdue-checkouts"
}

/// Deletes guests' carts that nobody comes back to.
struct DeleteForgottenCarts: Job {
  static let kind = "ordering.delete-forgotten-carts"
}

/// Forgets who reserved what, once it does not count any more.
struct ForgetReservationClients: Job {
  static let kind = "ordering.forget-reservation-clients"
}

/// The jobs of this area.
package enum OrderingJobs {
  /// Names the handlers and what runs by the clock.
  package static func register(_ ordering: Ordering, in registry: inout JobRegistry) throws {
    registry.on(ExpireCheckout.self) { job, _ in try await ordering.expireCheckout(job.checkout) }
    registry.on(ExpireOverdueCheckouts.self) { _, _ in try await ordering.expireOverdueCheckouts() }
    registry.on(DeleteForgottenCarts.self) { _, _ in try await ordering.deleteForgottenCarts() }
    registry.on(ForgetReservationClients.self) { _, _ in try await ordering.forgetReservationClients() }
    try registry.every(seconds: sweepSeconds, ExpireOverdueCheckouts())
    try registry.every(seconds: forgottenCartsSeconds, DeleteForgottenCarts())
    try registry.every(seconds: forgottenClientsSeconds, ForgetReservationClients())
    try OrderNames.registerRebuild(ordering.database, in: &registry)
    try AddUpOrderCounts.register(ordering, in: &registry)
  }
}
