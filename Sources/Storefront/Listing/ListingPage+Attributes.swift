import Catalog
import Kernel
import Web

// What the products of a category say, to be chosen from.
extension ListingPage {
  /// A group of boxes for each attribute. One value that all goods have leads nowhere.
  var attributeGroups: [Facet] {
    facets.attributes.map { facet in
      let attribute = facet.attribute
      let chosen = state.filter.attributes.filter { $0.slug == attribute.slug }.map(\.value)
      let keys = Set(chosen.map(ListingFilter.key))
      let known = Set(facet.values.map { ListingFilter.key($0.value) })
      let isTelling = !chosen.isEmpty || facet.values.count > 1 || facet.values.first?.count != total
      let shown = facet.values.filter { $0.count > 0 || keys.contains(ListingFilter.key($0.value)) }.map {
        FacetValue(
          $0.value, attribute.shown(choice: $0.value), count: $0.count,
          isChosen: keys.contains(ListingFilter.key($0.value)))
      }
      let missing = chosen.filter { !known.contains(ListingFilter.key($0)) }.map {
        FacetValue($0, attribute.shown(choice: $0), count: 0, isChosen: true)
      }
      return .many(
        name: ListingState.attributePrefix + attribute.slug, title: Words(verbatim: attribute.name),
        values: isTelling ? shown + missing : [])
    }
  }

  /// What was chosen of an attribute, with its name.
  func attributeChip(_ choice: AttributeChoice) -> Words {
    guard let attribute = tree.allAttributes.first(where: { $0.slug == choice.slug }) else {
      return Words(verbatim: choice.value)
    }
    return "\(attribute.name): \(attribute.shown(choice: choice.value))"
  }
}
