import Kernel

/// An amount as JSON has it: whole minor units, with their currency or without.
package struct StatedAmount: Hashable, Sendable {
  package let amount: Int64
  package let currency: Currency?

  /// `1999` or `{"amount": 1999, "currency": "EUR"}`, from 0. Throws `InputFailure`.
  package init(_ json: JSONValue) throws(InputFailure) {
    guard case .object(let members) = json else {
      try self.init(InputValue.json(json).integer(), currency: nil)
      return
    }
    guard members.count == 2, let amount = members["amount"], case .string(let code)? = members["currency"]
    else { throw Self.wrongType }
    try self.init(InputValue.json(amount).integer(), currency: code)
  }

  /// Minor units from 0, with the code of their currency if it was said. Throws `InputFailure`.
  package init(_ amount: Int64, currency code: String?) throws(InputFailure) {
    var named: Currency?
    if let code {
      guard Currency.allCodes.contains(code), let currency = Currency(code) else { throw Self.wrongType }
      named = currency
    }
    guard amount >= 0 else { throw Self.negative }
    self.amount = amount
    currency = named
  }

  /// No amount in no currency.
  package static let nothing = StatedAmount()

  private init() {
    amount = 0
    currency = nil
  }

  /// How JSON has it: up to this many minor units, in one of these currencies.
  package static func schema(maximum: Int64? = nil, currencies: [String] = Currency.allCodes) -> JSONValue {
    var units: [String: JSONValue] = [
      "type": "integer", "minimum": .integer(0), "description": "Minor units, as cents.",
    ]
    if let maximum { units["maximum"] = .integer(maximum) }
    let pair: JSONValue = .object([
      "type": "object", "required": .array(["amount", "currency"]), "additionalProperties": .boolean(false),
      "properties": .object([
        "amount": .object(units),
        "currency": .object(["type": "string", "enum": .array(currencies.map(JSONValue.string))]),
      ]),
    ])
    return .object(["anyOf": .array([.object(units), pair])])
  }

  /// What is said of something else.
  package static var wrongType: InputFailure {
    InputFailure("wrong_type", "This must be an amount in minor units, or one with its currency.")
  }

  static var negative: InputFailure { InputFailure("out_of_range", "An amount can't be negative.") }
}
