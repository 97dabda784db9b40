import Catalog
import Kernel
import Persistence
import Vendors

/// The lines of carts joined with the catalogue: a read-only look at variants, products and shops, so
/// that a cart or a checkout is priced by one statement.
enum CartLineStore {
  private static let columns = SQL.columns(of: CartRow.self)
  private static let offerColumns = SQL.columns(of: CartLine.self)

  /// Everything in a cart with the delivery options of its shops, at the prices of a market.
  static func contents(
    of cart: CartID, at market: PriceMarket? = nil, _ snapshot: Snapshot
  ) throws -> CartContents {
    var contents = CartContents(market: market)
    // One row per line and delivery option of its shop; the line is that of the first of them.
    _ = try snapshot.all(
      """
      SELECT \(fragment: columns) FROM cart_items i
      JOIN variants v ON v.id = i.variant_id
      JOIN products p ON p.id = v.product_id
      JOIN shops s ON s.id = v.shop_id
      LEFT JOIN shipping_options o ON o.shop_id = v.shop_id
      WHERE i.cart_id = \(cart)
      ORDER BY i.variant_id, o.position, o.id
      """
    ) { contents.add(try CartRow(row: &$0)) }
    guard let market, !contents.lines.isEmpty else { return contents }
    let prices = try Self.prices(of: contents.lines.map(\.variant), in: market, snapshot)
    for index in contents.lines.indices { contents.lines[index].take(prices) }
    let deliveries = try ShippingStore.prices(of: contents.options.keys.sorted(), in: market, snapshot)
    contents.options = contents.options.reduce(into: [:]) { options, entry in
      options[entry.key] = entry.value.map { $0.adding(deliveries[entry.key] ?? []) }
    }
    return contents
  }

  /// What those of the variants cost whose product has prices in a market. Reads Catalog's tables.
  private static func prices(
    of variants: [VariantID], in market: PriceMarket, _ snapshot: Snapshot
  ) throws -> [VariantID: (price: Money, before: Money?)] {
    let pairs = try snapshot.all(
      """
      SELECT r.variant_id, r.price, r.compare_at_price FROM variant_prices r
      JOIN market_products m ON m.product_id = r.product_id AND m.market_id = r.market_id
      WHERE r.variant_id IN \(list: variants) AND r.market_id = \(market.id)
      """
    ) { row -> (VariantID, (price: Money, before: Money?)) in
      let id: VariantID = try row.next()
      let price = Money(try row.next(), market.currency)
      let before: Int64? = try row.next()
      return (id, (price: price, before: before.map { Money($0, market.currency) }))
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  /// The currency of what came first into a cart, besides one variant; `nil` where there is nothing else.
  static func currency(
    of cart: CartID, besides variant: VariantID, at market: PriceMarket?, _ snapshot: Snapshot
  ) throws -> Currency? {
    let others = try contents(of: cart, at: market, snapshot).lines.filter { $0.variant != variant }
    return others.min { ($0.addedAt, $0.variant) < ($1.addedAt, $1.variant) }?.unitPrice.currency
  }

  /// Keeps the shops of a cart as they are until the end of the transaction: one that is about to close waits for
  /// the order and finds it, and one that has closed is found closed. Nothing on SQLite, where a writer is alone.
  static func holdShops(of cart: CartID, _ tx: Transaction) throws {
    guard tx.engine == .postgres else { return }
    _ = try tx.values(
      """
      SELECT s.id FROM shops s
      WHERE s.id IN (
        SELECT v.shop_id FROM cart_items i JOIN variants v ON v.id = i.variant_id WHERE i.cart_id = \(cart))
      ORDER BY s.id FOR KEY SHARE OF s
      """, as: ShopID.self)
  }

  /// A variant as it is offered now, with how much of it is in the cart and how many other lines the cart
  /// has; `nil` when there is no such variant.
  static func offer(
    _ variant: VariantID, for cart: CartID, at market: PriceMarket? = nil, _ snapshot: Snapshot
  ) throws -> CartOffer? {
    let prices = try market.map { try Self.prices(of: [variant], in: $0, snapshot) } ?? [:]
    return try snapshot.first(
      """
      SELECT \(fragment: offerColumns),
        COALESCE((SELECT quantity FROM cart_items WHERE cart_id = \(cart) AND variant_id = v.id), 0),
        (SELECT COUNT(*) FROM cart_items WHERE cart_id = \(cart) AND variant_id <> v.id)
      FROM variants v JOIN products p ON p.id = v.product_id JOIN shops s ON s.id = v.shop_id
      WHERE v.id = \(variant)
      """
    ) { row in
      var line = try CartLine(row: &row)
      line.take(prices)
      line.quantity = try row.next()
      return CartOffer(line: line, otherLines: try row.next())
    }
  }

  /// Of variants whether they are for sale and can be paid at the door.
  static func terms(
    of variants: [VariantID], _ snapshot: Snapshot
  ) throws -> [VariantID: (isForSale: Bool, takesCash: Bool)] {
    let pairs = try snapshot.all(
      """
      SELECT v.id, \(fragment: isForSale), p.takes_cash FROM variants v JOIN products p ON p.id = v.product_id
      WHERE v.id IN \(filled: variants)
      """
    ) { row -> (VariantID, (isForSale: Bool, takesCash: Bool)) in
      let id: VariantID = try row.next()
      return (id, (isForSale: try row.next(), takesCash: try row.next()))
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  /// Whether a variant `v` of a product `p` is for sale.
  fileprivate static let isForSale: SQL = "(p.is_listed = TRUE AND v.deleted_at IS NULL) AS is_for_sale"

  /// How many pieces of a variant can be bought now.
  static func available(_ variant: VariantID, _ snapshot: Snapshot) throws -> Int64 {
    try snapshot.value(
      "SELECT \(fragment: StockStore.available) FROM variants v WHERE v.id = \(variant)") ?? 0
  }
}

/// A variant that is about to go into a cart.
struct CartOffer {
  /// With the quantity that is in the cart already, 0 for none.
  let line: CartLine
  /// How many other variants are in the cart.
  let otherLines: Int64
}

/// A line of a cart beside one of the delivery options of its shop.
private struct CartRow: RowDecodable {
  let line: CartLine
  let option: ShippingOption?

  init(row: inout Row) throws {
    var line = try CartLine(row: &row)
    line.quantity = try row.next("i.quantity")
    let seen: Int64 = try row.next("i.price_seen")
    let currency: Currency? = try row.next("i.seen_currency")
    line.priceSeen = Money(seen, currency ?? line.unitPrice.currency)
    line.addedAt = try row.next("i.added_at")
    self.line = line
    option = try ShippingStore.decode(&row, line.unitPrice.currency)
  }
}

extension CartContents {
  fileprivate mutating func add(_ row: CartRow) {
    let shop = row.line.shop.id
    if lines.last?.variant != row.line.variant { lines.append(row.line) }
    guard let option = row.option, options[shop]?.contains(where: { $0.id == option.id }) != true else {
      return
    }
    options[shop, default: []].append(option)
  }
}

extension CartLine {
  /// Takes what it costs in a market.
  fileprivate mutating func take(_ prices: [VariantID: (price: Money, before: Money?)]) {
    guard let here = prices[variant] else { return }
    unitPrice = here.price
    compareAtPrice = here.before
  }
}

extension CartLine: RowDecodable {
  /// A variant as it is offered now, of which nothing is in a cart yet.
  package init(row: inout Row) throws {
    variant = try row.next("v.id")
    product = try row.next("p.id")
    category = try row.next("p.category_id")
    shop = ShopSummary(
      id: try row.next("v.shop_id"), slug: try row.next("s.slug"), name: try row.next("s.name"))
    title = try row.next("p.title")
    variantTitle = try row.next("v.title")
    productSlug = try row.next("p.slug")
    sku = try row.next("v.sku")
    imageKey = try row.next(
      """
      COALESCE((SELECT storage_key FROM product_images WHERE id = v.image_id), p.image_key) AS image_key
      """)
    let currency: Currency = try row.next("p.currency")
    unitPrice = Money(try row.next("v.price"), currency)
    let compareAt: Int64? = try row.next("v.compare_at_price")
    compareAtPrice = compareAt.map { Money($0, currency) }
    let free: Int64 = try row.next(of: StockStore.available)
    available = max(0, free)
    isForSale = try row.next(of: CartLineStore.isForSale)
    takesCash = try row.next("p.takes_cash")
    quantity = 0
    priceSeen = unitPrice
    addedAt = Timestamp(milliseconds: 0)
  }
}
