import Kernel

/// The named schemas of the OpenAPI document, collected while operations are described.
package struct SchemaComponents {
  /// Every schema by its name; one that is still being made is an empty object, so recursion ends.
  private(set) var schemas: [String: JSONValue] = [:]

  /// A reference to the schema `name`, which `make` describes the first time.
  package mutating func named(
    _ name: String, _ make: (inout SchemaComponents) -> JSONValue
  ) -> JSONValue {
    let plain = SchemaComponents.plainName(name)
    if schemas[plain] == nil {
      schemas[plain] = .object([:])
      schemas[plain] = make(&self)
    }
    return .object(["$ref": .string("#/components/schemas/\(plain)")])
  }

  /// A reference to the schema of an input.
  mutating func reference<I: Input>(input: I.Type) -> JSONValue {
    named(I.schemaName.hasSuffix("Input") ? I.schemaName : I.schemaName + "Input") { components in
      let fields = I.described()
      var properties: [String: JSONValue] = [:]
      for field in fields {
        let schema = field.schema(&components)
        properties[field.name] = field.isRequired ? schema : SchemaComponents.nullable(schema)
      }
      var schema: [String: JSONValue] = [
        "type": "object", "properties": .object(properties), "additionalProperties": false,
      ]
      let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
      if !required.isEmpty { schema["required"] = .array(required) }
      return .object(schema)
    }
  }

  /// The schema that also takes null.
  static func nullable(_ schema: JSONValue) -> JSONValue {
    guard case .object(var members) = schema, case .string(let type)? = members["type"] else {
      return .object(["anyOf": [schema, .object(["type": "null"])]])
    }
    members["type"] = [.string(type), "null"]
    if case .array(let choices)? = members["enum"] { members["enum"] = .array(choices + [.null]) }
    return .object(members)
  }

  /// Names may only hold letters, digits, points, hyphens and underscores; generic types hold more.
  private static func plainName(_ name: String) -> String {
    String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "_" })
  }
}
