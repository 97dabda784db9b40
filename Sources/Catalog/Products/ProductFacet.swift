import Kernel
import Persistence

private let colorNames: Set<String> = ["color", "colors", "colour", "colours", "farbe", "couleur", "kleur"]
private let sizeNames: Set<String> = ["size", "sizes", "grosse", "taille", "maat", "talla"]

/// Something a listing can be narrowed by besides the product's own columns.
struct ProductFacet: Hashable {
  enum Name: String, CaseIterable, SQLValue {
    case color, size, tag
  }

  let name: Name
  /// The value folded for comparing.
  let key: String
  /// The value as it is shown.
  let value: String

  /// The colours and sizes of the options and specifications, and the tags; every value once.
  static func of(_ draft: ProductDraft) -> [ProductFacet] {
    var facets: [ProductFacet] = []
    var seen = Set<ProductFacet>()
    func add(_ name: Name, _ value: String) {
      let facet = ProductFacet(name: name, key: SearchText.fold(value), value: value)
      let mark = ProductFacet(name: name, key: facet.key, value: "")
      if !facet.key.isEmpty, seen.insert(mark).inserted { facets.append(facet) }
    }
    for (index, option) in draft.options.enumerated() {
      guard let name = facetName(option.name) else { continue }
      for variant in draft.variants where index < variant.options.count { add(name, variant.options[index]) }
    }
    for attribute in draft.attributes {
      if let name = facetName(attribute.name) { add(name, attribute.value) }
    }
    for tag in draft.tags { add(.tag, tag) }
    return facets
  }

  /// Whether an option or specification of this name is a colour or a size, as "Shirt colour".
  private static func facetName(_ name: String) -> Name? {
    let words = SearchText.words(name)
    if words.contains(where: colorNames.contains) { return .color }
    return words.contains(where: sizeNames.contains) ? .size : nil
  }
}
