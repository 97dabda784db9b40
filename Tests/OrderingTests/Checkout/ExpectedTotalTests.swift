import Kernel
import Ordering
import TestSupport
import Testing
import Web

/// What somebody saw when they pressed the button is the most that they pay.
@Suite struct ExpectedTotalTests {
  private func request(
    _ cart: CartID, seeing total: JSONValue? = nil, delivery: JSONValue? = nil,
    _ items: [(VariantID, Int64)] = [], method: String = "test"
  ) throws -> CheckoutInput {
    guard case .object(var members) = CheckoutBody.json(cart, method: method) else {
      throw Problem(.malformedRequest)
    }
    members["expectedTotal"] = total
    members["expectedShippingTotal"] = delivery
    members["expectedItems"] = .object(
      Dictionary(uniqueKeysWithValues: items.map { ($0.description, .integer($1)) }))
    return try CheckoutInput.read(.object(members))
  }

  private func refusal(_ market: Market, _ request: CheckoutInput) async throws -> Problem? {
    try await problem { try await market.ordering.placeCheckout(request, by: .guest) }
  }

  /// A market with a lamp at this price, one of which is in a cart.
  private func withLamp(
    _ engine: TestEngine, price: Int64 = 1_000,
    _ body: @Sendable (_ market: Market, _ lamp: VariantID, _ cart: CartID) async throws -> Void
  ) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), price: price)
      try await body(market, lamp, try await market.cart([(lamp, 1)]).id)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aHigherPriceIsRefusedWithTheNewSum(_ engine: TestEngine) async throws {
    try await withLamp(engine, price: 5_500) { market, lamp, cart in
      try await market.run("UPDATE variants SET price = 590000")
      let seen = try request(cart, seeing: 5_500)
      for _ in 0..<2 {
        let refused = try await refusal(market, seen)
        #expect(refused?.kind == .totalChanged && refused?.kind.status == 409)
        #expect(refused?.total == Money(590_000, .eur))
        #expect(refused?.fields.map(\.field) == ["expectedTotal", "items.\(lamp)"])
        let text = refused?.detail.description ?? ""
        #expect(text.contains("€5,900.00 instead of €55.00") && text.contains("The price of"), "\(text)")
      }
      // Nothing was done: the goods are free, the cart is open, and the new sum is accepted.
      #expect(try await market.stock(lamp) == Stock(10))
      #expect(try await market.ordering.cart(cart, viewer: nil).status == .open)
      let agreed = try request(cart, seeing: .object(["amount": 590_000, "currency": "EUR"]))
      let checkout = try await market.ordering.placeCheckout(agreed, by: .guest)
      #expect(checkout.total == Money(590_000, .eur))
      // Whoever still sees the old sum does not get this order as the answer to theirs.
      #expect(try await refusal(market, seen)?.kind == .cartClosed)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aDearerDeliveryAndAGrownCartAreRefused(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let north = try await market.shop("north")
      let lamp = try await market.variant(of: north, price: 1_000)
      let cup = try await market.variant(of: north, price: 300, title: "Cup")
      let cart = try await market.cart([(lamp, 1)])
      let seen = try request(cart.id, seeing: 1_000, delivery: 0, method: "cod")
      let post = try ShippingOptionsInput.read(
        .object(["options": .array([.object(["name": "Post", "price": 490, "minDays": 1, "maxDays": 2])])]))
      _ = try await market.ordering.replaceShippingOptions(of: north) { _ in post }
      let dearer = try await refusal(market, seen)
      #expect(dearer?.total == Money(1_490, .eur))
      #expect(dearer?.detail.description.contains("Delivery now costs €4.90 instead of €0.00.") == true)
      _ = try await market.ordering.putItem(cup, quantity: 1, in: cart.id, viewer: nil)
      let grown = try await refusal(market, try request(cart.id, seeing: 1_490, delivery: 490))
      #expect(grown?.total == Money(1_790, .eur))
      #expect(grown?.detail.description.contains("There are other goods in the cart now.") == true)
      #expect(try await market.count("SELECT COUNT(*) FROM checkouts") == 0)
      let agreed = try request(cart.id, seeing: 1_790, method: "cod")
      #expect(try await market.ordering.placeCheckout(agreed, by: .guest).status == .completed)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aLowerPriceIsPassedOnAndAnotherCurrencyRefused(_ engine: TestEngine) async throws {
    try await withLamp(engine, price: 5_500) { market, lamp, cart in
      let dollars = try request(cart, seeing: .object(["amount": 9_900, "currency": "USD"]))
      #expect(try await refusal(market, dollars)?.kind == .totalChanged)
      try await market.run("UPDATE variants SET price = 4000")
      let checkout = try await market.ordering.placeCheckout(
        request(cart, seeing: .object(["amount": 5_500, "currency": "EUR"])), by: .guest)
      #expect(checkout.total == Money(4_000, .eur))
      let again = try await market.ordering.placeCheckout(request(cart, seeing: 5_500), by: .guest)
      #expect(again.id == checkout.id)
    }
  }

  /// In another tab the lamps went and a cup came, which costs no more.
  @Test(arguments: TestEngine.allCases)
  func otherGoodsAreRefusedWhateverTheyCost(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let north = try await market.shop("north")
      let lamp = try await market.variant(of: north, price: 1_000)
      let cup = try await market.variant(of: north, price: 300, title: "Cup")
      let cart = try await market.cart([(lamp, 2)])
      let seen = try request(cart.id, seeing: 2_000, delivery: 0, [(lamp, 2)])
      let unpriced = try request(cart.id, [(lamp, 2)])
      func isRefused(_ request: CheckoutInput) async throws -> Bool {
        let refused = try await refusal(market, request)
        #expect(refused?.fields.map(\.field) == ["expectedItems"])
        let text = refused?.detail.description
        #expect(text == "There are other goods in the cart now. Nothing was ordered.")
        return refused?.kind == .totalChanged
      }
      _ = try await market.ordering.putItem(lamp, quantity: 1, in: cart.id, viewer: nil)
      for request in [seen, unpriced] { #expect(try await isRefused(request)) }
      _ = try await market.ordering.removeItem(lamp, from: cart.id, viewer: nil)
      _ = try await market.ordering.putItem(cup, quantity: 2, in: cart.id, viewer: nil)
      for request in [seen, unpriced] { #expect(try await isRefused(request)) }
      #expect(try await market.count("SELECT COUNT(*) FROM checkouts") == 0)
      #expect(try await market.stock(cup) == Stock(10))
      let checkout = try await market.ordering.placeCheckout(
        request(cart.id, seeing: 2_000, [(cup, 2)]), by: .guest)
      #expect(checkout.total == Money(600, .eur))
      // The same again is answered with it, and who still sees the lamps does not take it for theirs.
      let again = try await market.ordering.placeCheckout(request(cart.id, [(cup, 2)]), by: .guest)
      #expect(again.id == checkout.id)
      #expect(try await refusal(market, seen)?.kind == .cartClosed)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func dearerGoodsAreNotCalledOthers(_ engine: TestEngine) async throws {
    try await withLamp(engine) { market, lamp, cart in
      try await market.run("UPDATE variants SET price = 1200")
      let text = try await refusal(market, request(cart, seeing: 1_000, delivery: 0, [(lamp, 1)]))?.detail
        .description
      #expect(text?.contains("The price of") == true && text?.contains("other goods") == false)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func goodsAreNamedByTheirVariants(_ engine: TestEngine) async throws {
    try await withLamp(engine) { market, lamp, cart in
      guard case .object(var members) = CheckoutBody.json(cart) else { return }
      members["expectedItems"] = .object(["lamp": 1])
      let wrong = try CheckoutInput.read(.object(members))
      #expect(try await refusal(market, wrong)?.fields.map(\.field) == ["expectedItems.lamp"])
      for quantity in [JSONValue.integer(0), .integer(1_000), .string("1"), .number(1.5)] {
        members["expectedItems"] = .object([lamp.description: quantity])
        #expect(throws: Problem.self) { _ = try CheckoutInput.read(.object(members)) }
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func priceAndOrderAtTheSameMomentNeverCostMoreThanWasSeen(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), price: 1_000, stock: 100)
      for round in 1...8 {
        try await market.run("UPDATE variants SET price = 1000")
        let cart = try await market.cart([(lamp, 1)])
        let seen = try request(cart.id, seeing: 1_000)
        async let raised: Void = market.run("UPDATE variants SET price = 9000")
        var total: Int64?
        do {
          total = try await market.ordering.placeCheckout(seen, by: .guest).total.amount
        } catch let problem as Problem {
          #expect(problem.kind == .totalChanged, "\(round)")
        }
        try await raised
        #expect(total == nil || total == 1_000, "\(round)")
      }
    }
  }

  @Test func sumsAreReadFromJSONAndForms() throws {
    let cart = CartID()
    func form(_ total: String) throws -> CheckoutInput {
      var pairs = [
        ("cart", cart.description), ("email", "ada@example.com"), ("paymentMethod", "cod"),
        ("expectedTotal", total),
      ]
      for (name, value) in CheckoutBody.address() {
        if case .string(let text) = value { pairs.append(("shippingAddress.\(name)", text)) }
      }
      return try CheckoutInput.read(Parameters(pairs))
    }
    let sent = try form(StatedAmount.formValue(MoneyTotal(Money(5_500, .eur)))).expectedTotal
    #expect(sent?.amount == 5_500 && sent?.currency == .eur)
    #expect(try form("5500").expectedTotal?.currency == nil)
    for wrong in ["55,00", "5500 EURO", "5500 EUR x", "-1", "€55"] {
      #expect(throws: Problem.self, "\(wrong)") { _ = try form(wrong) }
    }
    let wrong: [JSONValue] = [
      .number(1.5), "5500", .integer(-1), .object(["amount": 1]), .object(["amount": 1, "currency": "XXX"]),
      .array([1]),
    ]
    for value in wrong {
      #expect(throws: Problem.self, "\(value)") { _ = try request(cart, seeing: value) }
    }
  }
}
