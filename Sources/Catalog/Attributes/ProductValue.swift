import Kernel
import Persistence
import Web

/// What a product says of an attribute of its category.
package struct ProductValue: Hashable, Sendable {
  package let attribute: CategoryAttribute
  /// As it is stored: a number as `15.6`, yes and no as `true` and `false`, a choice as the attribute spells it.
  package let value: String

  /// In thousandths; `nil` for other kinds.
  var number: Int64? { attribute.kind == .number ? DecimalText.thousandths(value) : nil }
  /// What is equal for values that people take for the same.
  var key: String { attribute.kind == .number ? value : SearchWords.key(value) }
  /// As people read it.
  package var shown: Words { attribute.shown(value) }

  /// The value of a text. Throws `InputFailure` for what can't be one.
  init(_ attribute: CategoryAttribute, reading text: String) throws(InputFailure) {
    self.attribute = attribute
    let typed = text.trimmed
    switch attribute.kind {
    case .text:
      guard !SearchWords.key(typed).isEmpty else {
        throw InputFailure(
          "invisible", "Nothing of this can be seen. Write it with letters, digits or signs.")
      }
      value = typed
    case .number: value = try ProductValue.number(typed, attribute.unit)
    case .choice:
      let key = SearchWords.key(typed)
      guard let choice = attribute.choices.first(where: { SearchWords.key($0) == key }) else {
        throw InputFailure("not_a_choice", "This must be one of: \(list: attribute.choices).")
      }
      value = choice
    case .yesNo:
      switch typed.lowercased() {
      case "true", "yes", "1": value = "true"
      case "false", "no", "0": value = "false"
      default: throw InputFailure("wrong_type", "This must be true or false.")
      }
    }
  }

  /// A number, alone or with its unit behind it.
  private static func number(_ text: String, _ unit: String) throws(InputFailure) -> String {
    let hasUnit = !unit.isEmpty && text.lowercased().hasSuffix(unit.lowercased())
    return try DecimalText.read(hasUnit ? String(text.dropLast(unit.count)).trimmed : text, mark: .point)
  }

  private init(_ attribute: CategoryAttribute, stored value: String) {
    self.attribute = attribute
    self.value = value
  }
}

extension ProductValue: RowDecodable {
  package init(row: inout Row) throws {
    self.init(try CategoryAttribute(row: &row), stored: try row.next("v.value"))
  }
}

extension [ProductValue] {
  /// Values by what their attributes are called.
  var bySlug: [String: String] { Dictionary(map { ($0.attribute.slug, $0.value) }) { first, _ in first } }
}
