import Kernel

/// A specification as a line of a form or of a cell; a colon in its name has a backslash before it.
package enum SpecificationLine {
  /// For names that stand on two lines.
  package static let sameName: Words = "Two specifications have the same name."

  /// The specification as a line.
  package static func write(_ attribute: ProductAttribute) -> String {
    let name = attribute.name.replacing("\\", with: "\\\\").replacing(":", with: "\\:")
    return "\(name): \(attribute.value)"
  }

  /// The specification of a line; `nil` where a name or a value is missing.
  package static func read(_ line: String) -> ProductAttribute? {
    var name = ""
    var rest = line[...]
    while let character = rest.popFirst() {
      if character == ":" {
        let specification = ProductAttribute(
          name: name.withoutOuterSpace, value: String(rest).withoutOuterSpace)
        return specification.name.isEmpty || specification.value.isEmpty ? nil : specification
      }
      guard character == "\\", let next = rest.first, next == "\\" || next == ":" else {
        name.append(character)
        continue
      }
      name.append(next)
      rest.removeFirst()
    }
    return nil
  }
}
