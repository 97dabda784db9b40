import Kernel
import Persistence

private let maximumValues = FacetCounter.maximumValues
private let stars = [1, 2, 3, 4]

/// Counts what listings can be narrowed to.
enum FacetStore {
  static func facets(_ asked: ListingFilter, _ match: SearchMatch?, _ snapshot: Snapshot) throws -> Facets {
    let filter = try PriceCurrencyStore.settled(asked, match, snapshot)
    let currencies = try PriceCurrencyStore.counts(filter, match, snapshot)
    let count = FacetCounter(match: match, snapshot: snapshot)
    func rules(_ relax: (inout ListingFilter) -> Void = { _ in }) -> SQL { count.rules(filter.with(relax)) }
    return Facets(
      total: try snapshot.value("SELECT COUNT(*) FROM products p WHERE \(fragment: rules())") ?? 0,
      categories: try categories(rules { $0.category = nil }, snapshot),
      colors: try count.values(.color, filter.with { $0.colors = [] }),
      sizes: SizeOrder.sorted(try count.values(.size, filter.with { $0.sizes = [] })),
      tags: try count.values(.tag, filter.with { $0.tags = [] }),
      brands: try brands(rules { $0.brands = [] }, snapshot),
      shops: try shops(rules { $0.shops = [] }, snapshot),
      currencies: currencies.map {
        FacetCount(value: $0.currency.code, label: $0.currency.code, count: $0.count)
      },
      prices: try (filter.currency ?? currencies.first?.currency).map { currency in
        try count.prices(
          in: currency,
          filter.with {
            $0.currency = currencies.count > 1 ? currency : filter.currency
            $0.minimumPrice = nil
            $0.maximumPrice = nil
          })
      } ?? [],
      ratings: try ratings(rules { $0.minimumRating = nil }, snapshot))
  }

  private static func brands(_ rules: SQL, _ snapshot: Snapshot) throws -> [FacetCount] {
    try snapshot.all(
      """
      SELECT MIN(p.brand), COUNT(*) AS hits FROM products p
      WHERE \(fragment: rules) AND p.brand_key IS NOT NULL
      GROUP BY p.brand_key ORDER BY hits DESC, p.brand_key LIMIT \(maximumValues)
      """
    ) { row in
      let brand: String = try row.next()
      return FacetCount(value: brand, label: brand, count: try row.next())
    }
  }

  private static func shops(_ rules: SQL, _ snapshot: Snapshot) throws -> [FacetCount] {
    try snapshot.all(
      """
      SELECT s.slug, s.name, counted.hits FROM (
        SELECT p.shop_id AS shop_id, COUNT(*) AS hits FROM products p WHERE \(fragment: rules)
        GROUP BY p.shop_id
      ) AS counted JOIN shops s ON s.id = counted.shop_id
      ORDER BY counted.hits DESC, s.slug LIMIT \(maximumValues)
      """
    ) { row in FacetCount(value: try row.next(), label: try row.next(), count: try row.next()) }
  }

  /// Counts each category with all below it, in the order of the tree, leaving out empty ones.
  private static func categories(_ rules: SQL, _ snapshot: Snapshot) throws -> [CategoryFacet] {
    let counts = try snapshot.all(
      """
      SELECT p.category_id, COUNT(*) FROM products p WHERE \(fragment: rules) AND p.category_id IS NOT NULL
      GROUP BY p.category_id
      """
    ) { row -> (category: CategoryID, count: Int) in (category: try row.next(), count: try row.next()) }
    let tree = CategoryTree(try CategoryStore.all(snapshot))
    var totals: [CategoryID: Int] = [:]
    for (category, count) in counts {
      for step in tree.path(to: category) { totals[step.id, default: 0] += count }
    }
    return tree.inOrder.compactMap { category in
      totals[category.id].map { CategoryFacet(category: category, count: $0) }
    }
  }

  private static func ratings(_ rules: SQL, _ snapshot: Snapshot) throws -> [FacetCount] {
    let steps = Steps(starts: [0] + stars.map { Int64($0) * 1000 })
    let counts = try steps.count(
      of: "p.rating_score", "FROM products p WHERE \(fragment: rules)", snapshot)
    var total = 0
    return zip(stars, counts.dropFirst()).reversed().compactMap { star, count in
      total += count
      return total == 0 ? nil : FacetCount(value: String(star), label: "\(star) stars and more", count: total)
    }
  }
}

extension ListingFilter {
  /// The filter after a change.
  fileprivate func with(_ change: (inout ListingFilter) -> Void) -> ListingFilter {
    var changed = self
    change(&changed)
    return changed
  }
}
