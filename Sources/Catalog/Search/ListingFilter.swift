import Kernel
import Persistence

/// What a listing is narrowed to. Within one list any of the values is enough. Colour, size, price and stock have to
/// meet in one variant of a product.
package struct ListingFilter: Hashable, Sendable {
  /// Searched in title, brand, tags and description.
  package var text: String?
  /// A category's id or slug; its descendants count too.
  package var category: String?
  /// The only currency that goods are priced in.
  package var currency: Currency?
  /// Minor units of `currency`; where none is chosen, of the one that `PriceCurrencyStore` finds.
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

  /// The conditions on products `p` besides the text. Reads Vendors' table for shops' slugs.
  func conditions(_ engine: Engine) -> [SQL] {
    productConditions(currency: "p.currency") + variantRules(engine).conditions
  }

  /// The same for counting.
  func countConditions(_ engine: Engine) -> [SQL] {
    productConditions(currency: ListingFilter.countedCurrency(engine)) + variantRules(engine).conditions
  }

  /// The currency of products where they are counted. SQLite would go to the goods of a currency by the index of prices
  /// and read every row of them; the plus sign keeps it in the index that has everything that is counted.
  static func countedCurrency(_ engine: Engine) -> SQL {
    switch engine {
    case .sqlite: "+p.currency"
    case .postgres: "p.currency"
    }
  }

  /// Those that a product meets as a whole.
  func productConditions(currency column: SQL) -> [SQL] {
    var rules: [SQL] = ["p.is_listed = TRUE"]
    if let category { rules.append(ListingFilter.inCategory(category)) }
    if let currency { rules.append("\(fragment: column) = \(currency)") }
    if let minimumRating { rules.append("p.rating_score >= \(minimumRating * 1000)") }
    if !brands.isEmpty { rules.append("p.brand_key IN \(list: brands.map(SearchWords.key))") }
    if !shops.isEmpty { rules.append(ListingFilter.inShops(shops)) }
    if !tags.isEmpty { rules.append(VariantRules.has(.tag, tags.map(SearchWords.key))) }
    return rules
  }

  /// Those that one variant of a product has to meet.
  func variantRules(_ engine: Engine) -> VariantRules {
    VariantRules(
      colors: colors.map(SearchWords.key), sizes: sizes.map(SearchWords.key), minimumPrice: minimumPrice,
      maximumPrice: maximumPrice, inStockOnly: inStockOnly, engine: engine)
  }

  /// The condition that a product `p` is in a category or below it.
  static func inCategory(_ reference: String) -> SQL {
    let start: SQL =
      if let id = CategoryID(reference) { "id = \(id)" } else { CategoryStore.called(reference) }
    return """
      p.category_id IN (
        WITH RECURSIVE wanted (id) AS (
          SELECT id FROM categories WHERE \(fragment: start)
          UNION SELECT c.id FROM categories c JOIN wanted ON c.parent_id = wanted.id)
        SELECT id FROM wanted)
      """
  }

  private static func inShops(_ references: [String]) -> SQL {
    let ids = references.compactMap { ShopID($0) }
    let slugs = references.filter { ShopID($0) == nil }
    if slugs.isEmpty { return "p.shop_id IN \(list: ids)" }
    if references.count == 1 {
      return "p.shop_id = (SELECT shop_id FROM shop_slugs WHERE slug = \(slugs[0]))"
    }
    return """
      p.shop_id IN (SELECT shop_id FROM shop_slugs WHERE slug IN \(list: slugs) OR shop_id IN \(list: ids))
      """
  }
}

extension SearchMatch {
  /// The condition on products `p` that they match, for lists whose order the search does not decide.
  func condition(_ engine: Engine) -> SQL {
    guard let expression else { return "1 = 0" }
    return switch engine {
    case .sqlite:
      "p.number IN (SELECT rowid FROM product_search WHERE product_search MATCH \(expression.sqlite))"
    case .postgres:
      """
      p.id IN (SELECT product_id FROM product_search
        WHERE document @@ CAST(\(expression.postgres) AS tsquery))
      """
    }
  }
}
