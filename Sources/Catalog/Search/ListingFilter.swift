import Kernel

/// What a listing is narrowed to. Within one list any of the values is enough. Colour, size, price and stock have to
/// meet in one variant of a product.
package struct ListingFilter: Hashable, Sendable {
  /// Searched in title, brand, tags and description.
  package var text: String?
  /// A category's id or slug; its descendants count too.
  package var category: String?
  /// The only currency that goods are priced in.
  package var currency: Currency?
  /// Minor units of `currency`; where none is chosen, of the one of most goods that are listed otherwise.
  package var minimumPrice: Int64?
  /// Minor units, as `minimumPrice`.
  package var maximumPrice: Int64?
  /// Stars on average, 1 to 5.
  package var minimumRating: Int?
  package var colors: [String]
  package var sizes: [String]
  package var tags: [String]
  package var brands: [String]
  /// Shops' ids or slugs.
  package var shops: [String]
  /// Only what can be bought now.
  package var inStockOnly: Bool

  /// Everything that is listed.
  package init(
    text: String? = nil, category: String? = nil, currency: Currency? = nil, minimumPrice: Int64? = nil,
    maximumPrice: Int64? = nil, minimumRating: Int? = nil, colors: [String] = [], sizes: [String] = [],
    tags: [String] = [],
    brands: [String] = [], shops: [String] = [], inStockOnly: Bool = false
  ) {
    self.text = text
    self.category = category
    self.currency = currency
    self.minimumPrice = minimumPrice
    self.maximumPrice = maximumPrice
    self.minimumRating = minimumRating
    self.colors = colors
    self.sizes = sizes
    self.tags = tags
    self.brands = brands
    self.shops = shops
    self.inStockOnly = inStockOnly
  }

  /// What is equal for values that are the same colour, size, tag or brand.
  package static func key(_ value: String) -> String { SearchWords.key(value) }

  /// True when nothing narrows the listing.
  package var isEmpty: Bool { self == ListingFilter() }

  /// Whether it says what goods may cost.
  var hasPrices: Bool { minimumPrice != nil || maximumPrice != nil }
}
