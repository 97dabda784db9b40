import Kernel

/// A row of products.
package struct HomeCollection: Codable, Hashable, Sendable {
  package var title: LocalText
  /// What picks the products; `nil` for those that were picked by hand.
  package var rule: HomeRule?
  /// Those that were picked by hand, in this order.
  package var products: [ProductID]
  /// Only what can be bought now.
  package var inStockOnly: Bool
  /// How many are shown at most.
  package var count: Int
  /// A row with fewer is left out.
  package var minimum: Int

  /// Products by a rule, or by hand where there is none.
  package init(
    title: LocalText = LocalText(), rule: HomeRule? = nil, products: [ProductID] = [],
    inStockOnly: Bool = false, count: Int = 12, minimum: Int = 1
  ) {
    self.title = title
    self.rule = rule
    self.products = products
    self.inStockOnly = inStockOnly
    self.count = count
    self.minimum = minimum
  }

  var standardTitle: Words {
    guard let rule else { return "Picked for you" }
    if rule.reducedOnly { return "Reduced" }
    return switch rule.sort {
    case .newest: "Just arrived"
    case .bestSelling: "Best sellers"
    case .rating: "Best rated"
    }
  }
}

/// What picks products.
package struct HomeRule: Codable, Hashable, Sendable {
  /// Which come first.
  package enum Sort: String, CaseIterable, Codable, Sendable {
    case newest, bestSelling, rating

    /// The same order of listings.
    package var listing: ListingSort {
      switch self {
      case .newest: .newest
      case .bestSelling: .bestSelling
      case .rating: .rating
      }
    }
  }

  /// Its descendants count too.
  package var category: CategoryID?
  /// Any of them is enough.
  package var tags: [String]
  /// Any of them is enough.
  package var brands: [String]
  /// The ISO code of the currency of the prices.
  package var currency: String?
  /// Minor units of `currency`.
  package var minimumPrice: Int64?
  /// Minor units of `currency`.
  package var maximumPrice: Int64?
  package var sort: Sort
  /// Only what cost more before, among the first of the order.
  package var reducedOnly: Bool

  /// Everything, the newest first, unless told otherwise.
  package init(
    category: CategoryID? = nil, tags: [String] = [], brands: [String] = [], currency: String? = nil,
    minimumPrice: Int64? = nil, maximumPrice: Int64? = nil, sort: Sort = .newest, reducedOnly: Bool = false
  ) {
    self.category = category
    self.tags = tags
    self.brands = brands
    self.currency = currency
    self.minimumPrice = minimumPrice
    self.maximumPrice = maximumPrice
    self.sort = sort
    self.reducedOnly = reducedOnly
  }

  /// What a listing is narrowed to.
  package func filter(inStockOnly: Bool) -> ListingFilter {
    ListingFilter(
      category: category?.description, currency: currency.flatMap { Currency($0) },
      minimumPrice: minimumPrice, maximumPrice: maximumPrice, tags: tags, brands: brands,
      inStockOnly: inStockOnly)
  }
}
