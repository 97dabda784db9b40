import Kernel
import Web

/// A price as a client gives it, before it is known in which currency the shop sells.
package enum WantedPrice: Hashable, Sendable {
  /// A whole number of minor units.
  case minorUnits(Int64)
  /// With its currency.
  case money(Int64, currency: String)
  /// Typed into a form in major units, as `12.50`.
  case typed(String)

  /// A price as a whole number of minor units, as `{"amount", "currency"}`, or as text of a form.
  static let rule = Rule<WantedPrice>(schema: Rule<Int64>.money.schema, placeholder: .minorUnits(0)) {
    value in
    if case .text(let text) = value { return .typed(text.trimmed) }
    let amount = try Rule<Int64>.money.parse(value)
    if case .json(let json) = value, case .string(let code)? = json["currency"] {
      return .money(amount, currency: code)
    }
    return .minorUnits(amount)
  }

  /// Minor units of `currency`. Throws `InputFailure`.
  func amount(in currency: Currency) throws -> Int64 {
    switch self {
    case .minorUnits(let amount): return amount
    case .money(let amount, let code):
      guard code == currency.code else {
        throw InputFailure("wrong_currency", "This shop sells in \(currency.code).")
      }
      return amount
    case .typed(let text): return try Rule<Int64>.money(in: currency).parse(.text(text))
    }
  }
}
