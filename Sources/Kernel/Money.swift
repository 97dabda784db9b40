/// An exact amount: minor units (cents) of one currency. There is no floating point in it.
package struct Money: Hashable, Sendable {
  /// The most, in minor units, that anybody may ask for at once: a price, a delivery, a flat commission, a payout. Times
  /// the 999 pieces of a line and the 100 lines of a cart it stays below 2^57, so the sums of a cart fit 64 bits.
  package static let largestAsked: Int64 = 1_000_000_000_000

  /// Minor units; negative for money owed the other way.
  package let amount: Int64
  package let currency: Currency

  /// `amount` minor units of `currency`.
  package init(_ amount: Int64, _ currency: Currency) {
    self.amount = amount
    self.currency = currency
  }

  /// Nothing, in `currency`.
  package static func zero(_ currency: Currency) -> Money { Money(0, currency) }

  package var isZero: Bool { amount == 0 }
  package var isNegative: Bool { amount < 0 }
  package var isPositive: Bool { amount > 0 }

  /// The sum. Throws `MoneyError` when the currencies differ or the sum leaves 64 bits.
  package func adding(_ other: Money) throws(MoneyError) -> Money {
    try requireSame(other)
    let (sum, overflow) = amount.addingReportingOverflow(other.amount)
    if overflow { throw .overflow }
    return Money(sum, currency)
  }

  /// The difference. Throws `MoneyError` when the currencies differ or the result leaves 64 bits.
  package func subtracting(_ other: Money) throws(MoneyError) -> Money {
    try requireSame(other)
    let (difference, overflow) = amount.subtractingReportingOverflow(other.amount)
    if overflow { throw .overflow }
    return Money(difference, currency)
  }

  /// `count` times this. Throws `MoneyError.overflow` when the product leaves 64 bits.
  package func multiplied(by count: Int64) throws(MoneyError) -> Money {
    let (product, overflow) = amount.multipliedReportingOverflow(by: count)
    if overflow { throw .overflow }
    return Money(product, currency)
  }

  /// The same amount, the other way.
  package func negated() throws(MoneyError) -> Money { try multiplied(by: -1) }

  /// A share in basis points (1/10,000), rounded half up away from zero. Throws `MoneyError.overflow` when the share
  /// leaves 64 bits, which none up to 100 % does.
  package func share(basisPoints: Int64) throws(MoneyError) -> Money {
    guard let share = try MoneyTotal(self).share(basisPoints: basisPoints).money else { throw .overflow }
    return share
  }

  /// Splits the amount in proportion to `weights` so that the parts add up exactly: each part gets its floor, and the
  /// units left over go to the largest remainders (Hamilton's method), earlier parts first on a tie. Equal parts when
  /// all weights are zero. Negative weights count as zero.
  package func split(weights: [Int64]) -> [Money] {
    guard !weights.isEmpty else { return [] }
    var shares = weights.map { Int128(max(0, $0)) }
    var total = shares.reduce(0, +)
    if total == 0 {
      shares = shares.map { _ in 1 }
      total = Int128(shares.count)
    }
    let magnitude = Int128(amount.magnitude)
    var parts = shares.map { magnitude * $0 / total }
    let remainders = shares.map { magnitude * $0 % total }
    var left = Int(magnitude - parts.reduce(0, +))
    let order = parts.indices.sorted {
      remainders[$0] == remainders[$1] ? $0 < $1 : remainders[$0] > remainders[$1]
    }
    for index in order where left > 0 {
      parts[index] += 1
      left -= 1
    }
    let sign: Int128 = amount < 0 ? -1 : 1
    return parts.map { Money(Int64(truncatingIfNeeded: $0 * sign), currency) }
  }

  private func requireSame(_ other: Money) throws(MoneyError) {
    if currency != other.currency { throw .currencyMismatch(currency, other.currency) }
  }
}

/// Why a sum of money could not be formed.
package enum MoneyError: Error, Equatable, Sendable {
  case overflow
  case currencyMismatch(Currency, Currency)
}

extension Money {
  /// The amount as a plain decimal number with a point, as `-12.05`; for CSV and machine-readable markup.
  package var decimal: String { MoneyTotal(self).decimal }

  /// Reads a plain decimal number as `12`, `12.5` or `12.05` exactly; `nil` for anything else, for more digits than the
  /// currency has (unless they are zeros) and for amounts beyond 64 bits.
  package init?(decimal text: some StringProtocol, _ currency: Currency) {
    guard let money = MoneyTotal(decimal: text, currency)?.money else { return nil }
    self = money
  }
}
