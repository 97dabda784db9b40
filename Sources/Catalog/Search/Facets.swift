import Kernel

/// One value that a listing can be narrowed to.
package struct FacetCount: Hashable, Sendable {
  /// What the parameter takes.
  package let value: String
  /// What people read.
  package let label: String
  /// How many products the listing has when it is narrowed to this value (and to nothing else of its kind).
  package let count: Int
}

/// One category that a listing can be narrowed to; its descendants are counted with it.
package struct CategoryFacet: Hashable, Sendable {
  package let category: Category
  package let count: Int
}

/// One range of prices that a listing can be narrowed to.
package struct PriceFacet: Hashable, Sendable {
  package let currency: Currency
  /// Minor units.
  package let minimum: Int64
  /// Minor units; `nil` for no end.
  package let maximum: Int64?
  package let count: Int
}

/// What a listing can be narrowed to. Each kind is counted as if it were not chosen from yet, so a count says
/// how many products a click on the value leads to.
package struct Facets: Hashable, Sendable {
  /// How many products the listing has as it is.
  package let total: Int
  package let categories: [CategoryFacet]
  package let colors: [FacetCount]
  package let sizes: [FacetCount]
  package let tags: [FacetCount]
  package let brands: [FacetCount]
  /// By slug.
  package let shops: [FacetCount]
  /// By code; most goods first.
  package let currencies: [FacetCount]
  /// In one currency: the chosen one, else that of most goods.
  package let prices: [PriceFacet]
  /// "4" stands for four stars and more.
  package let ratings: [FacetCount]
  /// What the products of the category say that the listing is of.
  package var attributes: [AttributeFacet] = []
}

/// An attribute with the values that a listing can be narrowed to: those of a number are ranges, as `10..15.6`.
package struct AttributeFacet: Hashable, Sendable {
  package let attribute: CategoryAttribute
  package let values: [FacetCount]
}
