import Kernel
import Persistence

/// The rows of `checkout_parts` and `checkout_lines`: what a checkout that waits for its payment will
/// turn into.
enum CheckoutPartStore {
  static func insert(_ checkout: Checkout, _ transaction: Transaction) throws {
    let parts = checkout.parts.map { part -> SQL in
      let delivery = part.delivery
      return """
        (\(checkout.id), \(part.shop.id), \(delivery.option), \(delivery.name), \(delivery.price.amount),
         \(delivery.minimumDays), \(delivery.maximumDays))
        """
    }
    try transaction.run(
      """
      INSERT INTO checkout_parts
        (checkout_id, shop_id, option_id, option_name, shipping_price, min_days, max_days)
      VALUES \(fragment: SQL.join(parts, ", "))
      """)
    let lines = checkout.parts.flatMap { part in
      part.items.map { item -> SQL in
        "(\(checkout.id), \(part.shop.id), \(fragment: PurchasedItemColumns.values(item)))"
      }
    }
    try transaction.run(
      """
      INSERT INTO checkout_lines (checkout_id, shop_id, \(fragment: PurchasedItemColumns.names))
      VALUES \(fragment: SQL.join(lines, ", "))
      """)
  }

  /// Whether a checkout that waits for its payment will become an order of the shop.
  static func isAwaited(from shop: ShopID, _ snapshot: Snapshot) throws -> Bool {
    try snapshot.value(
      """
      SELECT 1 FROM checkouts c JOIN checkout_parts p ON p.checkout_id = c.id
      WHERE c.status = \(CheckoutStatus.awaitingPayment) AND p.shop_id = \(shop) LIMIT 1
      """, as: Int64.self) != nil
  }

  /// The parts in the order of the shops' ids. Reads shops for their names.
  static func parts(of id: CheckoutID, _ currency: Currency, _ snapshot: Snapshot) throws -> [CheckoutPart] {
    var items: [ShopID: [PurchasedItem]] = [:]
    let lines = try snapshot.all(
      """
      SELECT shop_id, \(fragment: PurchasedItemColumns.names) FROM checkout_lines
      WHERE checkout_id = \(id) ORDER BY variant_id
      """
    ) { row -> (ShopID, PurchasedItem) in
      let shop: ShopID = try row.next()
      return (shop, try PurchasedItemColumns.decode(&row, currency))
    }
    for (shop, item) in lines { items[shop, default: []].append(item) }
    return try snapshot.all(
      """
      SELECT p.shop_id, s.slug, s.name, p.option_id, p.option_name, p.shipping_price, p.min_days, p.max_days
      FROM checkout_parts p JOIN shops s ON s.id = p.shop_id
      WHERE p.checkout_id = \(id) ORDER BY p.shop_id
      """
    ) { row in
      let shop = ShopSummary(id: try row.next(), slug: try row.next(), name: try row.next())
      let option: String = try row.next()
      let name: String = try row.next()
      let price: Int64 = try row.next()
      let delivery = ChosenDelivery(
        option: option, name: name, price: Money(price, currency), minimumDays: try row.next(),
        maximumDays: try row.next())
      let own = items[shop.id] ?? []
      let subtotal = try own.reduce(Money.zero(currency)) { try $0.adding($1.total) }
      return CheckoutPart(
        shop: shop, delivery: delivery, items: own, subtotal: subtotal,
        total: try subtotal.adding(delivery.price))
    }
  }
}

/// The columns that `checkout_lines` and `order_items` have in common.
enum PurchasedItemColumns {
  static let names: SQL = """
    variant_id, product_id, category_id, title, variant_title, product_slug, sku, image_key, quantity,
    unit_price
    """

  static func values(_ item: PurchasedItem) -> SQL {
    """
    \(item.variant), \(item.product), \(item.category), \(item.title), \(item.variantTitle),
    \(item.productSlug), \(item.sku), \(item.imageKey), \(item.quantity), \(item.unitPrice.amount)
    """
  }

  static func decode(_ row: inout Row, _ currency: Currency) throws -> PurchasedItem {
    let variant: VariantID = try row.next()
    let product: ProductID = try row.next()
    let category: CategoryID? = try row.next()
    let title: String = try row.next()
    let variantTitle: String = try row.next()
    let productSlug: String = try row.next()
    let sku: String? = try row.next()
    let imageKey: String? = try row.next()
    let quantity: Int64 = try row.next()
    let price: Int64 = try row.next()
    return try PurchasedItem(
      variant: variant, product: product, category: category, title: title, variantTitle: variantTitle,
      productSlug: productSlug, sku: sku, imageKey: imageKey, quantity: quantity,
      unitPrice: Money(price, currency))
  }
}
