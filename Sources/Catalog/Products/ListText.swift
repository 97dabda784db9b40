/// How lists stand in a column: their items with a control character between them, which no validated text
/// can hold. Read on every product page, so there is nothing to parse.
enum ListText {
  private static let itemMark: Character = "\u{1F}"
  private static let groupMark: Character = "\u{1E}"

  static func write(_ items: [String]) -> String { items.joined(separator: String(itemMark)) }

  static func read(_ text: String) -> [String] {
    text.isEmpty ? [] : text.split(separator: itemMark, omittingEmptySubsequences: false).map(String.init)
  }

  static func write(_ options: [ProductOption]) -> String {
    options.map { write([$0.name] + $0.values) }.joined(separator: String(groupMark))
  }

  static func options(_ text: String) -> [ProductOption] {
    text.split(separator: groupMark).map { group in
      let items = read(String(group))
      return ProductOption(name: items.first ?? "", values: Array(items.dropFirst()))
    }
  }

  static func write(_ attributes: [ProductAttribute]) -> String {
    attributes.map { write([$0.name, $0.value]) }.joined(separator: String(groupMark))
  }

  static func attributes(_ text: String) -> [ProductAttribute] {
    text.split(separator: groupMark).compactMap { group in
      let items = read(String(group))
      return items.count == 2 ? ProductAttribute(name: items[0], value: items[1]) : nil
    }
  }
}
