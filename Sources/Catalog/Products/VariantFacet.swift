import Kernel

/// A colour or size of one variant, for conditions that have to meet in one.
struct VariantFacet: Hashable {
  let variant: VariantID
  let name: ProductFacet.Name
  /// The value folded for comparing.
  let key: String

  /// The colours and sizes of each variant: those of its options, and those of the specifications, which hold for
  /// all of them.
  static func of(
    _ draft: ProductDraft, _ variants: [(id: VariantID, options: [String])]
  ) -> Set<VariantFacet> {
    var facets = Set<VariantFacet>()
    let ofAll = ProductFacet.ofSpecifications(draft)
    for (id, values) in variants {
      for facet in ProductFacet.ofOptions(draft.options, values) + ofAll where !facet.key.isEmpty {
        facets.insert(VariantFacet(variant: id, name: facet.name, key: facet.key))
      }
    }
    return facets
  }
}
