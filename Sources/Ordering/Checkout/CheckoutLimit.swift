import Kernel
import Web

extension Checkout {
  /// The most, in minor units, that one checkout may cost, delivery included: ten of the dearest things. It is below 2^53,
  /// so that clients which read JSON numbers as floats see it exactly, and times 10,000 basis points below 2^57, so that
  /// nothing that is computed of one order can leave 64 bits.
  package static let largestTotal: Int64 = 10 * Money.largestAsked

  /// Looks before goods are reserved and money moves. Throws `.orderTooLarge`, which names the limit.
  package static func check(_ total: MoneyTotal) throws {
    guard total.amount > largestTotal else { return }
    throw Problem(
      .orderTooLarge,
      """
      One order can be worth at most \(Money(largestTotal, total.currency)), and this is \
      \(total). Check out in smaller parts.
      """)
  }
}
