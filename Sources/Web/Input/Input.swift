import Kernel

/// What a client sends, declared once: the declaration reads JSON bodies, forms and query strings, reports
/// every wrong field at once, and describes itself for the OpenAPI document.
package protocol Input: Sendable {
  /// Reads every field. Each call of the reader answers a harmless placeholder when it fails, so that all
  /// fields are looked at before the errors are thrown together.
  init(from input: inout InputReader) throws
  /// The name of the schema in the OpenAPI document; the type's name unless given.
  static var schemaName: String { get }
}

extension Input {
  package static var schemaName: String { String(describing: Self.self) }

  /// Reads a JSON document. Throws `.invalidInput` with every wrong field.
  package static func read(_ json: JSONValue) throws -> Self {
    guard case .object(let members) = json else {
      throw Problem.invalid("", "wrong_type", "The body must be a JSON object.")
    }
    return try read(InputReader(source: .object(members)))
  }

  /// Reads a form or a query string. Throws `.invalidInput` with every wrong field.
  package static func read(_ parameters: Parameters) throws -> Self {
    try read(InputReader(source: .parameters(parameters, prefix: "")))
  }

  private static func read(_ reader: InputReader) throws -> Self {
    var reader = reader
    let value = try Self(from: &reader)
    let errors = reader.finish()
    guard errors.isEmpty else {
      throw Problem(.invalidInput, errors.detail, fields: errors.list)
    }
    return value
  }

  /// The fields that the declaration reads, found by running it on nothing.
  static func described() -> [DescribedField] {
    var reader = InputReader(source: .description)
    _ = try? Self(from: &reader)
    return reader.described
  }
}

/// An input that names what only its sender knows, as a guest's cart: keys of requests belong to who that is.
package protocol GuestInput: Input {
  /// What tells the guest from others.
  var guest: String { get }
}

/// One field of an input, for the OpenAPI document.
struct DescribedField: Sendable {
  let name: String
  let isRequired: Bool
  let schema: @Sendable (inout SchemaComponents) -> JSONValue
}

/// A field's raw content: text from a form or query, or a JSON value.
package enum InputValue: Hashable, Sendable {
  case text(String)
  case json(JSONValue)

  /// The text. Throws when it is a JSON value of another type.
  package func string() throws(InputFailure) -> String {
    switch self {
    case .text(let text): return text
    case .json(.string(let text)): return text
    case .json: throw InputFailure("wrong_type", "This must be text.")
    }
  }

  /// The whole number. Throws for anything else; JSON numbers as `3.0` count as whole.
  package func integer() throws(InputFailure) -> Int64 {
    switch self {
    case .json(.integer(let value)): return value
    case .json(.number(let value)):
      if let whole = Int64(exactly: value) { return whole }
      if value.rounded() == value { throw InputFailure("out_of_range", "This number is too large.") }
      throw InputFailure("wrong_type", "This must be a whole number.")
    case .text(let typed):
      let text = InputValue.plainDigits(typed)
      let isPlain = text.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || $0 == 45 }
      if isPlain, let value = Int64(text) { return value }
      let isLong = isPlain && text.utf8.count > 18
      throw isLong
        ? InputFailure("out_of_range", "This number is too large.")
        : InputFailure("wrong_type", "This must be a whole number.")
    case .json: throw InputFailure("wrong_type", "This must be a whole number.")
    }
  }

  /// With the digits 0 to 9 in the place of those of other scripts, which keyboards in these type.
  private static func plainDigits(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          let properties = scalar.properties
          guard properties.numericType == .decimal, let value = properties.numericValue else { return scalar }
          return Unicode.Scalar(UInt8(ascii: "0") + UInt8(value))
        }))
  }
}

/// Why one field was refused.
package struct InputFailure: Error, Hashable, Sendable {
  /// A stable word for programs, as `too_long`.
  package let code: String
  /// A sentence for people that says what is expected.
  package let message: Words

  /// A refusal with a stable code and a sentence for people.
  package init(_ code: String, _ message: Words) {
    self.code = code
    self.message = message
  }
}
