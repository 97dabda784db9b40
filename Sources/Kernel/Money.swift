/// An exact amount: minor units (cents) of one currency. There is no floating point in it.
package struct Money: Hashable, Sendable {
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

  /// A share in basis points (1/10,000), rounded half up away from zero. Uses 128 bits on the way.
  package func share(basisPoints: Int64) throws(MoneyError) -> Money {
    let wide = amount.multipliedFullWidth(by: basisPoints)
    guard wide.high == 0 || wide.high == -1 else { throw .overflow }
    guard let product = Int64(exactly: Int128(wide.high) << 64 | Int128(wide.low)) else { throw .overflow }
    let (quotient, remainder) = product.quotientAndRemainder(dividingBy: 10_000)
    let rounding: Int64 = abs(remainder) * 2 >= 10_000 ? product.signum() : 0
    return Money(quotient + rounding, currency)
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
  package var decimal: String {
    let digits = currency.minorDigits
    let text = String(amount.magnitude)
    let sign = amount < 0 ? "-" : ""
    guard digits > 0 else { return sign + text }
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    return "\(sign)\(padded.dropLast(digits)).\(padded.suffix(digits))"
  }

  /// Reads a plain decimal number as `12`, `12.5` or `12.05` exactly; `nil` for anything else, for more digits than the
  /// currency has (unless they are zeros) and for amounts beyond 64 bits.
  package init?(decimal text: some StringProtocol, _ currency: Currency) {
    var body = Substring(text)
    let negative = body.first == "-"
    if negative { body = body.dropFirst() }
    let pieces = body.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = pieces.first, !whole.isEmpty, whole.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else {
      return nil
    }
    var fraction = pieces.count > 1 ? pieces[1] : ""
    guard fraction.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    if pieces.count > 1 && fraction.isEmpty { return nil }
    while fraction.count > currency.minorDigits, fraction.last == "0" { fraction = fraction.dropLast() }
    guard fraction.count <= currency.minorDigits else { return nil }
    let padding = String(repeating: "0", count: currency.minorDigits - fraction.count)
    guard let amount = Int64((negative ? "-" : "") + whole + fraction + padding) else { return nil }
    self.init(amount, currency)
  }
}
