import Catalog
import Engagement
import Foundation
import Gateways
import Identity
import Kernel
import Ordering
import Persistence
import Settlement
import TestSupport
import Vendors

/// The areas over one fresh database, wired as the program wires them, with a clock that stands still.
package struct Market: Sendable {
  package let database: Database
  package let clock: TestClock
  package let identity: Identity
  package let vendors: Vendors
  package let catalog: Catalog
  package let bookkeeping: Bookkeeping
  package let ordering: Ordering
  package let settlement: Settlement
  package let engagement: Engagement

  package static let publicURL = "https://souk.test"

  package static let migrations: [URL?] = [
    PersistenceMigrations.folder, IdentityMigrations.folder, VendorsMigrations.folder,
    CatalogMigrations.folder,
    OrderingMigrations.folder, SettlementMigrations.folder, EngagementMigrations.folder,
  ]

  /// A node of the market on a database that is migrated.
  package init(_ database: Database, _ clock: TestClock, gateways: [any PaymentGateway]) throws {
    self.database = database
    self.clock = clock
    let folder = FileManager.default.temporaryDirectory
    identity = Identity(
      database: database, clock: clock.clock, passwords: try PasswordHasher(cost: 4, threads: 1),
      vault: try Vault(keys: Vault.makeKey(named: "test")),
      publicURL: Market.publicURL, siteName: "Souk")
    vendors = Vendors(
      database: database, clock: clock.clock, identity: identity, publicURL: Market.publicURL,
      listing: QuietListing())
    catalog = Catalog(
      database: database, clock: clock.clock,
      objects: LocalObjects(folder: folder), images: ImageCodec(threads: 1), generation: CatalogGeneration(),
      importFiles: ImportFiles(folder: folder))
    bookkeeping = Bookkeeping()
    ordering = Ordering(
      database: database, clock: clock.clock, stock: catalog.stock, settlement: bookkeeping,
      reservations: nil,
      paymentMethods: [Ordering.cashOnDelivery] + gateways.map(\.name), imageURL: { "/media/" + $0 })
    settlement = Settlement(
      database: database, clock: clock.clock, ordering: ordering, bookkeeping: bookkeeping,
      gateways: gateways,
      publicURL: Market.publicURL)
    engagement = Engagement(
      database: database, ordering: ordering, publicURL: Market.publicURL, siteName: "Souk")
  }
}

/// Shops are made open, so no product has to be shown or hidden later.
private struct QuietListing: ShopListing {
  func shopStatusChanged(_ shop: ShopID, isOpen: Bool, _ tx: Transaction) throws {}
}

/// Opens a market on a fresh database and removes it after `body`.
package func withMarket(
  _ engine: TestEngine, gateways: [any PaymentGateway] = [TestGateway()],
  isolation: isolated (any Actor)? = #isolation, _ body: (Market) async throws -> Void
) async throws {
  let clock = TestClock()
  try await withDatabase(
    engine, migrations: Market.migrations, clock: clock.clock, beforeCommit: AuditLog.append,
    keyedTransactions: IdempotencyRows()
  ) {
    database async throws in
    try await body(try Market(database, clock, gateways: gateways))
  }
}

extension Market {
  /// An approved shop with an owner of its own, `vendor-<slug>@example.org`.
  package func openShop(_ name: String, currency: Currency = .eur) async throws -> Shop {
    let slug = Slug(title: name, fallback: "shop").text
    let owner = try await identity.ensureOperator(
      email: try email("vendor-\(slug)"), name: "Vendor of \(name)")
    return try await vendors.ensureShop(
      OpenShopInput(name: name, description: "Things by \(name)", country: "DE", currency: currency),
      owner: owner.id)
  }

  /// A product for sale with one variant; `price` in minor units.
  package func stock(
    _ title: String, in shop: Shop, price: Int64, pieces: Int64 = 100, category: CategoryID? = nil
  ) async throws -> VariantID {
    let draft = ProductDraft(
      title: title, text: .empty, category: category, variants: [VariantDraft(price: price, stock: pieces)])
    let writer = catalog.writer
    return try await database.write { tx in
      let ids = try writer.insert([draft], into: try ShopTerms.hold(shop.id, tx), tx)
      let variants = try ids.compactMap { try ProductStore.find($0, tx) }.flatMap(\.variants)
      guard let variant = variants.first else { throw TestMarketError(reason: "no variant was made") }
      return variant.id
    }
  }

  /// A category below another one.
  package func category(_ name: String, below parent: CategoryID? = nil) async throws -> CategoryID {
    try await database.write { tx in
      let id = CategoryID()
      let slug = Slug(title: name, fallback: "category").text
      try tx.run(
        """
        INSERT INTO categories (id, parent_id, slug, name, folded_name, position, created_at, updated_at)
        VALUES (\(id), \(parent), \(slug), \(name), \(name.lowercased()), 0, \(tx.now), \(tx.now))
        """)
      return id
    }
  }

  /// Checks out a new cart with these pieces.
  package func checkOut(
    _ pieces: [(VariantID, Int64)], by method: String = "test", account: AccountID? = nil,
    email address: String = "ada@example.org"
  ) async throws -> Checkout {
    let cart = try await ordering.openCart(for: account)
    for (variant, quantity) in pieces {
      _ = try await ordering.putItem(variant, quantity: quantity, in: cart.id, viewer: account)
    }
    let request = try CheckoutInput.read(
      .object([
        "cart": .string(cart.id.description), "email": .string(address), "paymentMethod": .string(method),
        "shippingAddress": .object([
          "name": "Ada Lovelace", "line1": "1 Analytical Row", "city": "London", "postalCode": "W1",
          "country": "GB",
        ]),
      ]))
    return try await ordering.placeCheckout(request, by: Buyer(account: account, email: address))
  }

  /// Checks out and, unless it is cash on delivery, pays with a good card.
  package func buy(_ pieces: [(VariantID, Int64)], by method: String = "test") async throws -> Checkout {
    let checkout = try await checkOut(pieces, by: method)
    if checkout.status == .completed { return checkout }
    return try await settlement.pay(checkout.id, with: .token("test_success"), viewer: nil).checkout
  }

  /// Moves an order through these states, as its shop.
  package func move(_ order: Order, _ states: OrderStatus..., note: String? = nil) async throws {
    for state in states {
      _ = try await ordering.moveOrder(
        order.id, OrderMove(to: state, by: .vendor, note: note), access: .admin)
    }
  }

  package func email(_ name: String) throws -> EmailAddress {
    guard let email = EmailAddress("\(name)@example.org") else {
      throw TestMarketError(reason: "bad address")
    }
    return email
  }

  /// Runs every job and consumer that is due.
  package func drain(_ mails: MailBox = MailBox()) async throws {
    var jobs = JobRegistry()
    SettlementJobs.register(settlement, in: &jobs)
    try EngagementJobs.register(engagement, in: &jobs)
    SendMail.register(in: &jobs, mails, database)
    var consumers = ConsumerRegistry()
    EngagementConsumers.register(engagement, in: &consumers)
    try await JobRunner(database: database, jobs: jobs, consumers: consumers).drain()
  }
}

/// Keeps the mails that are sent.
package actor MailBox: MailTransport {
  package private(set) var mails: [MailMessage] = []

  package init() {}

  package func send(_ message: MailMessage, id: String) async throws { mails.append(message) }

  /// Those to this address.
  package func to(_ address: String) -> [MailMessage] { mails.filter { $0.to == address } }
}

/// What is wrong with a test's market.
package struct TestMarketError: Error {
  package let reason: String
}
