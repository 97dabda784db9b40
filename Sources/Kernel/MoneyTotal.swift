/// An exact sum over any number of amounts of one currency. Amounts have 64 bits and their sums 128: those hold more than
/// 2^64 of the largest amounts, so no number of rows is too many.
package struct MoneyTotal: Hashable, Sendable {
  /// Minor units; negative for money owed the other way.
  package let amount: Int128
  package let currency: Currency

  /// `amount` minor units of `currency`.
  package init(_ amount: Int128, _ currency: Currency) {
    self.amount = amount
    self.currency = currency
  }

  /// The sum over one amount.
  package init(_ money: Money) { self.init(Int128(money.amount), money.currency) }

  /// Nothing, in `currency`.
  package static func zero(_ currency: Currency) -> MoneyTotal { MoneyTotal(0, currency) }

  package var isZero: Bool { amount == 0 }
  package var isNegative: Bool { amount < 0 }
  package var isPositive: Bool { amount > 0 }

  /// The same as one amount; `nil` beyond 64 bits.
  package var money: Money? { Int64(exactly: amount).map { Money($0, currency) } }

  /// The sum with one more amount. Throws `MoneyError` when the currencies differ or the sum leaves 128 bits.
  package func adding(_ other: Money) throws(MoneyError) -> MoneyTotal { try adding(MoneyTotal(other)) }

  /// The sum of both. Throws `MoneyError` when the currencies differ or the sum leaves 128 bits.
  package func adding(_ other: MoneyTotal) throws(MoneyError) -> MoneyTotal {
    if currency != other.currency { throw .currencyMismatch(currency, other.currency) }
    let (sum, overflow) = amount.addingReportingOverflow(other.amount)
    if overflow { throw .overflow }
    return MoneyTotal(sum, currency)
  }

  /// A share in basis points (1/10,000), rounded half up away from zero. Throws `MoneyError.overflow` when the product
  /// leaves 128 bits, which takes a total of more than 2^49 of the largest amounts at 100 %.
  package func share(basisPoints: Int64) throws(MoneyError) -> MoneyTotal {
    let (product, overflow) = amount.multipliedReportingOverflow(by: Int128(basisPoints))
    if overflow { throw .overflow }
    let (quotient, remainder) = product.quotientAndRemainder(dividingBy: 10_000)
    let rounding: Int128 = remainder.magnitude * 2 >= 10_000 ? product.signum() : 0
    return MoneyTotal(quotient + rounding, currency)
  }

  /// As a plain decimal number with a point, as `-12.05`.
  package var decimal: String {
    let digits = currency.minorDigits
    let text = String(amount.magnitude)
    let sign = amount < 0 ? "-" : ""
    guard digits > 0 else { return sign + text }
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    return "\(sign)\(padded.dropLast(digits)).\(padded.suffix(digits))"
  }

  /// Reads a plain decimal number as `12`, `12.5` or `12.05` exactly; `nil` for anything else, for more digits than the
  /// currency has (unless they are zeros) and for amounts beyond 128 bits.
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
    guard let amount = Int128((negative ? "-" : "") + whole + fraction + padding) else { return nil }
    self.init(amount, currency)
  }
}

extension Money {
  /// `count` times this, which 128 bits always hold.
  package func total(of count: Int64) -> MoneyTotal {
    MoneyTotal(Int128(amount) * Int128(count), currency)
  }
}
