import Catalog
import Kernel
import Persistence

/// The lines of carts joined with the catalogue: a read-only look at variants, products and shops, so
/// that a cart or a checkout is priced by one statement.
enum CartLineStore {
  /// Everything in a cart with the delivery options of its shops.
  static func contents(of cart: CartID, _ snapshot: Snapshot) throws -> CartContents {
    var contents = CartContents()
    // One row per line and delivery option of its shop; the line is read from the first of them.
    _ = try snapshot.all(
      """
      SELECT i.variant_id, o.id, o.name, o.price, o.free_from, o.countries, o.min_days, o.max_days,
        v.shop_id, p.currency, i.quantity, i.price_seen, i.added_at, \(fragment: offerColumns)
      FROM cart_items i
      JOIN variants v ON v.id = i.variant_id
      JOIN products p ON p.id = v.product_id
      JOIN shops s ON s.id = v.shop_id
      LEFT JOIN shipping_options o ON o.shop_id = v.shop_id
      WHERE i.cart_id = \(cart)
      ORDER BY i.variant_id, o.position, o.id
      """
    ) { try contents.read(&$0) }
    return contents
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
  static func offer(_ variant: VariantID, for cart: CartID, _ snapshot: Snapshot) throws -> CartOffer? {
    try snapshot.first(
      """
      SELECT v.shop_id, p.currency,
        COALESCE((SELECT quantity FROM cart_items WHERE cart_id = \(cart) AND variant_id = v.id), 0),
        (SELECT COUNT(*) FROM cart_items WHERE cart_id = \(cart) AND variant_id <> v.id),
        \(fragment: offerColumns)
      FROM variants v JOIN products p ON p.id = v.product_id JOIN shops s ON s.id = v.shop_id
      WHERE v.id = \(variant)
      """
    ) { row in
      let shop: ShopID = try row.next()
      let currency: Currency = try row.next()
      let quantity: Int64 = try row.next()
      let otherLines: Int64 = try row.next()
      let line = try CartLine(
        &row, variant: variant, shop: shop, currency: currency, quantity: quantity, priceSeen: nil,
        addedAt: Timestamp(milliseconds: 0))
      return CartOffer(line: line, otherLines: otherLines)
    }
  }

  /// How many pieces of a variant can be bought now.
  static func available(_ variant: VariantID, _ snapshot: Snapshot) throws -> Int64 {
    try snapshot.value(
      "SELECT \(fragment: StockStore.available) FROM variants v WHERE v.id = \(variant)") ?? 0
  }

  private static let offerColumns: SQL = """
    p.id, p.category_id, s.slug, s.name, p.title, v.title, p.slug, v.sku,
    COALESCE((SELECT storage_key FROM product_images WHERE id = v.image_id), p.image_key),
    v.price, v.compare_at_price, \(fragment: StockStore.available),
    (p.is_listed = TRUE AND v.deleted_at IS NULL)
    """
}

/// A variant that is about to go into a cart.
struct CartOffer {
  /// With the quantity that is in the cart already, 0 for none.
  let line: CartLine
  /// How many other variants are in the cart.
  let otherLines: Int64
}

extension CartContents {
  fileprivate mutating func read(_ row: inout Row) throws {
    let variant: VariantID = try row.next()
    let optionID: String? = try row.next()
    var optionRow = row
    row.skip(6)
    let shop: ShopID = try row.next()
    let currency: Currency = try row.next()
    if lines.last?.variant != variant {
      let quantity: Int64 = try row.next()
      let priceSeen: Int64 = try row.next()
      let addedAt: Timestamp = try row.next()
      lines.append(
        try CartLine(
          &row, variant: variant, shop: shop, currency: currency, quantity: quantity,
          priceSeen: Money(priceSeen, currency), addedAt: addedAt))
    }
    guard let optionID, options[shop]?.contains(where: { $0.id == optionID }) != true else { return }
    options[shop, default: []].append(try ShippingStore.decode(id: optionID, &optionRow, currency))
  }
}

extension CartLine {
  /// Reads the columns of an offer. A `priceSeen` of `nil` is the present price.
  fileprivate init(
    _ row: inout Row, variant: VariantID, shop: ShopID, currency: Currency, quantity: Int64,
    priceSeen: Money?, addedAt: Timestamp
  ) throws {
    self.variant = variant
    product = try row.next()
    category = try row.next()
    let shopSlug: String = try row.next()
    self.shop = ShopSummary(id: shop, slug: shopSlug, name: try row.next())
    title = try row.next()
    variantTitle = try row.next()
    productSlug = try row.next()
    sku = try row.next()
    imageKey = try row.next()
    let price: Int64 = try row.next()
    unitPrice = Money(price, currency)
    let compareAt: Int64? = try row.next()
    compareAtPrice = compareAt.map { Money($0, currency) }
    available = max(0, try row.next())
    isForSale = try row.next()
    self.quantity = quantity
    self.priceSeen = priceSeen ?? unitPrice
    self.addedAt = addedAt
  }
}
