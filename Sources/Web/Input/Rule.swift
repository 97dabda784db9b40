import Kernel

/// What a field may hold: how to read it, and how to describe it in a JSON Schema.
package struct Rule<Value: Sendable>: Sendable {
  /// The JSON Schema of the field.
  package let schema: JSONValue
  /// Stands in for the value while the other fields are still being looked at; never reaches a handler.
  package let placeholder: Value
  /// Reads a value. Throws `InputFailure`.
  package let parse: @Sendable (InputValue) throws -> Value

  /// A rule of a feature's own.
  package init(
    schema: JSONValue, placeholder: Value, parse: @escaping @Sendable (InputValue) throws -> Value
  ) {
    self.schema = schema
    self.placeholder = placeholder
    self.parse = parse
  }

  /// The same rule with its value turned into another; `transform` throws `InputFailure`.
  package func map<Other: Sendable>(
    placeholder: Other, _ transform: @escaping @Sendable (Value) throws -> Other
  ) -> Rule<Other> {
    Rule<Other>(schema: schema, placeholder: placeholder) { [parse] in try transform(parse($0)) }
  }
}

extension Rule where Value == Int64 {
  /// A whole number in this range.
  package static func integer(_ range: ClosedRange<Int64>) -> Rule {
    Rule(schema: integerSchema(range), placeholder: range.lowerBound) { value in
      try checked(value.integer(), range)
    }
  }
}

extension Rule where Value == Int {
  /// A whole number in this range.
  package static func integer(_ range: ClosedRange<Int>) -> Rule {
    let wide = Int64(range.lowerBound)...Int64(range.upperBound)
    return Rule(schema: integerSchema(wide), placeholder: range.lowerBound) { value in
      Int(try checked(value.integer(), wide))
    }
  }
}

extension Rule where Value == Double {
  /// A number in this range.
  package static func number(_ range: ClosedRange<Double>) -> Rule {
    let schema: JSONValue = .object([
      "type": "number", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound),
    ])
    return Rule(schema: schema, placeholder: range.lowerBound) { value in
      let number: Double
      switch value {
      case .json(.integer(let whole)): number = Double(whole)
      case .json(.number(let fraction)): number = fraction
      case .text(let text):
        guard let parsed = Double(text) else { throw InputFailure("wrong_type", "This must be a number.") }
        number = parsed
      case .json: throw InputFailure("wrong_type", "This must be a number.")
      }
      guard range.contains(number) else {
        throw InputFailure(
          "out_of_range", "This must be from \(String(range.lowerBound)) to \(String(range.upperBound)).")
      }
      return number
    }
  }
}

extension Rule where Value == Bool {
  /// True or false; in forms and queries also what a checked box sends (`on`, `1`, `yes`).
  package static var boolean: Rule {
    Rule(schema: .object(["type": "boolean"]), placeholder: false) { value in
      switch value {
      case .json(.boolean(let flag)): return flag
      case .text("true"), .text("on"), .text("1"), .text("yes"): return true
      case .text("false"), .text("off"), .text("0"), .text("no"): return false
      default: throw InputFailure("wrong_type", "This must be true or false.")
      }
    }
  }
}

extension Rule where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the cases of an enumeration, by its raw value.
  package static func choice(_ type: Value.Type) -> Rule {
    let names = Value.allCases.map(\.rawValue)
    guard let first = Value.allCases.first else { preconditionFailure("\(type) has no cases") }
    let schema: JSONValue = .object(["type": "string", "enum": .array(names.map(JSONValue.string))])
    return Rule(schema: schema, placeholder: first) { value in
      guard let choice = Value(rawValue: try value.string()) else {
        throw InputFailure("not_a_choice", "This must be one of: \(names.joined(separator: ", ")).")
      }
      return choice
    }
  }
}

extension Rule {
  /// An identifier of this kind of thing.
  package static func id<E: Entity>(_ type: E.Type) -> Rule<ID<E>> where Value == ID<E> {
    Rule<ID<E>>(schema: ID<E>.schema, placeholder: ID<E>(high: 0, low: 0)) { value in
      guard let id = ID<E>(try value.string()) else {
        throw InputFailure("invalid", "This is not an identifier that begins with \(E.idPrefix)_.")
      }
      return id
    }
  }

  /// An identifier of this kind of thing.
  package static func id<E: Entity>(_ type: ID<E>.Type) -> Rule<ID<E>> where Value == ID<E> { id(E.self) }
}

extension ID {
  static var schema: JSONValue {
    .object(["type": "string", "pattern": .string("^\(E.idPrefix)_[0-7][0-9a-hjkmnp-tv-z]{25}$")])
  }
}

private func integerSchema(_ range: ClosedRange<Int64>) -> JSONValue {
  .object(["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)])
}

private func checked(_ number: Int64, _ range: ClosedRange<Int64>) throws -> Int64 {
  guard range.contains(number) else {
    throw InputFailure(
      "out_of_range",
      number < range.lowerBound
        ? "This must be at least \(range.lowerBound)." : "This must be at most \(range.upperBound).")
  }
  return number
}
