import Kernel
import Persistence

/// Where the price ranges begin, in minor units of a currency with up to two decimals.
private let priceSteps: [Int64] = [0, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000]

/// Counts the values that variants have. A product counts with a value when one of its variants has that and meets the
/// other conditions, too.
struct FacetCounter {
  /// How many values of a kind are counted at most.
  static let maximumValues = 60

  let match: SearchMatch?
  let snapshot: Snapshot

  /// The conditions of a filter on products `p`.
  func rules(_ filter: ListingFilter) -> SQL { rules(filter.countConditions(snapshot.engine)) }

  private func rules(_ conditions: [SQL]) -> SQL {
    SQL.join(conditions + (match.map { [$0.condition(snapshot.engine)] } ?? []), " AND ")
  }

  /// How many products have each value of this name, under the filter. Where no condition is about variants,
  /// products are counted without looking at these.
  func values(_ name: ProductFacet.Name, _ filter: ListingFilter) throws -> [FacetCount] {
    let variants = filter.variantRules(snapshot.engine)
    if name == .tag || variants.isEmpty { return try ofProducts(name, filter) }
    let conditions =
      ["f.name = \(name)", among("f.product_id", candidates(filter))]
      + variants.conditions(product: "f.product_id", variant: "f.variant_id", besides: name)
    return try counts(
      """
      SELECT (SELECT w.value FROM product_facets w WHERE w.name = \(name) AND w.value_key = counted.value_key
        ORDER BY w.product_id LIMIT 1), counted.hits
      FROM (
        SELECT pairs.value_key, COUNT(*) AS hits FROM (
          SELECT DISTINCT f.value_key, f.product_id FROM variant_facets f
          WHERE \(fragment: SQL.join(conditions, " AND "))
        ) AS pairs GROUP BY pairs.value_key ORDER BY hits DESC, pairs.value_key LIMIT \(Self.maximumValues)
      ) AS counted ORDER BY counted.hits DESC, counted.value_key
      """)
  }

  /// How many products have a variant in each range of prices. One whose prices all lie in one range is told by its
  /// own row, unless colours or sizes are wanted.
  func prices(in currency: Currency, _ filter: ListingFilter) throws -> [PriceFacet] {
    let steps = Steps(starts: priceSteps.map { $0 * max(1, currency.minorPerMajor / 100) })
    let rules = filter.variantRules(snapshot.engine)
    let lowest = steps.bucket("p.price")
    let highest = steps.bucket("p.price_max")
    let far: [SQL] = rules.hasValues ? [] : ["\(fragment: lowest) < \(fragment: highest)"]
    let conditions =
      rules.ownConditions + [among("v.product_id", candidates(filter) + far)]
      + rules.values.conditions(product: "v.product_id", variant: "v.id")
    var counts = try steps.countGroups(
      of: "v.price", "FROM variants v WHERE \(fragment: SQL.join(conditions, " AND ")) GROUP BY v.product_id",
      snapshot)
    if !rules.hasValues {
      let near = self.rules(
        filter.countConditions(snapshot.engine) + ["\(fragment: lowest) = \(fragment: highest)"])
      let even = try steps.count(of: "p.price", "FROM products p WHERE \(fragment: near)", snapshot)
      counts = zip(counts, even).map { $0 + $1 }
    }
    return counts.enumerated().compactMap { index, count in
      let next = index + 1 < steps.starts.count ? steps.starts[index + 1] - 1 : nil
      return count == 0
        ? nil : PriceFacet(currency: currency, minimum: steps.starts[index], maximum: next, count: count)
    }
  }

  /// What a product must meet as a whole, so that one of its variants can meet the filter.
  private func candidates(_ filter: ListingFilter) -> [SQL] {
    let rules = filter.variantRules(snapshot.engine)
    let currency = ListingFilter.countedCurrency(snapshot.engine)
    var conditions = filter.productConditions(currency: currency) + rules.bounds
    if !rules.colors.isEmpty { conditions.append(VariantRules.has(.color, rules.colors)) }
    if !rules.sizes.isEmpty { conditions.append(VariantRules.has(.size, rules.sizes)) }
    return conditions
  }

  /// Of everything, SQLite counts faster by looking up each product; of a part, by making the set of it first.
  private func ofProducts(_ name: ProductFacet.Name, _ filter: ListingFilter) throws -> [FacetCount] {
    let source: SQL =
      filter.isEmpty
      ? "product_facets f JOIN products p ON p.id = f.product_id WHERE \(fragment: rules(filter))"
      : "product_facets f WHERE \(fragment: among("f.product_id", filter.countConditions(snapshot.engine)))"
    return try counts(
      """
      SELECT MIN(f.value), COUNT(*) AS hits FROM \(fragment: source) AND f.name = \(name)
      GROUP BY f.value_key ORDER BY hits DESC, f.value_key LIMIT \(Self.maximumValues)
      """)
  }

  /// The condition that a column names a product under these conditions. The plus sign keeps SQLite from looking for
  /// the products one by one.
  private func among(_ column: SQL, _ conditions: [SQL]) -> SQL {
    let plus: SQL = snapshot.engine == .sqlite ? "+" : ""
    return """
      \(fragment: plus)\(fragment: column) IN (SELECT p.id FROM products p WHERE \(fragment: rules(conditions)))
      """
  }

  private func counts(_ statement: SQL) throws -> [FacetCount] {
    try snapshot.all(statement) { row in
      let value: String = try row.next()
      return FacetCount(value: value, label: value, count: try row.next())
    }
  }
}
