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
  /// What products have to say of attributes.
  package var attributes: [AttributeChoice]
  /// The market at whose prices goods are compared; `nil` for those of the shops.
  var market: PriceMarketID?

  /// Everything that is listed.
  package init(
    text: String? = nil, category: String? = nil, currency: Currency? = nil, minimumPrice: Int64? = nil,
    maximumPrice: Int64? = nil, minimumRating: Int? = nil, colors: [String] = [], sizes: [String] = [],
    tags: [String] = [],
    brands: [String] = [], shops: [String] = [], inStockOnly: Bool = false,
    attributes: [AttributeChoice] = []
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
    self.attributes = attributes
  }

  /// What is equal for values that are the same colour, size, tag or brand.
  package static func key(_ value: String) -> String { SearchWords.key(value) }

  /// True when nothing narrows the listing.
  package var isEmpty: Bool {
    var narrowing = self
    narrowing.market = nil
    return narrowing == ListingFilter()
  }

  /// The same at the prices of the market that its reader is in.
  var here: ListingFilter {
    var filter = self
    filter.market = PriceMarket.current?.id
    return filter
  }

  /// Whether it says what goods may cost.
  var hasPrices: Bool { minimumPrice != nil || maximumPrice != nil }
}

/// A value of an attribute that a listing is narrowed to. Of one attribute any of the chosen values is enough.
package struct AttributeChoice: Hashable, Sendable {
  /// The attribute's slug.
  package let slug: String
  /// A value as it is shown, `true` or `false`, or a range of numbers as `10..15.6`.
  package let value: String

  /// A choice.
  package init(slug: String, value: String) {
    self.slug = slug
    self.value = value
  }

  /// Reads `screen-size:15.6`; `nil` for anything else.
  package init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":"), let slug = Slug(String(text[..<colon])) else { return nil }
    let value = String(text[text.index(after: colon)...]).trimmed
    guard !value.isEmpty else { return nil }
    self.init(slug: slug.text, value: value)
  }
}
