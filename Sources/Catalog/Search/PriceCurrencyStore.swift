import Kernel
import Persistence

/// Reads which currency the prices of a filter are in. Minor units of two currencies are never compared: a filter with prices
/// narrows the listing to one of them.
enum PriceCurrencyStore {
  /// The filter with the currency of its prices: the chosen one, else the only one that there is, else that of most goods
  /// which it lists otherwise.
  static func settled(
    _ filter: ListingFilter, _ match: SearchMatch?, _ snapshot: Snapshot
  ) throws -> ListingFilter {
    guard filter.hasPrices, filter.currency == nil, try listed(snapshot).count > 1 else { return filter }
    var settled = filter
    settled.currency = try usual(filter, match, snapshot)
    return settled
  }

  /// The currency that the prices of a listing are in; `nil` where nothing is listed.
  static func usual(
    _ filter: ListingFilter, _ match: SearchMatch?, _ snapshot: Snapshot
  ) throws -> Currency? {
    if let chosen = filter.currency { return chosen }
    let all = try listed(snapshot)
    guard all.count > 1 else { return all.first }
    return try counts(filter, match, snapshot).first?.currency ?? all.first
  }

  /// How many goods of a listing are in each currency, whatever they cost; most of them first.
  static func counts(
    _ filter: ListingFilter, _ match: SearchMatch?, _ snapshot: Snapshot
  ) throws -> [(currency: Currency, count: Int)] {
    var relaxed = filter
    relaxed.currency = nil
    relaxed.minimumPrice = nil
    relaxed.maximumPrice = nil
    let rules = FacetCounter(match: match, snapshot: snapshot).rules(relaxed)
    let all = try listed(snapshot)
    guard all.count > 1 else {
      let count: Int? = try snapshot.value("SELECT COUNT(*) FROM products p WHERE \(fragment: rules)")
      return all.map { ($0, count ?? 0) }
    }
    let currency = ListingFilter.countedCurrency(snapshot.engine)
    return try snapshot.all(
      """
      SELECT counted.currency, counted.hits FROM (
        SELECT \(fragment: currency) AS currency, COUNT(*) AS hits FROM products p WHERE \(fragment: rules)
        GROUP BY \(fragment: currency)
      ) AS counted ORDER BY counted.hits DESC, counted.currency
      """
    ) { row in (currency: try row.next(), count: try row.next()) }
  }

  /// The currencies of all listed goods: one step in the index of prices for each, however many goods there are.
  static func listed(_ snapshot: Snapshot) throws -> [Currency] {
    try snapshot.values(
      """
      WITH RECURSIVE found (currency) AS (
        SELECT MIN(p.currency) FROM products p WHERE p.is_listed = TRUE
        UNION ALL
        SELECT (SELECT MIN(p.currency) FROM products p WHERE p.is_listed = TRUE AND p.currency > found.currency)
        FROM found WHERE found.currency IS NOT NULL)
      SELECT currency FROM found WHERE currency IS NOT NULL
      """)
  }
}
