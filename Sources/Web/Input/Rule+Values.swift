import Kernel

extension Rule where Value == EmailAddress {
  /// An e-mail address.
  package static var email: Rule {
    let label = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    let schema: JSONValue = .object([
      "type": "string", "maxLength": .integer(254),
      "pattern": .string(#"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@\#(label)(\.\#(label))+$"#),
    ])
    guard let placeholder = EmailAddress("a@example.com") else { preconditionFailure("not an address") }
    return Rule(schema: schema, placeholder: placeholder) { value in
      guard let address = EmailAddress(try value.string()) else {
        throw InputFailure("invalid", "This is not an e-mail address.")
      }
      return address
    }
  }
}

extension Rule where Value == Slug {
  /// A slug: lower-case letters, digits and single hyphens, 1 to 80 characters.
  package static var slug: Rule {
    let schema: JSONValue = .object([
      "type": "string", "maxLength": .integer(80), "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
    ])
    return Rule(schema: schema, placeholder: Slug(title: "a", fallback: "a")) { value in
      guard let slug = Slug(try value.string()) else {
        throw InputFailure("invalid", "Use lower-case letters, digits and single hyphens.")
      }
      return slug
    }
  }
}

extension Rule where Value == Zone {
  /// A time zone by its IANA name.
  package static var timeZone: Rule {
    let schema: JSONValue = .object([
      "type": "string", "maxLength": .integer(60), "examples": .array(["Europe/Berlin"]),
      "description": "A name of the IANA time zone database.",
    ])
    return Rule(schema: schema, placeholder: .utc) { value in
      guard let zone = Zone(named: try value.string()) else {
        throw InputFailure("not_a_choice", "This must be the name of a time zone, as Europe/Berlin.")
      }
      return zone
    }
  }
}

extension Rule where Value == Currency {
  /// A currency by its ISO 4217 code.
  package static var currency: Rule {
    let schema: JSONValue = .object([
      "type": "string", "enum": .array(Currency.allCodes.map(JSONValue.string)),
    ])
    return Rule(schema: schema, placeholder: .eur) { value in
      let text = try value.string()
      let code = if case .text = value { text.uppercased() } else { text }
      guard Currency.allCodes.contains(code), let currency = Currency(code) else {
        throw InputFailure("not_a_choice", "This must be the three letters of a currency, as EUR.")
      }
      return currency
    }
  }
}

extension Rule where Value == Int64 {
  /// An amount in minor units, from 0. JSON may also say `{"amount", "currency"}`; whoever knows the currency
  /// that it must be uses `money(in:)`, which also reads what people type in forms.
  package static var money: Rule {
    Rule(schema: moneySchema(), placeholder: 0) { value in try amount(of: value, in: nil) }
  }

  /// An amount in minor units of `currency`, from 0. JSON is a whole number or `{"amount", "currency"}` in
  /// that currency; text of a form is a decimal in major units, as `12.50`.
  package static func money(in currency: Currency) -> Rule {
    Rule(schema: moneySchema(currency), placeholder: 0) { value in
      guard case .text(let text) = value else { return try amount(of: value, in: currency) }
      let plain = text.trimmingSpaces.replacing(",", with: ".")
      guard let total = MoneyTotal(decimal: plain, currency) else {
        throw InputFailure("invalid", "Write the amount as 12.50.")
      }
      return try inRange(total.amount, currency)
    }
  }

  private static func amount(of value: InputValue, in currency: Currency?) throws -> Int64 {
    guard case .json(.object(let members)) = value else { return try inRange(value.integer(), currency) }
    guard members.count == 2, let amount = members["amount"], case .string(let code)? = members["currency"],
      Currency.allCodes.contains(code)
    else {
      throw InputFailure("wrong_type", "This must be an amount in minor units, or one with its currency.")
    }
    if let currency, currency.code != code {
      throw InputFailure("wrong_currency", "This must be in \(currency.code).")
    }
    return try inRange(InputValue.json(amount).integer(), currency ?? Currency(code))
  }

  private static func inRange(_ amount: some BinaryInteger, _ currency: Currency?) throws -> Int64 {
    guard amount >= 0 else { throw InputFailure("out_of_range", "An amount can't be negative.") }
    guard amount <= Money.largestAsked else {
      let most = currency.map { Money(Money.largestAsked, $0).display }
      throw InputFailure(
        "out_of_range", "This can be at most \(most ?? "\(Money.largestAsked.displayCount) minor units").")
    }
    return Int64(amount)
  }

  private static func moneySchema(_ currency: Currency? = nil) -> JSONValue {
    let units: JSONValue = .object([
      "type": "integer", "minimum": .integer(0), "maximum": .integer(Money.largestAsked),
      "description": "Minor units, as cents.",
    ])
    let codes = currency.map { [$0.code] } ?? Currency.allCodes
    let pair: JSONValue = .object([
      "type": "object", "required": .array(["amount", "currency"]), "additionalProperties": .boolean(false),
      "properties": .object([
        "amount": units,
        "currency": .object(["type": "string", "enum": .array(codes.map(JSONValue.string))]),
      ]),
    ])
    return .object(["anyOf": .array([units, pair])])
  }
}

extension Rule where Value == Timestamp {
  /// A moment in RFC 3339, as `2026-03-01T09:30:00Z`.
  package static var timestamp: Rule {
    let schema: JSONValue = .object(["type": "string", "format": "date-time"])
    return Rule(schema: schema, placeholder: Timestamp(milliseconds: 0)) { value in
      guard let moment = Timestamp(rfc3339: try value.string().uppercased()) else {
        throw InputFailure("invalid", "Write the moment as 2026-03-01T09:30:00Z.")
      }
      return moment
    }
  }
}

extension Rule where Value == Cursor {
  /// A place in a list, as a page's `nextCursor` gave it.
  package static var cursor: Rule {
    let schema: JSONValue = .object(["type": "string", "maxLength": .integer(2048)])
    return Rule(schema: schema, placeholder: Cursor([])) { value in
      guard let cursor = Cursor(try value.string()) else {
        throw InputFailure("invalid", "This is not a cursor that a page gave.")
      }
      return cursor
    }
  }
}
