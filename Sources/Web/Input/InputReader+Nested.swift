import Kernel

/// How many entries a map may have.
private let maximumMapEntries = 500
/// How long the name of an entry may be.
private let maximumKeyCharacters = 200

// Lists, maps and objects inside an input. In forms a list is a repeated name, an object's fields stand
// behind a point (`shippingAddress.line1`), objects in a list carry their index (`variants[0].price`), a
// map's keys stand in brackets.
extension InputReader {
  /// A list of at most `max` values; absent reads as empty.
  package mutating func list<Value>(_ name: String, _ rule: Rule<Value>, max: Int) -> [Value] {
    optionalList(name, rule, max: max) ?? []
  }

  /// A list of at most `max` values; absent and null read as `nil`.
  package mutating func optionalList<Value>(_ name: String, _ rule: Rule<Value>, max: Int) -> [Value]? {
    describe(name, isRequired: false) { _ in
      .object(["type": "array", "items": rule.schema, "maxItems": .integer(Int64(max))])
    }
    guard let items = items(name) else { return nil }
    guard withinLimit(items.count, max, name) else { return nil }
    var values: [Value] = []
    for (index, item) in items.enumerated() {
      if let value = parse(item, rule, "\(name)[\(index)]") { values.append(value) }
    }
    return values
  }

  /// An object that must be there.
  package mutating func object<Nested: Input>(_ name: String, _ type: Nested.Type) -> Nested {
    describe(name, isRequired: true) { $0.reference(input: type) }
    if let value = nested(name, type) { return value }
    if !has(name) || isNull(name) { missing(name) }
    return placeholder(type)
  }

  /// An object that may be absent or null.
  package mutating func optionalObject<Nested: Input>(_ name: String, _ type: Nested.Type) -> Nested? {
    describe(name, isRequired: false) { $0.reference(input: type) }
    return nested(name, type)
  }

  /// A list of at most `max` objects; absent reads as empty.
  package mutating func objects<Nested: Input>(_ name: String, _ type: Nested.Type, max: Int) -> [Nested] {
    optionalObjects(name, type, max: max) ?? []
  }

  /// A list of at most `max` objects; absent and null read as `nil`.
  package mutating func optionalObjects<Nested: Input>(
    _ name: String, _ type: Nested.Type, max: Int
  ) -> [Nested]? {
    describe(name, isRequired: false) {
      .object(["type": "array", "items": $0.reference(input: type), "maxItems": .integer(Int64(max))])
    }
    if case .parameters(let parameters, let prefix) = source {
      return formObjects(name, type, max: max, parameters, prefix)
    }
    guard let items = items(name) else { return nil }
    guard withinLimit(items.count, max, name) else { return nil }
    var values: [Nested] = []
    for (index, item) in items.enumerated() {
      let place = "\(name)[\(index)]"
      guard case .json(.object(let members)) = item else {
        reject(place, "This must be an object.", code: "wrong_type")
        continue
      }
      if let value = read(type, InputReader(source: .object(members), path: "\(path)\(place).")) {
        values.append(value)
      }
    }
    return values
  }

  /// A map from names to values; absent reads as empty.
  package mutating func map<Value>(_ name: String, _ rule: Rule<Value>) -> [String: Value] {
    describe(name, isRequired: false) { _ in
      .object([
        "type": "object", "additionalProperties": rule.schema,
        "maxProperties": .integer(Int64(maximumMapEntries)),
        "propertyNames": TextRule.keySchema(maximumKeyCharacters),
      ])
    }
    let entries = entries(name)
    guard withinLimit(entries.count, maximumMapEntries, name) else { return [:] }
    var values: [String: Value] = [:]
    for (key, value) in entries {
      guard TextRule.isKey(key, maximumKeyCharacters) else {
        reject(name, "A name in this map is not valid.")
        continue
      }
      if let value = parse(value, rule, "\(name).\(key)") { values[key] = value }
    }
    return values
  }

  /// A map from some names to objects or null, which reads as `nil`; absent reads as empty. In forms the name stands in
  /// brackets: `translations[de].title`. Other names are refused.
  package mutating func objects<Nested: Input>(
    byName name: String, _ type: Nested.Type, names: [String]
  ) -> [String: Nested?] {
    describe(name, isRequired: false) { components in
      .object([
        "type": "object", "propertyNames": .object(["enum": .array(names.map { .string($0) })]),
        "additionalProperties": .object([
          "anyOf": .array([components.reference(input: type), .object(["type": "null"])])
        ]),
      ])
    }
    var values: [String: Nested?] = [:]
    for (key, reader) in namedReaders(name) {
      guard names.contains(key) else {
        reject(
          "\(name).\(key)", "Only these are known here: \(names.joined(separator: ", ")).", code: "unknown")
        continue
      }
      guard let reader else {
        values.updateValue(nil, forKey: key)
        continue
      }
      if let value = read(type, reader) { values[key] = value }
    }
    return values
  }

  /// Readers of the objects in a map; `nil` for null.
  private mutating func namedReaders(_ name: String) -> [(String, InputReader?)] {
    if case .parameters(let parameters, let prefix) = source {
      let opening = "\(prefix)\(name)["
      let keys = parameters.pairs.compactMap { pair -> String? in
        guard pair.name.hasPrefix(opening), let end = pair.name.firstIndex(of: "]") else { return nil }
        return String(pair.name[pair.name.index(pair.name.startIndex, offsetBy: opening.count)..<end])
      }
      return Set(keys).sorted().map { key in
        let inner = Source.parameters(parameters, prefix: "\(opening)\(key)].")
        return (key, InputReader(source: inner, path: "\(path)\(name).\(key)."))
      }
    }
    guard case .value(let value) = find(name) else { return [] }
    guard case .json(.object(let members)) = value else {
      reject(name, "This must be an object.", code: "wrong_type")
      return []
    }
    return members.sorted { $0.key < $1.key }.compactMap { key, value in
      switch value {
      case .null: return (key, nil)
      case .object(let inner):
        return (key, InputReader(source: .object(inner), path: "\(path)\(name).\(key)."))
      default:
        reject("\(name).\(key)", "This must be an object.", code: "wrong_type")
        return nil
      }
    }
  }

  private mutating func items(_ name: String) -> [InputValue]? {
    if case .parameters(let parameters, let prefix) = source {
      let direct = parameters.all(prefix + name).filter { !$0.isEmpty }
      if !direct.isEmpty { return direct.map(InputValue.text) }
      let marked = parameters.all("\(prefix)\(name)[]").filter { !$0.isEmpty }
      if !marked.isEmpty { return marked.map(InputValue.text) }
      return has(name) ? [] : nil
    }
    guard case .value(let value) = find(name) else { return nil }
    guard case .json(.array(let items)) = value else {
      reject(name, "This must be a list.", code: "wrong_type")
      return nil
    }
    return items.map(InputValue.json)
  }

  private mutating func entries(_ name: String) -> [(String, InputValue)] {
    if case .parameters(let parameters, let prefix) = source {
      let opening = "\(prefix)\(name)["
      return parameters.pairs.compactMap { pair in
        guard pair.name.hasPrefix(opening), pair.name.hasSuffix("]"), !pair.value.isEmpty else { return nil }
        return (String(pair.name.dropFirst(opening.count).dropLast()), .text(pair.value))
      }
    }
    guard case .value(let value) = find(name) else { return [] }
    guard case .json(.object(let members)) = value else {
      reject(name, "This must be an object.", code: "wrong_type")
      return []
    }
    return members.sorted { $0.key < $1.key }.map { ($0.key, .json($0.value)) }
  }

  private mutating func nested<Nested: Input>(_ name: String, _ type: Nested.Type) -> Nested? {
    switch source {
    case .description: return nil
    case .parameters(let parameters, let prefix):
      guard has(name) else { return nil }
      let inner = Source.parameters(parameters, prefix: "\(prefix)\(name).")
      return read(type, InputReader(source: inner, path: "\(path)\(name)."))
    case .object:
      guard case .value(let value) = find(name) else { return nil }
      guard case .json(.object(let members)) = value else {
        reject(name, "This must be an object.", code: "wrong_type")
        return nil
      }
      return read(type, InputReader(source: .object(members), path: "\(path)\(name)."))
    }
  }

  private mutating func formObjects<Nested: Input>(
    _ name: String, _ type: Nested.Type, max: Int, _ parameters: Parameters, _ prefix: String
  ) -> [Nested]? {
    guard has(name) else { return nil }
    var values: [Nested] = []
    var index = 0
    while parameters.pairs.contains(where: { $0.name.hasPrefix("\(prefix)\(name)[\(index)].") }) {
      guard withinLimit(index + 1, max, name) else { return values }
      let place = "\(name)[\(index)]."
      let reader = InputReader(source: .parameters(parameters, prefix: prefix + place), path: path + place)
      if let value = read(type, reader) { values.append(value) }
      index += 1
    }
    return values
  }

  private mutating func read<Nested: Input>(_ type: Nested.Type, _ reader: InputReader) -> Nested? {
    var reader = reader
    do {
      let value = try Nested(from: &reader)
      note(reader.finish())
      return value
    } catch let problem as Problem where !problem.fields.isEmpty {
      note(reader.finish())
      for error in problem.fields { note(reader.path + error.field, error.code, error.message) }
    } catch {
      note(reader.path, "invalid", "This is not valid.")
    }
    return nil
  }

  private func isNull(_ name: String) -> Bool {
    if case .object(let members) = source { members[name] == .null } else { false }
  }

  private mutating func withinLimit(_ count: Int, _ max: Int, _ name: String) -> Bool {
    if count > max { reject(name, "At most \(max) entries are taken here.", code: "too_many") }
    return count <= max
  }

  /// The value that the declaration makes of nothing. Every rule has a placeholder, so only a declaration
  /// that throws by itself fails here, and that shows as soon as the routes are described at start.
  private func placeholder<Nested: Input>(_ type: Nested.Type) -> Nested {
    var reader = InputReader(source: .description)
    do {
      return try Nested(from: &reader)
    } catch {
      preconditionFailure("\(type) must report errors through the reader, not throw \(error)")
    }
  }
}
