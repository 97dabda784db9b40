import Kernel
import Persistence

private let colorNames: Set<String> = ["color", "colors", "colour", "colours", "farbe", "couleur", "kleur"]
private let sizeNames: Set<String> = ["size", "sizes", "grosse", "taille", "maat", "talla"]

/// Something a listing can be narrowed by besides the product's own columns.
struct ProductFacet: Hashable {
  enum Name: String, CaseIterable, SQLValue {
    case color, size, tag

    /// Millions of rows are read at the start: most are known by one letter.
    static func decode(_ column: SQLColumn) throws -> Name {
      let text = try column.text()
      let name: Name? =
        switch text.utf8.first {
        case UInt8(ascii: "c"): .color
        case UInt8(ascii: "s"): .size
        case UInt8(ascii: "t"): .tag
        default: nil
        }
      guard let name, name.rawValue == text else { throw column.mismatch("name of a facet, found '\(text)'") }
      return name
    }
  }

  let name: Name
  /// The value folded for comparing.
  let key: String
  /// The value as it is shown.
  let value: String

  /// The colours and sizes of the options and specifications, and the tags; every value once.
  static func of(_ draft: ProductDraft) -> [ProductFacet] {
    var seen = Set<ProductFacet>()
    let tags = draft.tags.map { ProductFacet(.tag, $0) }
    let found =
      draft.variants.flatMap { ofOptions(draft.options, $0.options) } + ofSpecifications(draft) + tags
    return found.filter { facet in
      let mark = ProductFacet(name: facet.name, key: facet.key, value: "")
      return !facet.key.isEmpty && seen.insert(mark).inserted
    }
  }

  /// The colours and sizes among the values that a variant has for a product's options.
  static func ofOptions(_ options: [ProductOption], _ values: [String]) -> [ProductFacet] {
    zip(options, values).compactMap { option, value in
      facetName(option.name).map { ProductFacet($0, value) }
    }
  }

  /// The colours and sizes among the specifications and the values of the category's attributes. A number, as a screen's
  /// size, is none.
  static func ofSpecifications(_ draft: ProductDraft) -> [ProductFacet] {
    let said = draft.values.filter { $0.attribute.kind == .choice || $0.attribute.kind == .text }.map {
      (name: $0.attribute.name, value: $0.value)
    }
    return (draft.attributes.map { (name: $0.name, value: $0.value) } + said).compactMap { line in
      facetName(line.name).map { ProductFacet($0, line.value) }
    }
  }

  /// Whether an option or specification of this name is a colour or a size, as "Shirt colour".
  private static func facetName(_ name: String) -> Name? {
    let words = SearchWords.words(name)
    if words.contains(where: colorNames.contains) { return .color }
    return words.contains(where: sizeNames.contains) ? .size : nil
  }

  private init(name: Name, key: String, value: String) {
    self.name = name
    self.key = key
    self.value = value
  }

  private init(_ name: Name, _ value: String) {
    self.init(name: name, key: SearchWords.key(value), value: value)
  }
}
