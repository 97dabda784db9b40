import Identity
import Kernel
import Ordering
import Persistence
import TestSupport
import Vendors
import Web

@testable import Catalog

/// What stock a variant has.
struct Stock: Equatable {
  let onHand, reserved, allocated, sold: Int64

  init(_ onHand: Int64, reserved: Int64 = 0, allocated: Int64 = 0, sold: Int64 = 0) {
    self.onHand = onHand
    self.reserved = reserved
    self.allocated = allocated
    self.sold = sold
  }
}

/// A small market on a fresh database. Its rows are written directly, so that these tests need nothing of
/// the areas below but their tables.
struct Market: Sendable {
  let database: Database
  let time: TestClock
  let recorder: SettlementRecorder
  let ordering: Ordering

  static let migrations = [
    PersistenceMigrations.folder, Identity.migrations, Vendors.migrations, Catalog.migrations,
    Ordering.migrations,
  ]

  init(_ database: Database, _ time: TestClock, reservations: ReservationPolicy?) {
    self.database = database
    self.time = time
    recorder = SettlementRecorder()
    ordering = Ordering(
      database: database, clock: time.clock,
      stock: StockStore(changes: CatalogChanges(database, longestWait: .seconds(120))),
      settlement: recorder, reservations: reservations, paymentMethods: [Ordering.cashOnDelivery, "test"],
      imageURL: { "/media/\($0)" })
  }

  func account(_ name: String = "ada") async throws -> AccountID {
    let id = AccountID()
    let email = "\(name).\(id.description)@example.com"
    try await database.write { tx in
      try tx.run(
        """
        INSERT INTO accounts (id, name, email, password_hash, role, is_active, created_at, updated_at)
        VALUES (\(id), \(name), \(email), '', 'customer', TRUE, 0, 0)
        """)
    }
    return id
  }

  func shop(_ slug: String, currency: String = "EUR") async throws -> ShopID {
    let id = ShopID()
    let owner = try await account("owner")
    try await database.write { tx in
      try tx.run(
        """
        INSERT INTO shops (id, owner_id, slug, name, folded_name, description, country, currency, status,
          shipping_policy, return_policy, created_at, updated_at)
        VALUES (\(id), \(owner), \(slug), \(slug.uppercased()), \(slug), '', 'DE', \(currency), 'approved', '',
          '', 0, 0)
        """)
      try tx.run("INSERT INTO shop_slugs (slug, shop_id, created_at) VALUES (\(slug), \(id), 0)")
    }
    return id
  }

  func variant(
    of shop: ShopID, price: Int64 = 1_000, stock: Int64 = 10, currency: String = "EUR", title: String = "Lamp"
  ) async throws -> VariantID {
    let product = ProductID()
    let variant = VariantID()
    try await database.write { tx in
      try tx.run(
        """
        INSERT INTO products (id, shop_id, slug, title, status, is_listed, in_stock, currency, price,
          price_max, listed_at, created_at, updated_at, tags, options)
        VALUES (\(product), \(shop), \(product.description), \(title), 'active', TRUE, TRUE, \(currency),
          \(price), \(price), 1, 1, 1, '', '')
        """)
      try tx.run(
        """
        INSERT INTO variants (id, product_id, shop_id, position, on_hand, price, title, options, created_at,
          updated_at)
        VALUES (\(variant), \(product), \(shop), 0, \(stock), \(price), 'Red', '', 1, 1)
        """)
    }
    return variant
  }

  func stock(_ variant: VariantID) async throws -> Stock? {
    try await database.read { snapshot in
      try snapshot.first("SELECT on_hand, reserved, allocated, sold FROM variants WHERE id = \(variant)") {
        row in
        let onHand: Int64 = try row.next()
        return Stock(onHand, reserved: try row.next(), allocated: try row.next(), sold: try row.next())
      }
    }
  }

  func count(_ sql: SQL) async throws -> Int64 {
    try await database.read { try $0.value(sql, as: Int64.self) } ?? -1
  }

  func run(_ sql: SQL) async throws { _ = try await database.write { try $0.run(sql) } }

  /// An open cart with these pieces in it.
  func cart(_ pieces: [(VariantID, Int64)], viewer: AccountID? = nil) async throws -> Cart {
    var cart = try await ordering.openCart(for: viewer)
    for (variant, quantity) in pieces {
      cart = try await ordering.putItem(variant, quantity: quantity, in: cart.id, viewer: viewer)
    }
    return cart
  }

  func request(
    _ cart: CartID, method: String = "cod", options: [ShopID: String] = [:], country: String = "DE"
  ) throws -> CheckoutInput {
    try CheckoutInput.read(CheckoutBody.json(cart, method: method, options: options, country: country))
  }

  func checkOut(
    _ cart: CartID, method: String = "cod", buyer: Buyer = .guest, options: [ShopID: String] = [:]
  ) async throws -> Checkout {
    try await ordering.placeCheckout(request(cart, method: method, options: options), by: buyer)
  }

  /// Buys one line and answers the order, which has its words, as who listens to placed orders gives them.
  func order(_ variant: VariantID, _ quantity: Int64 = 1, buyer: Buyer = .guest) async throws -> Order {
    let cart = try await cart([(variant, quantity)], viewer: buyer.account)
    let checkout = try await checkOut(cart.id, buyer: buyer)
    try await ordering.name(checkout.orders)
    return checkout.orders[0]
  }

  func pay(_ checkout: CheckoutID) async throws -> Checkout {
    try await database.write { try ordering.complete(checkout, paymentReference: "ref-1", $0) }
  }

  func move(_ order: Order, to target: OrderStatus) async throws -> Order {
    try await ordering.moveOrder(order.id, OrderMove(to: target, by: .vendor), access: .shop(order.shop.id))
      .order
  }
}

/// The body that clients send to check out.
enum CheckoutBody {
  static func json(
    _ cart: CartID, method: String = "cod", options: [ShopID: String] = [:], country: String = "DE"
  ) -> JSONValue {
    .object([
      "cart": .string(cart.description), "email": "ada@example.com", "paymentMethod": .string(method),
      "shippingOptions": .object(
        Dictionary(uniqueKeysWithValues: options.map { ($0.key.description, .string($0.value)) })),
      "shippingAddress": .object(address(country: country)),
    ])
  }

  static func address(country: String = "DE") -> [String: JSONValue] {
    [
      "name": "Ada Lovelace", "line1": "Gartenstraße 1", "city": "Berlin", "region": "Berlin",
      "postalCode": "10115", "country": .string(country), "phone": "+49 30 1234567",
    ]
  }
}

/// A market of its own for one test; nobody is limited in what they hold unpaid, unless by `reservations`.
func withMarket(
  _ engine: TestEngine, poolSize: Int? = nil, reservations: ReservationPolicy? = nil,
  _ body: @Sendable (Market) async throws -> Void
) async throws {
  let time = TestClock()
  try await withDatabase(
    engine, migrations: Market.migrations, clock: time.clock, poolSize: poolSize,
    beforeCommit: AuditLog.append, keyedTransactions: IdempotencyRows()
  ) { database async throws in
    try await body(Market(database, time, reservations: reservations))
  }
}

/// The kind of the problem that `body` throws; `nil` when it throws none.
func problem(_ body: @Sendable () async throws -> some Any) async throws -> Problem? {
  do {
    _ = try await body()
    return nil
  } catch let problem as Problem {
    return problem
  }
}
