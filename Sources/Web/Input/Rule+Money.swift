import Kernel

extension Rule where Value == Int64 {
  /// An amount in minor units of `currency`, from 0. JSON is a whole number or `{"amount", "currency"}` in that
  /// currency; text of a form is an amount as people type it, as `12.50`.
  package static func money(in currency: Currency) -> Rule {
    Rule(schema: WantedAmount.schema(currency), placeholder: 0) { value in
      switch value {
      case .text, .json(.object): try WantedAmount.rule.parse(value).units(of: currency)
      // The currency is known already, so that the limit can be said in it.
      case .json: try WantedAmount.inRange(value.integer(), currency)
      }
    }
  }
}

/// An amount as somebody gives it, before it is known in which currency it has to be.
package enum WantedAmount: Hashable, Sendable {
  /// A whole number of minor units.
  case minorUnits(Int64)
  /// With its currency.
  case money(Int64, Currency)
  /// Typed into a form in major units, as `12.50`, by a reader of this language.
  case typed(String, Language)

  /// A whole number of minor units, `{"amount", "currency"}`, or text of a form; from 0 in any case.
  package static let rule = Rule<WantedAmount>(schema: schema(), placeholder: .minorUnits(0)) { value in
    let json: JSONValue
    switch value {
    case .text(let text): return .typed(text.trimmed, .current)
    case .json(let value): json = value
    }
    let stated = try StatedAmount(json)
    let amount = try inRange(stated.amount, stated.currency)
    return stated.currency.map { .money(amount, $0) } ?? .minorUnits(amount)
  }

  /// The currency that was named with it.
  package var currency: Currency? { if case .money(_, let currency) = self { currency } else { nil } }

  /// Whether it is nothing, which needs no currency.
  package var isNothing: Bool {
    switch self {
    case .minorUnits(let amount), .money(let amount, _): amount == 0
    case .typed(let text, _): (try? TypedNumber.read(text, digits: 3, mark: nil)) == 0
    }
  }

  /// Minor units of `currency`. Throws `InputFailure` for an amount of another one, and for text that is no amount of it
  /// or could be two.
  package func units(of currency: Currency) throws(InputFailure) -> Int64 {
    switch self {
    case .minorUnits(let amount): return amount
    case .money(let amount, let own):
      guard own == currency else { throw InputFailure("wrong_currency", "This must be in \(currency.code).") }
      return amount
    case .typed(let text, let language):
      return try WantedAmount.inRange(WantedAmount.read(text, currency, language), currency)
    }
  }

  private static func read(_ text: String, _ currency: Currency, _ language: Language) throws(InputFailure)
    -> Int128
  {
    do {
      return try MoneyTotal(typed: text, currency, in: language).amount
    } catch {
      throw refusal(error, currency)
    }
  }

  /// Says how amounts of the currency are written.
  private static func refusal(_ error: TypedNumberError, _ currency: Currency) -> InputFailure {
    let example = Money.example(currency)
    switch error {
    case .notANumber: return InputFailure("invalid", "Write the amount as \(example).")
    case .ambiguous:
      return InputFailure("ambiguous", "This can be read as two amounts. Write it as \(example).")
    case .tooManyDecimals where currency.minorDigits == 0:
      return InputFailure(
        "too_precise", "Amounts in \(currency.code) have no decimals. Write it as \(example).")
    case .tooManyDecimals:
      return InputFailure(
        "too_precise",
        """
        Amounts in \(currency.code) have at most \(count: currency.minorDigits, one: "# decimal", other: "# decimals"). \
        Write it as \(example).
        """)
    }
  }

  fileprivate static func inRange(_ amount: some BinaryInteger, _ currency: Currency?) throws(InputFailure)
    -> Int64
  {
    guard amount >= 0 else { throw StatedAmount.negative }
    guard amount <= Money.largestAsked else {
      // Whoever reads it says how amounts are written, as a transaction's thread does not know.
      if let currency {
        throw InputFailure("out_of_range", "This can be at most \(Money(Money.largestAsked, currency)).")
      }
      throw InputFailure("out_of_range", "This can be at most \(Money.largestAsked) minor units.")
    }
    return Int64(amount)
  }

  static func schema(_ currency: Currency? = nil) -> JSONValue {
    StatedAmount.schema(
      maximum: Money.largestAsked, currencies: currency.map { [$0.code] } ?? Currency.allCodes)
  }
}

extension Rule where Value == Int64 {
  private static var hundredPercent: Int64 { 10_000 }

  /// Per cent from 0 to 100 with at most two decimals, in basis points; in a form as people type it, as `8,5 %`.
  package static var percent: Rule {
    let schema: JSONValue = .object([
      "type": "number", "minimum": .integer(0), "maximum": .integer(100), "multipleOf": .number(0.01),
    ])
    return Rule(schema: schema, placeholder: 0) { value in
      let points = try basisPoints(value)
      guard (0...hundredPercent).contains(points) else {
        throw InputFailure("out_of_range", "This must be from 0 to 100 per cent.")
      }
      return points
    }
  }

  private static func basisPoints(_ value: InputValue) throws(InputFailure) -> Int64 {
    switch value {
    case .json(.integer(let whole)): return (0...100).contains(whole) ? whole * 100 : hundredPercent + 1
    case .json(.number(let number)):
      guard (0...100).contains(number) else { return hundredPercent + 1 }
      // Two decimals are no binary fractions: 8.15 * 100 is a hair beside 815.
      let points = (number * 100).rounded()
      guard abs(number * 100 - points) < 1e-6 else {
        throw InputFailure("too_precise", "A percentage has at most two decimals.")
      }
      return Int64(points)
    case .text(let text): return try typedBasisPoints(text)
    case .json: throw InputFailure("wrong_type", "This must be a number.")
    }
  }

  private static func typedBasisPoints(_ text: String) throws(InputFailure) -> Int64 {
    let bare = text.trimmed.filter { $0 != "%" && $0 != "\u{66A}" }
    do {
      let points = try TypedNumber.read(bare, digits: 2, mark: Language.current.formats.decimalMark)
      return Int64(clamping: points)
    } catch .tooManyDecimals {
      throw InputFailure("too_precise", "A percentage has at most two decimals.")
    } catch {
      throw InputFailure("invalid", "Write the percentage as a number, as 8.")
    }
  }
}
