import Kernel
import Vendors
import Web

/// What helps to find a product.
package enum SearchRoutes {
  private static let tag = "Search"

  /// The routes of search.
  package static func routes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/products/facets", "Count what a listing can be narrowed to", tag: tag, .anyone,
        query: ListingFilterQuery.self, answer: FacetsOutput.self, cache: .catalogue,
        keeping: { _ in CacheTag.list(of: []) }
      ) { _, query in
        FacetsOutput(facets: try await catalog.facets(query.filter))
      },
      .api(
        .get, "/search/suggestions", "Suggest products, categories and shops", tag: tag, .anyone,
        query: SuggestionQuery.self, answer: SuggestionsOutput.self, cache: .catalogue,
        keeping: { CacheTag.list(of: $0.suggestions.products) }
      ) { _, query in
        SuggestionsOutput(query.text, try await catalog.suggestions(for: query.text), catalog)
      },
    ]
  }
}

/// The beginning of a search.
struct SuggestionQuery: Input {
  let text: String

  init(from input: inout InputReader) throws {
    text = input.optional("q", .text(0...200)) ?? ""
  }
}

/// The counts of a listing as the API shows them. `value` is what the parameter of the same name takes.
struct FacetsOutput: Output {
  let facets: Facets

  static let fields: [OutputField<Self>] = [
    .init("total") { $0.facets.total },
    .init("category") { $0.facets.categories.map { CategoryFacetOutput(facet: $0) } },
    .init("color") { $0.facets.colors.map { FacetOutput(facet: $0) } },
    .init("size") { $0.facets.sizes.map { FacetOutput(facet: $0) } },
    .init("tag") { $0.facets.tags.map { FacetOutput(facet: $0) } },
    .init("brand") { $0.facets.brands.map { FacetOutput(facet: $0) } },
    .init("shop") { $0.facets.shops.map { FacetOutput(facet: $0) } },
    .init("currency") { $0.facets.currencies.map { FacetOutput(facet: $0) } },
    .init("price") { $0.facets.prices.map { PriceFacetOutput(facet: $0) } },
    .init("rating") { $0.facets.ratings.map { FacetOutput(facet: $0) } },
    .init("attributes") { $0.facets.attributes.map { AttributeFacetOutput(facet: $0) } },
  ]
}

/// An attribute of the listing's category; `attribute` takes its slug, a colon and a value.
struct AttributeFacetOutput: Output {
  let facet: AttributeFacet

  static let fields: [OutputField<Self>] = [
    .init("slug") { $0.facet.attribute.slug },
    .init("name") { $0.facet.attribute.name },
    .init("kind") { $0.facet.attribute.kind.rawValue },
    .init("unit") { $0.facet.attribute.unit },
    .init("values") { $0.facet.values.map { FacetOutput(facet: $0) } },
  ]
}

struct FacetOutput: Output {
  let facet: FacetCount

  static let fields: [OutputField<Self>] = [
    .init("value") { $0.facet.value },
    .init("label") { $0.facet.label },
    .init("count") { $0.facet.count },
  ]
}

struct CategoryFacetOutput: Output {
  let facet: CategoryFacet

  static let fields: [OutputField<Self>] = [
    .init("value") { $0.facet.category.slug },
    .init("label") { $0.facet.category.told(in: .current).name },
    .init("count") { $0.facet.count },
    .init("id") { $0.facet.category.id },
    .init("parent") { $0.facet.category.parent },
  ]
}

struct PriceFacetOutput: Output {
  let facet: PriceFacet

  static let fields: [OutputField<Self>] = [
    .init("currency") { $0.facet.currency },
    .init("minPrice") { $0.facet.minimum },
    .init("maxPrice") { $0.facet.maximum },
    .init("count") { $0.facet.count },
  ]
}

/// Suggestions as the API shows them.
struct SuggestionsOutput: Output {
  let query: String
  let suggestions: Suggestions
  let products: [ProductCardOutput]

  init(_ query: String, _ suggestions: Suggestions, _ catalog: Catalog) {
    self.query = query
    self.suggestions = suggestions
    products = suggestions.products.map { ProductCardOutput($0, catalog) }
  }

  static let fields: [OutputField<Self>] = [
    .init("query") { $0.query },
    .init("corrected") { $0.suggestions.correctedText },
    .init("products") { $0.products },
    .init("categories") { $0.suggestions.categories.map { CategorySummaryOutput(summary: $0.summary) } },
    .init("shops") { $0.suggestions.shops.map { ShopSummaryOutput($0) } },
  ]
}
