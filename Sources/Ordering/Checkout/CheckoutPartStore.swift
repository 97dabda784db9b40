import Kernel
import Persistence
import Vendors

/// The rows of `checkout_parts` and `checkout_lines`: what a checkout that waits for its payment will
/// turn into.
enum CheckoutPartStore {
  private static let columns = SQL.columns { try part(&$0, .eur, [:]) }
  private static let lineColumns = SQL.columns { try line(&$0, .eur) }

  static func insert(_ checkout: Checkout, _ transaction: Transaction) throws {
    let parts = checkout.parts.map { part -> NamedValues in
      let delivery = part.delivery
      return [
        "checkout_id": checkout.id, "shop_id": part.shop.id, "option_id": delivery.option,
        "option_name": delivery.name, "shipping_price": delivery.price.amount,
        "min_days": delivery.minimumDays, "max_days": delivery.maximumDays,
      ]
    }
    try transaction.run("INSERT INTO checkout_parts \(values: parts)")
    let lines = checkout.parts.flatMap { part in
      part.items.map { item in
        ["checkout_id": checkout.id, "shop_id": part.shop.id] + PurchasedItemColumns.values(item)
      }
    }
    try transaction.run("INSERT INTO checkout_lines \(values: lines)")
  }

  /// Whether a checkout that waits for its payment will become an order of the shop.
  static func isAwaited(from shop: ShopID, _ snapshot: Snapshot) throws -> Bool {
    try snapshot.value(
      """
      SELECT 1 FROM checkouts c JOIN checkout_parts p ON p.checkout_id = c.id
      WHERE c.status = \(CheckoutStatus.awaitingPayment) AND p.shop_id = \(shop) LIMIT 1
      """, as: Int64.self) != nil
  }

  /// Those of its shops that do not sell now. They stay as they are until the end of the transaction: one that is about
  /// to be suspended waits, and one that was is found so. Nothing to lock on SQLite, where a writer is alone.
  static func closedShops(of id: CheckoutID, _ tx: Transaction) throws -> [String] {
    let lock: SQL = tx.engine == .postgres ? "FOR KEY SHARE OF s" : ""
    let shops = try tx.all(
      """
      SELECT s.name, s.status FROM shops s
      WHERE s.id IN (SELECT shop_id FROM checkout_parts WHERE checkout_id = \(id))
      ORDER BY s.id \(fragment: lock)
      """
    ) { row in (name: try row.next(String.self), status: try row.next(ShopStatus.self)) }
    return shops.filter { $0.status != .approved }.map(\.name)
  }

  /// What of its goods administrators hide by now, by title. Reads products, without waiting for anybody.
  static func hiddenGoods(of id: CheckoutID, _ snapshot: Snapshot) throws -> [String] {
    try snapshot.values(
      """
      SELECT DISTINCT p.title FROM checkout_lines l JOIN products p ON p.id = l.product_id
      WHERE l.checkout_id = \(id) AND p.hidden_at IS NOT NULL ORDER BY p.title
      """)
  }

  /// The parts in the order of the shops' ids. Reads shops for their names.
  static func parts(of id: CheckoutID, _ currency: Currency, _ snapshot: Snapshot) throws -> [CheckoutPart] {
    let lines = try snapshot.all(
      """
      SELECT \(fragment: lineColumns) FROM checkout_lines WHERE checkout_id = \(id) ORDER BY variant_id
      """
    ) { try line(&$0, currency) }
    let items = Dictionary(grouping: lines, by: \.shop).mapValues { $0.map(\.item) }
    return try snapshot.all(
      """
      SELECT \(fragment: columns) FROM checkout_parts p JOIN shops s ON s.id = p.shop_id
      WHERE p.checkout_id = \(id) ORDER BY p.shop_id
      """
    ) { try part(&$0, currency, items) }
  }

  private static func line(
    _ row: inout Row, _ currency: Currency
  ) throws -> (shop: ShopID, item: PurchasedItem) {
    (shop: try row.next("shop_id"), item: try PurchasedItemColumns.decode(&row, currency))
  }

  private static func part(
    _ row: inout Row, _ currency: Currency, _ items: [ShopID: [PurchasedItem]]
  ) throws -> CheckoutPart {
    let shop = ShopSummary(
      id: try row.next("p.shop_id"), slug: try row.next("s.slug"), name: try row.next("s.name"))
    let delivery = ChosenDelivery(
      option: try row.next("p.option_id"), name: try row.next("p.option_name"),
      price: Money(try row.next("p.shipping_price"), currency), minimumDays: try row.next("p.min_days"),
      maximumDays: try row.next("p.max_days"))
    let own = items[shop.id] ?? []
    let subtotal = try own.reduce(Money.zero(currency)) { try $0.adding($1.total) }
    return CheckoutPart(
      shop: shop, delivery: delivery, items: own, subtotal: subtotal,
      total: try subtotal.adding(delivery.price))
  }
}

/// The columns that `checkout_lines` and `order_items` have in common.
enum PurchasedItemColumns {
  static func values(_ item: PurchasedItem) -> NamedValues {
    [
      "variant_id": item.variant, "product_id": item.product, "category_id": item.category,
      "title": item.title, "variant_title": item.variantTitle, "product_slug": item.productSlug,
      "sku": item.sku, "image_key": item.imageKey, "quantity": item.quantity,
      "unit_price": item.unitPrice.amount,
    ]
  }

  static func decode(_ row: inout Row, _ currency: Currency) throws -> PurchasedItem {
    try PurchasedItem(
      variant: row.next("variant_id"), product: row.next("product_id"), category: row.next("category_id"),
      title: row.next("title"), variantTitle: row.next("variant_title"),
      productSlug: row.next("product_slug"), sku: row.next("sku"), imageKey: row.next("image_key"),
      quantity: row.next("quantity"), unitPrice: Money(row.next("unit_price"), currency))
  }
}
