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
