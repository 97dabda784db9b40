import Kernel
import Ordering
import TestSupport
import Testing

/// Goods that come back from an unpaid order, or from before a log-in, are joined with what is in the cart by then.
@Suite struct JoinedCartTests {
  private func quantities(_ cart: Cart?) -> [VariantID: Int64] {
    Dictionary(uniqueKeysWithValues: (cart?.lines ?? []).map { ($0.variant, $0.quantity) })
  }

  @Test(arguments: TestEngine.allCases)
  func whatAGuestGivesUpComesIntoTheCartFilledMeanwhile(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let shop = try await market.shop("north")
      let (lamp, cup) = (try await market.variant(of: shop), try await market.variant(of: shop))
      let ordering = market.ordering
      let first = try await ordering.addToCart(lamp, adding: 2, held: nil, viewer: nil)
      let checkout = try await market.checkOut(first.id, method: "test")
      let second = try await ordering.addToCart(cup, adding: 1, held: first.id, viewer: nil)
      #expect(second.id != first.id)
      _ = try await ordering.cancelCheckout(checkout.id, viewer: nil, key: checkout.accessKey)
      for held in [first.id, second.id] {
        let present = try await ordering.presentCart(held: held, viewer: nil)
        #expect(quantities(present) == [lamp: 2, cup: 1])
      }
      #expect(try await market.stock(lamp) == Stock(10))
      #expect(try await ordering.presentItemCount(held: second.id, viewer: nil) == 3)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatExpiresComesBackEvenWhenTheLaterCartIsOrdered(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let shop = try await market.shop("north")
      let (lamp, cup) = (try await market.variant(of: shop), try await market.variant(of: shop))
      let ada = try await market.account()
      for viewer in [nil, ada] {
        let buyer = Buyer(account: viewer, email: "ada@example.com")
        let first = try await market.ordering.addToCart(lamp, adding: 2, held: nil, viewer: viewer)
        let checkout = try await market.checkOut(first.id, method: "test", buyer: buyer)
        let second = try await market.ordering.addToCart(cup, adding: 1, held: first.id, viewer: viewer)
        #expect(try await market.checkOut(second.id, buyer: buyer).status == .completed)
        market.time.advance(seconds: 901)
        #expect(try await market.ordering.expireCheckout(checkout.id))
        let present = try await market.ordering.presentCart(held: second.id, viewer: viewer)
        #expect(quantities(present) == [lamp: 2])
      }
    }
  }

  /// The carts that are open when the first goods are put into a cart by a request for each at once.
  private func openedAtOnce(
    _ variants: [VariantID], held: CartID?, viewer: AccountID?, _ market: Market
  ) async throws -> [[VariantID: Int64]] {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for variant in variants {
        group.addTask {
          _ = try await market.ordering.addToCart(variant, adding: 1, held: held, viewer: viewer)
        }
      }
      try await group.waitForAll()
    }
    let present = try await market.ordering.presentCart(held: held, viewer: viewer)
    let others = try await market.ordering.otherCarts(than: present?.id, held: held, viewer: viewer)
    return ([present].compactMap { $0 } + others).map(quantities)
  }

  @Test(arguments: TestEngine.allCases)
  func theFirstGoodsOfManyTabsAtOnceStandInOneCart(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let shop = try await market.shop("north")
      var variants: [VariantID] = []
      for _ in 0..<6 { variants.append(try await market.variant(of: shop, stock: 100)) }
      let all = Dictionary(uniqueKeysWithValues: variants.map { ($0, Int64(1)) })
      for round in 0..<4 {
        let ada = try await market.account()
        #expect(try await openedAtOnce(variants, held: nil, viewer: ada, market) == [all], "\(round)")
        // A guest who has just ordered what the browser's cart held.
        let ordered = try await market.cart([(variants[0], 1)]).id
        _ = try await market.checkOut(ordered)
        #expect(try await openedAtOnce(variants, held: ordered, viewer: nil, market) == [all], "\(round)")
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anAccountsOrdersGivenUpAtOnceLoseNothing(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let shop = try await market.shop("north")
      let ada = try await market.account()
      let ordering = market.ordering
      var wanted: [VariantID: Int64] = [:]
      var checkouts: [CheckoutID] = []
      for count in 1...5 {
        let variant = try await market.variant(of: shop, stock: 100)
        wanted[variant] = Int64(count)
        let cart = try await market.cart([(variant, Int64(count))], viewer: ada)
        let buyer = Buyer(account: ada, email: "ada@example.com")
        checkouts.append(try await market.checkOut(cart.id, method: "test", buyer: buyer).id)
      }
      let extra = try await market.variant(of: shop, stock: 100)
      wanted[extra] = 4
      try await withThrowingTaskGroup(of: Void.self) { [checkouts] group in
        for id in checkouts {
          group.addTask { _ = try await ordering.cancelCheckout(id, viewer: ada, key: nil) }
        }
        for _ in 0..<4 {
          group.addTask { _ = try await ordering.addToCart(extra, adding: 1, held: nil, viewer: ada) }
        }
        try await group.waitForAll()
      }
      var carts = [try await ordering.presentCart(held: nil, viewer: ada)].compactMap { $0 }
      carts += try await ordering.otherCarts(than: carts.first?.id, held: nil, viewer: ada)
      var found: [VariantID: Int64] = [:]
      for line in carts.flatMap(\.lines) { found[line.variant, default: 0] += line.quantity }
      #expect(found == wanted)
    }
  }

  @Test("Clicks at once of a guest without a cart fill one", arguments: TestEngine.allCases)
  func clicksAtOnceFillOneCart(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let shop = try await market.shop("north")
      let lamp = try await market.variant(of: shop, stock: 100)
      let ordering = market.ordering
      for _ in 0..<4 {
        let fresh = CartID()
        let carts = try await withThrowingTaskGroup(of: CartID.self) { group in
          for _ in 0..<6 {
            group.addTask {
              try await ordering.addToCart(lamp, adding: 1, held: nil, viewer: nil, fresh: fresh).id
            }
          }
          return try await group.reduce(into: Set<CartID>()) { $0.insert($1) }
        }
        #expect(carts == [fresh])
        #expect(try await ordering.presentItemCount(held: fresh, viewer: nil) == 6)
        // What was checked out is not filled again by a page that is still open.
        _ = try await market.checkOut(fresh, method: "cod")
        let later = try await ordering.addToCart(lamp, adding: 1, held: nil, viewer: nil, fresh: fresh)
        #expect(later.id != fresh && later.itemCount == 1)
      }
    }
  }

  @Test("Nobody fills the cart of an account by an id", arguments: TestEngine.allCases)
  func anAccountsCartIsNotBegunAgain(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 100)
      let ada = try await market.account("ada")
      let own = try await market.ordering.addToCart(lamp, adding: 1, held: nil, viewer: ada)
      let guest = try await market.ordering.addToCart(lamp, adding: 2, held: nil, viewer: nil, fresh: own.id)
      #expect(guest.id != own.id && guest.itemCount == 2)
      #expect(try await market.ordering.presentItemCount(held: nil, viewer: ada) == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anotherCurrencyIsKeptInItsOwnCart(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let dollars = try await market.shop("west", currency: "USD")
      let mug = try await market.variant(of: dollars, currency: "USD", title: "Mug")
      let ada = try await market.account()
      let own = try await market.cart([(lamp, 1)], viewer: ada)
      market.time.advance(seconds: 60)
      let guest = try await market.ordering.addToCart(mug, adding: 3, held: nil, viewer: nil)
      let merged = try await market.ordering.mergeCart(guest: guest.id, into: ada)
      // What was in the cart a moment ago still is; the older one is beside it.
      #expect(merged.isApart && merged.cart.id == guest.id && merged.cart.account == ada)
      #expect(quantities(merged.cart) == [mug: 3])
      let others = try await market.ordering.otherCarts(than: guest.id, held: nil, viewer: ada)
      #expect(others.map(\.id) == [own.id])
      let chosen = try await market.ordering.bringForward(own.id, held: nil, viewer: ada)
      #expect(quantities(chosen) == [lamp: 1])
      #expect(try await market.ordering.presentCart(held: nil, viewer: ada)?.id == own.id)
      #expect(try await market.ordering.mergeCart(guest: guest.id, into: ada).isApart == false)
      let bob = try await market.account()
      let stolen = try await problem {
        try await market.ordering.bringForward(own.id, held: nil, viewer: bob)
      }
      #expect(stolen?.kind == .notFound)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatDoesNotFitStaysBeside(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let shop = try await market.shop("north")
      let ada = try await market.account()
      var pieces: [(VariantID, Int64)] = []
      for _ in 0..<(Cart.maximumLines + 1) { pieces.append((try await market.variant(of: shop), 1)) }
      let own = try await market.cart(Array(pieces.dropLast(2)), viewer: ada)
      let guest = try await market.cart(Array(pieces.suffix(2)))
      let merged = try await market.ordering.mergeCart(guest: guest.id, into: ada)
      // What took some of it in is the present one.
      #expect(merged.isApart && merged.cart.id == own.id)
      var carts = [merged.cart]
      carts += try await market.ordering.otherCarts(than: merged.cart.id, held: nil, viewer: ada)
      #expect(Set(carts.map(\.id)) == [own.id, guest.id])
      #expect(carts.map(\.lines.count).sorted() == [1, Cart.maximumLines])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatWaitsWhenSomebodySignsInComesBackToThem(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let shop = try await market.shop("north")
      let (lamp, cup) = (try await market.variant(of: shop), try await market.variant(of: shop))
      let ada = try await market.account()
      let first = try await market.ordering.addToCart(lamp, adding: 2, held: nil, viewer: nil)
      let checkout = try await market.checkOut(first.id, method: "test")
      let second = try await market.ordering.addToCart(cup, adding: 1, held: first.id, viewer: nil)
      _ = try await market.ordering.mergeCart(guest: second.id, into: ada)
      _ = try await market.ordering.cancelCheckout(checkout.id, viewer: ada, key: checkout.accessKey)
      let present = try await market.ordering.presentCart(held: nil, viewer: ada)
      #expect(quantities(present) == [lamp: 2, cup: 1])
    }
  }
}
