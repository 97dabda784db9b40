import Catalog
import Identity
import Kernel
import Ordering
import Persistence
import Settlement
import Vendors

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
          "name": "Ada Lovelace", "line1": "1 Analytical Row", "city": "London", "postalCode": "W1A 1AA",
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
}

/// What is wrong with a test's market.
package struct TestMarketError: Error {
  package let reason: String
}
