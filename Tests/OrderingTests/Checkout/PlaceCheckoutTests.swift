import Kernel
import Ordering
import TestSupport
import Testing
import Web

@Suite struct PlaceCheckoutTests {
  @Test(arguments: TestEngine.allCases)
  func cashOnDeliveryMakesAnOrderPerShop(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      var pieces: [(VariantID, Int64)] = []
      for (index, slug) in ["north", "south", "west"].enumerated() {
        pieces.append((try await market.variant(of: market.shop(slug), price: 1_000 * Int64(index + 1)), 2))
      }
      let cart = try await market.cart(pieces)
      let checkout = try await market.checkOut(cart.id)
      #expect(checkout.status == .completed)
      #expect(checkout.total == Money(12_000, .eur))
      #expect(checkout.orders.count == 3)
      #expect(Set(checkout.orders.map(\.number)).count == 3)
      for order in checkout.orders {
        #expect(order.status == .pending && order.paymentStatus == .pending)
        #expect(order.number.wholeMatch(of: /S-[0-9A-Z]{5}-[0-9A-Z]{5}/) != nil)
      }
      for (variant, _) in pieces { #expect(try await market.stock(variant) == Stock(10, allocated: 2)) }
      #expect(market.recorder.entries == [.completed(checkout.id, orders: 3, reference: nil)])
      let read = try await market.ordering.checkout(checkout.id, viewer: nil)
      #expect(read.parts == checkout.parts)
      #expect(read.orders.map(\.id) == checkout.orders.map(\.id))
      #expect(read.address == checkout.address)
      let events = try await market.count("SELECT COUNT(*) FROM outbox WHERE name = 'order.placed'")
      #expect(events == 3)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func onlinePaymentReservesFirst(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), price: 700)
      let cart = try await market.cart([(lamp, 3)])
      let checkout = try await market.checkOut(cart.id, method: "test")
      #expect(checkout.status == .awaitingPayment)
      #expect(checkout.expiresAt == market.time.now.adding(seconds: 900))
      #expect(try await market.stock(lamp) == Stock(10, reserved: 3))
      let read = try await market.ordering.checkout(checkout.id, viewer: nil)
      #expect(read.parts == checkout.parts && read.orders.isEmpty)
      // The price is frozen: what the shop asks later doesn't matter.
      try await market.run("UPDATE variants SET price = 9999")
      let paid = try await market.pay(checkout.id)
      #expect(paid.status == .completed && paid.total == Money(2_100, .eur))
      #expect(paid.orders.map(\.status) == [.paid])
      #expect(paid.orders.map(\.paymentStatus) == [.succeeded])
      #expect(try await market.stock(lamp) == Stock(10, allocated: 3))
      let again = try await market.pay(checkout.id)
      #expect(again.orders.map(\.id) == paid.orders.map(\.id))
      #expect(market.recorder.entries == [.completed(checkout.id, orders: 1, reference: "ref-1")])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theSameRequestAnswersTheSameCheckout(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let cart = try await market.cart([(lamp, 1)])
      let first = try await market.checkOut(cart.id)
      let second = try await market.checkOut(cart.id)
      #expect(first.id == second.id)
      #expect(first.orders.map(\.id) == second.orders.map(\.id))
      let other = try await problem { try await market.checkOut(cart.id, method: "test") }
      #expect(other?.kind == .cartClosed)
      let late = try await problem {
        try await market.ordering.putItem(lamp, quantity: 2, in: cart.id, viewer: nil)
      }
      #expect(late?.kind == .cartClosed)
      #expect(try await market.stock(lamp) == Stock(10, allocated: 1))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func nothingIsHalfDone(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let cart = try await market.cart([(lamp, 1)])
      market.recorder.refuse(true)
      await #expect(throws: SettlementRecorder.Refusal.self) { try await market.checkOut(cart.id) }
      #expect(try await market.stock(lamp) == Stock(10))
      #expect(try await market.count("SELECT COUNT(*) FROM orders") == 0)
      #expect(try await market.count("SELECT COUNT(*) FROM outbox") == 0)
      #expect(try await market.ordering.cart(cart.id, viewer: nil).status == .open)
      market.recorder.refuse(false)
      #expect(try await market.checkOut(cart.id).status == .completed)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func shippingOptionsArePriced(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let north = try await market.shop("north")
      let lamp = try await market.variant(of: north, price: 4_000)
      let input = try ShippingOptionsInput.read(
        .object([
          "options": .array([
            .object([
              "id": "post", "name": "Post", "price": 490, "freeFrom": 5_000, "minDays": 2, "maxDays": 4,
            ]),
            .object(["name": "Express courier", "price": 990, "minDays": 1, "maxDays": 1]),
          ])
        ]))
      let options = try await market.ordering.replaceShippingOptions(of: north) { _ in input }
      #expect(options.map(\.id) == ["post", "express-courier"])
      let small = try await market.checkOut(market.cart([(lamp, 1)]).id)
      #expect(small.shippingTotal.amount == 490)
      let large = try await market.checkOut(market.cart([(lamp, 2)]).id)
      #expect(large.shippingTotal.amount == 0)
      let quick = try await market.checkOut(market.cart([(lamp, 2)]).id, options: [north: "express-courier"])
      #expect(quick.shippingTotal.amount == 990)
      #expect(quick.orders.first?.delivery.name == "Express courier")
      let cart = try await market.cart([(lamp, 1)])
      #expect(cart.shops.first?.options == options)
      let wrong = try await problem { try await market.checkOut(cart.id, options: [north: "teleport"]) }
      #expect(wrong?.kind == .invalidInput)
      #expect(wrong?.fields.map(\.field) == ["shippingOptions.\(north)"])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anAccountsCheckoutIsItsOwn(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let (ada, bob) = (try await market.account(), try await market.account())
      let cart = try await market.cart([(lamp, 1)], viewer: ada)
      let checkout = try await market.checkOut(
        cart.id, method: "test", buyer: Buyer(account: ada, email: "ada@example.com"))
      for stranger in [bob, nil] {
        let read = try await problem { try await market.ordering.checkout(checkout.id, viewer: stranger) }
        #expect(read?.kind == .notFound)
        let cancel = try await problem {
          try await market.ordering.cancelCheckout(checkout.id, viewer: stranger, key: checkout.accessKey)
        }
        #expect(cancel?.kind == .notFound)
        let payment = try await problem {
          try await market.database.write {
            try market.ordering.checkoutForPayment(checkout.id, viewer: stranger, $0)
          }
        }
        #expect(payment?.kind == .notFound)
      }
      #expect(try await market.ordering.checkout(checkout.id, viewer: ada).account == ada)
    }
  }
}
