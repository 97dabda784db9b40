import Kernel

/// A value that writes itself as JSON and describes its JSON.
package protocol JSONWritable: Sendable {
  /// Appends the value.
  func write(to writer: inout JSONWriter)
  /// The JSON Schema of every value of the type; named types go into `components` and answer a reference.
  static func schema(_ components: inout SchemaComponents) -> JSONValue
}

extension String: JSONWritable {
  /// Appends the value.
  package func write(to writer: inout JSONWriter) { writer.string(self) }
  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue {
    .object(["type": "string"])
  }
}

extension Words: JSONWritable {
  /// Appends the text in the language of who asks.
  package func write(to writer: inout JSONWriter) { writer.string(text) }
  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue {
    .object(["type": "string"])
  }
}

extension Bool: JSONWritable {
  /// Appends the value.
  package func write(to writer: inout JSONWriter) { writer.raw(self ? "true" : "false") }
  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue {
    .object(["type": "boolean"])
  }
}

extension Int: JSONWritable {
  /// Appends the value.
  package func write(to writer: inout JSONWriter) { writer.integer(Int64(self)) }
  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue {
    .object(["type": "integer"])
  }
}

extension Int64: JSONWritable {
  /// Appends the value.
  package func write(to writer: inout JSONWriter) { writer.integer(self) }
  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue {
    .object(["type": "integer"])
  }
}

extension Double: JSONWritable {
  /// Appends the value.
  package func write(to writer: inout JSONWriter) { writer.number(self) }
  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue {
    .object(["type": "number"])
  }
}

extension Timestamp: JSONWritable {
  /// Appends the value.
  package func write(to writer: inout JSONWriter) { writer.string(rfc3339) }
  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue {
    .object(["type": "string", "format": "date-time"])
  }
}

extension ID: JSONWritable {
  /// Appends the value.
  package func write(to writer: inout JSONWriter) { writer.string(description) }
  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue { ID.schema }
}

extension Slug: JSONWritable {
  /// Appends the value.
  package func write(to writer: inout JSONWriter) { writer.string(text) }
  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue {
    .object(["type": "string"])
  }
}

extension EmailAddress: JSONWritable {
  /// Appends the value.
  package func write(to writer: inout JSONWriter) { writer.string(text) }
  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue {
    .object(["type": "string"])
  }
}

extension Cursor: JSONWritable {
  /// Appends the value.
  package func write(to writer: inout JSONWriter) { writer.string(description) }
  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue {
    .object(["type": "string"])
  }
}

extension Currency: JSONWritable {
  /// Appends the value.
  package func write(to writer: inout JSONWriter) { writer.string(code) }
  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue {
    .object(["type": "string", "minLength": 3, "maxLength": 3])
  }
}

extension Money: JSONWritable {
  /// Appends the value.
  package func write(to writer: inout JSONWriter) {
    writer.raw(#"{"amount":"#)
    writer.integer(amount)
    writer.raw(#","currency":"#)
    writer.string(currency.code)
    writer.raw(UInt8(ascii: "}"))
  }

  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue {
    components.named("Money") { components in
      .object([
        "type": "object", "required": ["amount", "currency"], "additionalProperties": false,
        "description": "An exact amount.",
        "properties": .object([
          "amount": .object(["type": "integer", "description": "Minor units, as cents."]),
          "currency": Currency.schema(&components),
        ]),
      ])
    }
  }
}

extension MoneyTotal: JSONWritable {
  /// Appends the value.
  package func write(to writer: inout JSONWriter) {
    writer.raw(#"{"amount":"#)
    writer.integer(amount)
    writer.raw(#","currency":"#)
    writer.string(currency.code)
    writer.raw(UInt8(ascii: "}"))
  }

  /// The schema of every such value: a sum is written as an amount, with as many digits as it takes.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue { Money.schema(&components) }
}

extension Optional: JSONWritable where Wrapped: JSONWritable {
  /// Appends the value.
  package func write(to writer: inout JSONWriter) {
    if let self { self.write(to: &writer) } else { writer.raw("null") }
  }

  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue {
    SchemaComponents.nullable(Wrapped.schema(&components))
  }
}

extension Array: JSONWritable where Element: JSONWritable {
  /// Appends the value.
  package func write(to writer: inout JSONWriter) {
    writer.raw(UInt8(ascii: "["))
    var isFirst = true
    for element in self {
      writer.separate(&isFirst)
      element.write(to: &writer)
    }
    writer.raw(UInt8(ascii: "]"))
  }

  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue {
    .object(["type": "array", "items": Element.schema(&components)])
  }
}

extension Dictionary: JSONWritable where Key == String, Value: JSONWritable {
  /// Appends the value.
  package func write(to writer: inout JSONWriter) {
    writer.raw(UInt8(ascii: "{"))
    var isFirst = true
    for (name, value) in sorted(by: { $0.key < $1.key }) {
      writer.separate(&isFirst)
      writer.key(name)
      value.write(to: &writer)
    }
    writer.raw(UInt8(ascii: "}"))
  }

  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue {
    .object(["type": "object", "additionalProperties": Value.schema(&components)])
  }
}

extension JSONWritable where Self: RawRepresentable, RawValue == String {
  /// Appends the value.
  package func write(to writer: inout JSONWriter) { writer.string(rawValue) }
  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue {
    .object(["type": "string"])
  }
}

extension JSONWritable where Self: RawRepresentable & CaseIterable, RawValue == String {
  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue {
    .object(["type": "string", "enum": .array(allCases.map { .string($0.rawValue) })])
  }
}

extension JSONValue: JSONWritable {
  /// Appends the value.
  package func write(to writer: inout JSONWriter) {
    switch self {
    case .null: writer.raw("null")
    case .boolean(let value): value.write(to: &writer)
    case .integer(let value): writer.integer(value)
    case .number(let value): writer.number(value)
    case .string(let value): writer.string(value)
    case .array(let value): value.write(to: &writer)
    case .object(let value): value.write(to: &writer)
    }
  }

  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue { .object([:]) }
}
