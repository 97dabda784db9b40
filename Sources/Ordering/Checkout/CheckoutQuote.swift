import Kernel
import Vendors

/// What a cart costs with chosen deliveries: pure arithmetic, so that it can be tested on any numbers.
struct CheckoutQuote: Sendable, Hashable {
  let currency: Currency
  /// In the order of the shops' ids.
  let parts: [CheckoutPart]
  let itemsTotal: Money
  let shippingTotal: Money
  let total: Money

  /// Prices `contents` as they are now. Throws `.cartEmpty`, `.productUnavailable`, `.outOfStock`,
  /// `.currencyMismatch`, `.shippingUnavailable`, `.orderTooLarge`, or `.invalidInput` for an option or shop
  /// that isn't there.
  init(_ contents: CartContents, options chosen: [ShopID: String], country: String) throws {
    let lines = contents.lines
    guard let first = lines.first else { throw Problem(.cartEmpty) }
    let currency = first.unitPrice.currency
    try CheckoutQuote.check(lines, currency)
    let byShop = Dictionary(grouping: lines, by: \.shop.id)
    try CheckoutQuote.check(chosen, isIn: byShop)
    // Each line alone first: once no one of them is too large, no sum of a cart's lines leaves 64 bits.
    for line in lines { try Checkout.check(line.total) }
    do {
      parts = try byShop.keys.sorted().map { shop in
        let options = contents.options(of: shop, in: currency)
        return try CheckoutQuote.part(byShop[shop] ?? [], options, chosen[shop], country)
      }
      itemsTotal = try parts.reduce(.zero(currency)) { try $0.adding($1.subtotal) }
      shippingTotal = try parts.reduce(.zero(currency)) { try $0.adding($1.delivery.price) }
      total = try itemsTotal.adding(shippingTotal)
    } catch is MoneyError {
      throw Problem(.orderTooLarge)
    }
    try Checkout.check(MoneyTotal(total))
    self.currency = currency
  }

  /// Throws `.productUnavailable` when there are lines that are not for sale.
  static func refuse(_ gone: [CartLine]) throws {
    guard !gone.isEmpty else { return }
    let fields = gone.map {
      FieldError(
        field: "items.\($0.variant)", code: "unavailable", message: "“\($0.fullTitle)” is not for sale now.")
    }
    throw Problem(.productUnavailable, Words(sentences: fields.map(\.message)), fields: fields)
  }

  private static func check(_ lines: [CartLine], _ currency: Currency) throws {
    try refuse(lines.filter { !$0.isForSale })
    if let other = lines.first(where: { $0.unitPrice.currency != currency }) {
      throw Problem(
        .currencyMismatch,
        "The cart holds prices in \(currency) and \(other.unitPrice.currency). Check them out apart.")
    }
    let short = lines.filter { $0.available < $0.quantity }
    guard short.isEmpty else {
      throw Ordering.outOfStock(
        short.map { $0.shortage(available: $0.available, field: "items.\($0.variant)") })
    }
  }

  private static func check(_ chosen: [ShopID: String], isIn byShop: [ShopID: [CartLine]]) throws {
    let strangers = chosen.keys.filter { byShop[$0] == nil }.sorted()
    guard !strangers.isEmpty else { return }
    let fields = strangers.map {
      FieldError(
        field: "shippingOptions.\($0)", code: "unknown", message: "Nothing in the cart is from this shop.")
    }
    throw Problem(.invalidInput, fields[0].message, fields: fields)
  }

  private static func part(
    _ lines: [CartLine], _ options: [ShippingOption], _ wanted: String?, _ country: String
  ) throws -> CheckoutPart {
    let items = try lines.map(PurchasedItem.init)
    guard let shop = lines.first?.shop, let currency = items.first?.total.currency else {
      throw Problem(.cartEmpty)
    }
    let subtotal = try items.reduce(Money.zero(currency)) { try $0.adding($1.total) }
    let delivery = try option(wanted, options, shop, subtotal, country).chosen(for: subtotal)
    return CheckoutPart(
      shop: shop, delivery: delivery, items: items, subtotal: subtotal,
      total: try subtotal.adding(delivery.price))
  }

  private static func option(
    _ wanted: String?, _ options: [ShippingOption], _ shop: ShopSummary, _ subtotal: Money,
    _ country: String
  ) throws -> ShippingOption {
    let field = "shippingOptions.\(shop.id)"
    if let wanted, !options.contains(where: { $0.id == wanted }) {
      let names = options.map(\.id).joined(separator: ", ")
      throw Problem.invalid(field, "not_a_choice", "\(shop.name) delivers by one of: \(names).")
    }
    let reaching = options.filter { $0.delivers(to: country) && (wanted == nil || $0.id == wanted) }
    guard let best = reaching.cheapest(for: MoneyTotal(subtotal)) else {
      let message: Words =
        wanted == nil
        ? "\(shop.name) does not deliver to \(country: country)."
        : "\(shop.name) does not deliver to \(country: country) that way."
      throw Problem(
        .shippingUnavailable, message,
        fields: [FieldError(field: field, code: "unavailable", message: message)])
    }
    return best
  }
}

extension PurchasedItem {
  /// A line of a cart as it is bought. Throws `MoneyError.overflow`.
  init(_ line: CartLine) throws {
    try self.init(
      variant: line.variant, product: line.product, category: line.category, title: line.title,
      variantTitle: line.variantTitle, productSlug: line.productSlug, sku: line.sku, imageKey: line.imageKey,
      quantity: line.quantity, unitPrice: line.unitPrice)
  }
}
