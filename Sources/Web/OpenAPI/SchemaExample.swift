import Kernel

/// A document that shows the shape a schema asks for.
enum SchemaExample {
  private static let maximumDepth = 6

  /// The example as indented text.
  static func text(_ schema: JSONValue, _ components: SchemaComponents) -> String {
    var out = ""
    write(value(schema, components, depth: 0), indent: "", into: &out)
    return out
  }

  private static func value(_ schema: JSONValue, _ components: SchemaComponents, depth: Int) -> JSONValue {
    guard depth < maximumDepth else { return .null }
    if case .string(let reference)? = schema["$ref"], let name = reference.split(separator: "/").last {
      return value(components.schemas[String(name)] ?? .null, components, depth: depth + 1)
    }
    if case .array(let choices)? = schema["enum"], let first = choices.first { return first }
    if case .array(let choices)? = schema["anyOf"], let first = choices.first {
      return value(first, components, depth: depth + 1)
    }
    switch type(of: schema) {
    case "object":
      guard case .object(let properties)? = schema["properties"] else { return .object([:]) }
      return .object(properties.mapValues { value($0, components, depth: depth + 1) })
    case "array": return [value(schema["items"] ?? .null, components, depth: depth + 1)]
    case "integer", "number": return schema["minimum"] ?? 0
    case "boolean": return false
    case "string": return ""
    default: return .null
    }
  }

  /// The type, or the first one of several.
  private static func type(of schema: JSONValue) -> String {
    switch schema["type"] {
    case .string(let name)?: return name
    case .array(let names)?:
      if case .string(let name)? = names.first { return name }
      return ""
    default: return ""
    }
  }

  private static func write(_ value: JSONValue, indent: String, into out: inout String) {
    let inner = indent + "  "
    switch value {
    case .object(let members) where !members.isEmpty:
      out += "{\n"
      for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
        out += "\(inner)\"\(member.key)\": "
        write(member.value, indent: inner, into: &out)
        out += index == members.count - 1 ? "\n" : ",\n"
      }
      out += indent + "}"
    case .array(let items) where !items.isEmpty:
      out += "["
      for item in items { write(item, indent: inner, into: &out) }
      out += "]"
    default: out += String(decoding: JSONWriter.bytes(of: value), as: UTF8.self)
    }
  }
}
