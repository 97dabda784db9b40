import Kernel
import Persistence

/// Carts that one transaction inserts.
private let cartsPerTransaction = 500

/// A cart that waits for its checkout.
struct FilledCart: Sendable {
  let id: CartID
  let variants: [VariantID]

  var line: String { ([id.description] + variants.map(\.description)).joined(separator: " ") }
}

/// Fills guests' carts with three things from three shops, without going through the program: only what
/// happens to them later is measured.
struct CartFiller {
  let database: Database

  private struct Offer: RowDecodable, Sendable {
    let variant: VariantID
    let shop: ShopID
    let price: Int64
    let currency: String

    init(row: inout Row) throws {
      variant = try row.next()
      shop = try row.next()
      price = try row.next()
      currency = try row.next()
    }
  }

  func fill(_ count: Int) async throws -> [FilledCart] {
    let offers: [Offer] = try await database.read { snapshot in
      try snapshot.all(
        """
        SELECT v.id, v.shop_id, v.price, p.currency FROM variants v JOIN products p ON p.id = v.product_id
        WHERE p.is_listed = TRUE AND v.deleted_at IS NULL AND v.on_hand - v.reserved - v.allocated > 1000
        ORDER BY v.id
        """)
    }
    guard Set(offers.map(\.shop)).count >= 3 else {
      throw BenchmarkError("products of three shops are needed")
    }
    var filled: [FilledCart] = []
    while filled.count < count {
      let baskets = (0..<min(cartsPerTransaction, count - filled.count)).map { _ in CartFiller.basket(offers)
      }
      filled += try await database.write { try CartFiller.insert(baskets, $0) }
    }
    return filled
  }

  private static func basket(_ offers: [Offer]) -> [Offer] {
    var basket: [Offer] = []
    while basket.count < 3 {
      guard let offer = offers.randomElement() else { return basket }
      if !basket.contains(where: { $0.shop == offer.shop }) { basket.append(offer) }
    }
    return basket
  }

  private static func insert(_ baskets: [[Offer]], _ transaction: Transaction) throws -> [FilledCart] {
    let now = transaction.now
    let carts = baskets.map { FilledCart(id: CartID(at: now), variants: $0.map(\.variant)) }
    let heads = zip(carts, baskets).map { cart, basket -> SQL in
      "(\(cart.id), \(basket.first?.currency ?? "EUR"), 'open', \(now), \(now))"
    }
    let lines = zip(carts, baskets).flatMap { cart, basket in
      basket.map { offer -> SQL in "(\(cart.id), \(offer.variant), 1, \(offer.price), \(now))" }
    }
    try transaction.run(
      """
      INSERT INTO carts (id, currency, status, created_at, updated_at)
      VALUES \(fragment: SQL.join(heads, ", "))
      """)
    try transaction.run(
      """
      INSERT INTO cart_items (cart_id, variant_id, quantity, price_seen, added_at)
      VALUES \(fragment: SQL.join(lines, ", "))
      """)
    return carts
  }
}
