import Kernel
import Persistence

/// The rows of `variant_prices` and `market_products`.
enum MarketPriceStore {
  private static let columns = SQL.columns(of: PricedVariant.self)

  /// Whether anything has a price in a market.
  static func hasPrices(in market: PriceMarketID, _ snapshot: Snapshot) throws -> Bool {
    try snapshot.value(
      "SELECT 1 FROM variant_prices WHERE market_id = \(market) LIMIT 1", as: Int64.self) != nil
  }

  /// What variants of a product cost in a market.
  static func prices(
    of product: ProductID, in market: PriceMarket, _ snapshot: Snapshot
  ) throws -> [VariantID: MarketPrice] {
    let pairs = try snapshot.all(
      """
      SELECT variant_id, price, compare_at_price FROM variant_prices
      WHERE product_id = \(product) AND market_id = \(market.id)
      """
    ) { row -> (VariantID, MarketPrice) in
      let id: VariantID = try row.next()
      let price: Int64 = try row.next()
      let before: Int64? = try row.next()
      return (
        id,
        MarketPrice(
          price: Money(price, market.currency), compareAtPrice: before.map { Money($0, market.currency) })
      )
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  /// What those of the products cost whose prices hold in a market.
  static func cards(
    of products: [ProductID], in market: PriceMarket, _ snapshot: Snapshot
  ) throws -> [ProductID: CardPrice] {
    guard !products.isEmpty else { return [:] }
    let pairs = try snapshot.all(
      """
      SELECT product_id, price, price_max, compare_at_price FROM market_products
      WHERE product_id IN \(list: products) AND market_id = \(market.id)
      """
    ) { row -> (ProductID, CardPrice) in
      let id: ProductID = try row.next("product_id")
      let lowest: Int64 = try row.next("price")
      let highest: Int64 = try row.next("price_max")
      let before: Int64? = try row.next("compare_at_price")
      return (
        id,
        CardPrice(
          lowest: Money(lowest, market.currency), highest: Money(highest, market.currency),
          before: before.map { Money($0, market.currency) })
      )
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  /// Puts prices in the place of those that the variants of a product have in a market.
  static func replace(
    _ prices: [VariantID: MarketPrice], of product: ProductID, in market: PriceMarketID, _ tx: Transaction
  ) throws {
    try tx.run("DELETE FROM variant_prices WHERE product_id = \(product) AND market_id = \(market)")
    if !prices.isEmpty {
      let rows = prices.sorted { $0.key < $1.key }.map { id, price -> NamedValues in
        [
          "variant_id": id, "market_id": market, "product_id": product, "price": price.price.amount,
          "compare_at_price": price.compareAtPrice?.amount,
        ]
      }
      try tx.run("INSERT INTO variant_prices \(values: rows)")
    }
    try settle(product, tx)
    // Notes the change, too.
    try tx.run("UPDATE products SET updated_at = \(tx.now) WHERE id = \(product)")
  }

  /// Finds out in which markets every variant of a product has a price, after its prices or its variants have changed.
  static func settle(_ product: ProductID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM market_products WHERE product_id = \(product)")
    try tx.run(
      """
      DELETE FROM variant_prices WHERE product_id = \(product) AND variant_id IN (
        SELECT id FROM variants WHERE product_id = \(product) AND deleted_at IS NOT NULL)
      """)
    let priced: [PricedVariant] = try tx.all(
      """
      SELECT \(fragment: columns) FROM variant_prices r JOIN variants v ON v.id = r.variant_id
      WHERE r.product_id = \(product) ORDER BY v.position, v.id
      """)
    guard !priced.isEmpty else { return }
    let count: Int =
      try tx.value("SELECT COUNT(*) FROM variants WHERE product_id = \(product) AND deleted_at IS NULL") ?? 0
    let rows = Dictionary(grouping: priced, by: \.market).sorted { $0.key < $1.key }.compactMap {
      market, variants -> NamedValues? in
      guard variants.count == count, let cheapest = variants.min(by: { $0.price < $1.price }) else {
        return nil
      }
      return [
        "product_id": product, "market_id": market, "price": cheapest.price,
        "price_max": variants.map(\.price).max() ?? cheapest.price, "compare_at_price": cheapest.before,
      ]
    }
    if !rows.isEmpty { try tx.run("INSERT INTO market_products \(values: rows)") }
  }
}

/// What a card shows that a product costs in a market.
struct CardPrice {
  let lowest: Money
  let highest: Money
  /// The former price of the cheapest variant.
  let before: Money?
}

/// A variant with its price in a market, in minor units.
private struct PricedVariant: RowDecodable {
  let market: PriceMarketID
  let price: Int64
  let before: Int64?

  init(row: inout Row) throws {
    market = try row.next("r.market_id")
    price = try row.next("r.price")
    before = try row.next("r.compare_at_price")
  }
}
