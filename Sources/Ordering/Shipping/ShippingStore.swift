import Kernel
import Persistence
import Vendors

/// The rows of `shipping_options`.
package enum ShippingStore {
  private static let columns = SQL.columns { try decode(&$0, .eur) }
  private static let priceColumns = SQL.columns(of: StoredMarketDelivery.self)

  /// A shop's options in its own order, with the built-in one for a shop without any; `nil` when there is
  /// no such shop.
  package static func options(of shop: ShopID, _ snapshot: Snapshot) throws -> [ShippingOption]? {
    // Reads shops for the currency.
    guard
      let currency = try snapshot.value("SELECT currency FROM shops WHERE id = \(shop)", as: Currency.self)
    else { return nil }
    let options = try snapshot.all(
      """
      SELECT \(fragment: columns) FROM shipping_options o WHERE o.shop_id = \(shop) ORDER BY o.position, o.id
      """
    ) { try decode(&$0, currency) }.compactMap(\.self)
    if options.isEmpty { return [.standard(currency)] }
    let prices = try Self.prices(of: [shop], in: nil, snapshot)[shop] ?? []
    return options.map { $0.adding(prices) }
  }

  /// What the deliveries of shops cost in a market, or in all.
  static func prices(
    of shops: [ShopID], in market: PriceMarket?, _ snapshot: Snapshot
  ) throws -> [ShopID: [StoredMarketDelivery]] {
    guard !shops.isEmpty else { return [:] }
    let rule: SQL = if let market { "AND market = \(market.code)" } else { "" }
    let rows: [StoredMarketDelivery] = try snapshot.all(
      """
      SELECT \(fragment: priceColumns) FROM shipping_option_prices
      WHERE shop_id IN \(list: shops) \(fragment: rule)
      """)
    return Dictionary(grouping: rows, by: \.shop)
  }

  /// Lets one change of a shop's options wait for another. Locks the row of shops.
  static func lock(_ shop: ShopID, _ transaction: Transaction) throws {
    let _: ShopID? = try transaction.value(
      "SELECT id FROM shops WHERE id = \(shop) \(fragment: transaction.forUpdate)")
  }

  /// An open shop by its id or slug; `nil` when there is none. Reads shops.
  static func openShop(_ reference: String, _ snapshot: Snapshot) throws -> ShopID? {
    try snapshot.value(
      """
      SELECT s.id FROM shops s
      WHERE \(fragment: ShopStore.matching(reference)) AND s.status = 'approved' AND s.deleted_at IS NULL
      """)
  }

  /// Puts `options` in the place of all that the shop had.
  static func replace(_ options: [ShippingOption], of shop: ShopID, _ transaction: Transaction) throws {
    try transaction.run("DELETE FROM shipping_option_prices WHERE shop_id = \(shop)")
    try transaction.run("DELETE FROM shipping_options WHERE shop_id = \(shop)")
    guard !options.isEmpty else { return }
    let rows = options.enumerated().map { position, option -> NamedValues in
      [
        "shop_id": shop, "id": option.id, "name": option.name, "price": option.price.amount,
        "free_from": option.freeFrom?.amount, "countries": option.countries.joined(separator: ","),
        "min_days": option.minimumDays, "max_days": option.maximumDays, "position": position,
      ]
    }
    try transaction.run("INSERT INTO shipping_options \(values: rows)")
    let prices = options.flatMap { option in
      option.marketPrices.sorted { $0.key < $1.key }.map { market, here -> NamedValues in
        [
          "shop_id": shop, "option_id": option.id, "market": market, "currency": here.price.currency,
          "price": here.price.amount, "free_from": here.freeFrom?.amount,
        ]
      }
    }
    if !prices.isEmpty { try transaction.run("INSERT INTO shipping_option_prices \(values: prices)") }
  }

  /// The option of a row; `nil` in a row that was joined with none.
  static func decode(_ row: inout Row, _ currency: Currency) throws -> ShippingOption? {
    let id: String? = try row.next("o.id")
    let name: String? = try row.next("o.name")
    let price: Int64? = try row.next("o.price")
    let freeFrom: Int64? = try row.next("o.free_from")
    let countries: String? = try row.next("o.countries")
    let minimumDays: Int64? = try row.next("o.min_days")
    let maximumDays: Int64? = try row.next("o.max_days")
    guard let id, let name, let price, let countries, let minimumDays, let maximumDays else { return nil }
    return ShippingOption(
      id: id, name: name, price: Money(price, currency), freeFrom: freeFrom.map { Money($0, currency) },
      countries: countries.split(separator: ",").map(String.init), minimumDays: minimumDays,
      maximumDays: maximumDays)
  }
}

/// What one of a shop's deliveries costs in a market.
struct StoredMarketDelivery: RowDecodable {
  let shop: ShopID
  let option: String
  /// The market's code.
  let market: String
  let delivery: MarketDelivery

  init(row: inout Row) throws {
    shop = try row.next("shop_id")
    option = try row.next("option_id")
    market = try row.next("market")
    let currency: Currency = try row.next("currency")
    let price: Int64 = try row.next("price")
    let freeFrom: Int64? = try row.next("free_from")
    delivery = MarketDelivery(
      price: Money(price, currency), freeFrom: freeFrom.map { Money($0, currency) })
  }
}
