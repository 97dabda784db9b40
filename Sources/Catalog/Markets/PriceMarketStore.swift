import Kernel
import Persistence

/// The rows of `markets` and `market_countries`.
package enum PriceMarketStore {
  private static let columns = SQL.columns(of: PriceMarketRow.self)

  /// All markets by their names.
  package static func all(_ snapshot: Snapshot) throws -> [PriceMarket] {
    try markets("1 = 1", snapshot)
  }

  /// The market with this code or id.
  package static func find(_ reference: String, _ snapshot: Snapshot) throws -> PriceMarket? {
    try markets(called(reference), snapshot).first
  }

  /// The active market that a country is in.
  package static func active(in country: String, _ snapshot: Snapshot) throws -> PriceMarket? {
    try markets(
      """
      m.is_active = TRUE AND m.id IN (SELECT market_id FROM market_countries WHERE country = \(country))
      """, snapshot
    ).first
  }

  /// The market with this code or id, which stays as it is until the end of the transaction.
  static func hold(_ reference: String, _ tx: Transaction) throws -> PriceMarket? {
    try lock(reference, tx.engine == .postgres ? "FOR SHARE" : "", tx)
  }

  /// The market with this code or id, for a change.
  static func lock(_ reference: String, _ tx: Transaction) throws -> PriceMarket? {
    try lock(reference, tx.forUpdate, tx)
  }

  private static func lock(_ reference: String, _ lock: SQL, _ tx: Transaction) throws -> PriceMarket? {
    let id: PriceMarketID? = try tx.value(
      "SELECT m.id FROM markets m WHERE \(fragment: called(reference)) \(fragment: lock)")
    return try id.flatMap { try markets("m.id = \($0)", tx).first }
  }

  private static func called(_ reference: String) -> SQL {
    if let id = PriceMarketID(reference) { "m.id = \(id)" } else { "m.code = \(reference)" }
  }

  private static func markets(_ rule: SQL, _ snapshot: Snapshot) throws -> [PriceMarket] {
    let rows: [PriceMarketRow] = try snapshot.all(
      "SELECT \(fragment: columns) FROM markets m WHERE \(fragment: rule) ORDER BY m.name, m.id")
    guard !rows.isEmpty else { return [] }
    let pairs = try snapshot.all(
      """
      SELECT market_id, country FROM market_countries WHERE market_id IN \(list: rows.map(\.market.id))
      ORDER BY country
      """
    ) { row -> (market: PriceMarketID, country: String) in
      (market: try row.next(), country: try row.next())
    }
    let countries = Dictionary(grouping: pairs, by: \.market)
    return rows.map { row in
      var market = row.market
      market.countries = countries[market.id]?.map(\.country) ?? []
      return market
    }
  }

  /// In which other market each of these countries is, by its name.
  static func taken(
    _ countries: [String], besides market: PriceMarketID?, _ snapshot: Snapshot
  ) throws -> [(country: String, market: String)] {
    guard !countries.isEmpty else { return [] }
    let others: SQL = if let market { "AND m.id <> \(market)" } else { "" }
    return try snapshot.all(
      """
      SELECT c.country, m.name FROM market_countries c JOIN markets m ON m.id = c.market_id
      WHERE c.country IN \(list: countries) \(fragment: others) ORDER BY c.country
      """
    ) { row in (country: try row.next(), market: try row.next()) }
  }

  /// False when the code is taken.
  static func insert(_ market: PriceMarket, _ tx: Transaction) throws -> Bool {
    let row: NamedValues = [
      "id": market.id, "code": market.code, "name": market.name, "currency": market.currency,
      "is_active": market.isActive, "created_at": tx.now, "updated_at": tx.now,
    ]
    guard try tx.run("INSERT INTO markets \(values: row) ON CONFLICT (code) DO NOTHING") == 1 else {
      return false
    }
    try insertCountries(of: market, tx)
    return true
  }

  static func update(_ market: PriceMarket, _ tx: Transaction) throws {
    try tx.run("DELETE FROM market_countries WHERE market_id = \(market.id)")
    try insertCountries(of: market, tx)
    try tx.run(
      """
      UPDATE markets SET name = \(market.name), currency = \(market.currency),
        is_active = \(market.isActive), updated_at = \(tx.now)
      WHERE id = \(market.id)
      """)
  }

  private static func insertCountries(of market: PriceMarket, _ tx: Transaction) throws {
    guard !market.countries.isEmpty else { return }
    let rows = market.countries.map { country -> NamedValues in
      ["country": country, "market_id": market.id]
    }
    let inserted = try tx.run("INSERT INTO market_countries \(values: rows) ON CONFLICT (country) DO NOTHING")
    // Another market took one since they were looked for.
    guard inserted == rows.count else { throw Problem(.conflict) }
  }
}

private struct PriceMarketRow: RowDecodable {
  let market: PriceMarket

  init(row: inout Row) throws {
    market = PriceMarket(
      id: try row.next("m.id"), code: try row.next("m.code"), name: try row.next("m.name"),
      currency: try row.next("m.currency"), countries: [], isActive: try row.next("m.is_active"))
  }
}
