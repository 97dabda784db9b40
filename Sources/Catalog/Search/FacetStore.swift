import Kernel
import Persistence

private let maximumValues = 60
private let stars = [1, 2, 3, 4]
/// Where the price ranges begin, in minor units of a currency with up to two decimals.
private let priceSteps: [Int64] = [0, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000]

/// Counts what listings can be narrowed to.
enum FacetStore {
  static func facets(_ asked: ListingFilter, _ match: SearchMatch?, _ snapshot: Snapshot) throws -> Facets {
    let filter = try PriceCurrency.settled(asked, match, snapshot)
    func rules(_ relax: (inout ListingFilter) -> Void = { _ in }) -> SQL {
      var relaxed = filter
      relax(&relaxed)
      var parts = relaxed.conditions
      if let match { parts.append(match.condition(snapshot.engine)) }
      return SQL.join(parts, " AND ")
    }
    func values(_ name: ProductFacet.Name, _ relax: (inout ListingFilter) -> Void) throws -> [FacetCount] {
      var relaxed = filter
      relax(&relaxed)
      return try FacetStore.values(name, rules(relax), isWhole: relaxed.isEmpty, snapshot)
    }
    return Facets(
      total: try snapshot.value("SELECT COUNT(*) FROM products p WHERE \(fragment: rules())") ?? 0,
      categories: try categories(rules { $0.category = nil }, snapshot),
      colors: try values(.color) { $0.colors = [] },
      sizes: try values(.size) { $0.sizes = [] },
      tags: try values(.tag) { $0.tags = [] },
      brands: try brands(rules { $0.brands = [] }, snapshot),
      shops: try shops(rules { $0.shops = [] }, snapshot),
      currencies: try PriceCurrency.counts(filter, match, snapshot).map {
        FacetCount(value: $0.currency.code, label: $0.currency.code, count: $0.count)
      },
      prices: try PriceCurrency.usual(filter, match, snapshot).map { currency in
        try prices(
          in: currency,
          rules {
            $0.currency = currency
            $0.minimumPrice = nil
            $0.maximumPrice = nil
          }, snapshot)
      } ?? [],
      ratings: try ratings(rules { $0.minimumRating = nil }, snapshot))
  }

  /// Of everything, SQLite counts faster by looking up each product; of a part, by making the set of it
  /// first. The plus sign keeps it from looking for the set's products one by one.
  private static func values(
    _ name: ProductFacet.Name, _ rules: SQL, isWhole: Bool, _ snapshot: Snapshot
  ) throws -> [FacetCount] {
    let plus: SQL = snapshot.engine == .sqlite ? "+" : ""
    let source: SQL =
      isWhole
      ? "product_facets f JOIN products p ON p.id = f.product_id WHERE \(fragment: rules)"
      : """
      product_facets f
      WHERE \(fragment: plus)f.product_id IN (SELECT p.id FROM products p WHERE \(fragment: rules))
      """
    return try snapshot.all(
      """
      SELECT MIN(f.value), COUNT(*) AS hits FROM \(fragment: source) AND f.name = \(name)
      GROUP BY f.value_key ORDER BY hits DESC, f.value_key LIMIT \(maximumValues)
      """
    ) { row in
      let value: String = try row.next()
      return FacetCount(value: value, label: value, count: try row.next())
    }
  }

  private static func brands(_ rules: SQL, _ snapshot: Snapshot) throws -> [FacetCount] {
    try snapshot.all(
      """
      SELECT p.brand, COUNT(*) AS hits FROM products p WHERE \(fragment: rules) AND p.brand IS NOT NULL
      GROUP BY p.brand ORDER BY hits DESC, p.brand LIMIT \(maximumValues)
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

  private static func prices(
    in currency: Currency, _ rules: SQL, _ snapshot: Snapshot
  ) throws -> [PriceFacet] {
    let steps = priceSteps.map { $0 * max(1, currency.minorPerMajor / 100) }
    let counts = try histogram(of: "p.price", steps: steps, rules, snapshot)
    return counts.enumerated().compactMap { index, count in
      let next = index + 1 < steps.count ? steps[index + 1] - 1 : nil
      return count == 0
        ? nil : PriceFacet(currency: currency, minimum: steps[index], maximum: next, count: count)
    }
  }

  private static func ratings(_ rules: SQL, _ snapshot: Snapshot) throws -> [FacetCount] {
    let counts = try histogram(
      of: "p.rating_score", steps: [0] + stars.map { Int64($0) * 1000 }, rules, snapshot)
    var total = 0
    return zip(stars, counts.dropFirst()).reversed().compactMap { star, count in
      total += count
      return total == 0 ? nil : FacetCount(value: String(star), label: "\(star) stars and more", count: total)
    }
  }

  /// How many products lie from each step up to the next one.
  private static func histogram(
    of column: SQL, steps: [Int64], _ rules: SQL, _ snapshot: Snapshot
  ) throws -> [Int] {
    let cases = steps.enumerated().reversed().map { index, step -> SQL in
      "WHEN \(fragment: column) >= \(step) THEN \(typed: index)"
    }
    let rows = try snapshot.all(
      """
      SELECT bucket, COUNT(*) FROM (
        SELECT CASE \(fragment: SQL.join(cases, " ")) ELSE \(typed: 0) END AS bucket FROM products p
        WHERE \(fragment: rules)
      ) AS sorted GROUP BY bucket
      """
    ) { row -> (index: Int, count: Int) in (index: try row.next(), count: try row.next()) }
    var counts = [Int](repeating: 0, count: steps.count)
    for (index, count) in rows { counts[index] = count }
    return counts
  }
}
