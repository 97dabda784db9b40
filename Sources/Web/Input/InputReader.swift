import Kernel

/// Hands an `Input` its fields one by one and collects what is wrong with them.
package struct InputReader {
  enum Source {
    case object([String: JSONValue])
    /// Fields of nested objects stand under `prefix`, as `shippingAddress.line1`.
    case parameters(Parameters, prefix: String)
    /// Answers placeholders and records which fields are asked for.
    case description
  }

  enum Found {
    case absent
    case null
    case value(InputValue)
  }

  let source: Source
  /// The path of the object being read, with its trailing point; empty at the root.
  let path: String
  private(set) var errors = FieldErrors()
  var described: [DescribedField] = []
  private var known: Set<String> = []

  init(source: Source, path: String = "") {
    self.source = source
    self.path = path
  }

  var isDescribing: Bool {
    if case .description = source { true } else { false }
  }

  /// A field that must be there.
  package mutating func required<Value>(_ name: String, _ rule: Rule<Value>) -> Value {
    describe(name, isRequired: true) { _ in rule.schema }
    switch find(name) {
    case .absent, .null:
      missing(name)
      return rule.placeholder
    case .value(let value):
      return parse(value, rule, name) ?? rule.placeholder
    }
  }

  /// A field that may be absent, null, or (in forms) empty, which all read as `nil`.
  package mutating func optional<Value>(_ name: String, _ rule: Rule<Value>) -> Value? {
    describe(name, isRequired: false) { _ in rule.schema }
    guard case .value(let value) = find(name) else { return nil }
    return parse(value, rule, name)
  }

  /// A field that reads as `standard` when it is absent.
  package mutating func optional<Value>(
    _ name: String, _ rule: Rule<Value>, default standard: Value
  ) -> Value {
    optional(name, rule) ?? standard
  }

  /// Whether the field is there, even as null: tells "leave it" from "clear it" in a PATCH. In a form that
  /// holds a nested object, the object is there when any of its fields is.
  package mutating func has(_ name: String) -> Bool {
    known.insert(name)
    switch source {
    case .object(let members): return members[name] != nil
    case .parameters(let parameters, let prefix):
      let whole = prefix + name
      return parameters.pairs.contains {
        $0.name == whole || $0.name.hasPrefix(whole + ".") || $0.name.hasPrefix(whole + "[")
      }
    case .description: return false
    }
  }

  /// Reports an error of a field that rules alone can't find.
  package mutating func reject(_ name: String, _ message: Words, code: String = "invalid") {
    guard !isDescribing else { return }
    errors.append(FieldError(field: path + name, code: code, message: message))
  }

  /// Whether something is wrong with a field already.
  package func isRejected(_ name: String) -> Bool { errors.contains(path + name) }

  /// Every error: those found while reading, then members of a JSON object that nothing asked for.
  consuming func finish() -> FieldErrors {
    if case .object(let members) = source {
      for name in members.keys.sorted() where !known.contains(name) {
        errors.append(
          FieldError(field: path + name, code: "unknown", message: "There is no field with this name."))
      }
    }
    return errors
  }

  /// Notes what is wrong with a field, by its whole path.
  mutating func note(_ field: String, _ code: String, _ message: Words) {
    errors.append(FieldError(field: field, code: code, message: message))
  }

  /// Notes everything that is wrong with a part of the input.
  mutating func note(_ others: FieldErrors) { errors.append(others) }

  mutating func find(_ name: String) -> Found {
    known.insert(name)
    switch source {
    case .object(let members):
      guard let value = members[name] else { return .absent }
      return value == .null ? .null : .value(.json(value))
    case .parameters(let parameters, let prefix):
      guard let text = parameters[prefix + name] else { return .absent }
      return text.isEmpty ? .absent : .value(.text(text))
    case .description: return .absent
    }
  }

  mutating func parse<Value>(_ value: InputValue, _ rule: Rule<Value>, _ name: String) -> Value? {
    do {
      return try rule.parse(value)
    } catch let failure as InputFailure {
      errors.append(FieldError(field: path + name, code: failure.code, message: failure.message))
    } catch {
      errors.append(FieldError(field: path + name, code: "invalid", message: "This is not valid."))
    }
    return nil
  }

  mutating func missing(_ name: String) {
    guard !isDescribing else { return }
    errors.append(FieldError(field: path + name, code: "required", message: "This is required."))
  }

  mutating func describe(
    _ name: String, isRequired: Bool, _ schema: @escaping @Sendable (inout SchemaComponents) -> JSONValue
  ) {
    guard isDescribing, !described.contains(where: { $0.name == name }) else { return }
    described.append(DescribedField(name: name, isRequired: isRequired, schema: schema))
  }
}
