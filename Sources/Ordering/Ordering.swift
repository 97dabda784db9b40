import Catalog
import Kernel
import Persistence

/// Carts, checkouts, orders and delivery choices. The verbs are in the nouns' folders.
package struct Ordering: Sendable {
  /// Cash on delivery: the one payment method that completes a checkout at once.
  package static let cashOnDelivery = "cod"

  let database: Database
  let clock: Clock
  let stock: StockStore
  let settlement: any CheckoutSettlement
  /// How much may be held without being paid; `nil` without limits.
  let reservations: ReservationPolicy?
  /// The words that `paymentMethod` may be, in the order in which they are offered.
  package let paymentMethods: [String]
  /// From the key of a stored picture to the address that browsers fetch.
  package let imageURL: @Sendable (String) -> String

  /// `reservations` limits what clients may hold unpaid, `nil` is for load tests; `paymentMethods` names what the
  /// running program can take; `imageURL` turns a picture's key into its
  /// address.
  package init(
    database: Database, clock: Clock, stock: StockStore, settlement: any CheckoutSettlement,
    reservations: ReservationPolicy?, paymentMethods: [String],
    imageURL: @escaping @Sendable (String) -> String
  ) {
    self.database = database
    self.clock = clock
    self.stock = stock
    self.settlement = settlement
    self.reservations = reservations
    self.paymentMethods = paymentMethods
    self.imageURL = imageURL
  }
}
