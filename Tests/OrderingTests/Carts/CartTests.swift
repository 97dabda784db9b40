import Kernel
import Ordering
import TestSupport
import Testing
import Web

@Suite struct CartTests {
  @Test(arguments: TestEngine.allCases)
  func linesAreGroupedByShopAndSummed(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let (north, south) = (try await market.shop("north"), try await market.shop("south"))
      let lamp = try await market.variant(of: north, price: 1_250)
      let cup = try await market.variant(of: south, price: 300)
      let cart = try await market.cart([(lamp, 2), (cup, 3)])
      #expect(cart.itemCount == 5)
      #expect(cart.subtotal == MoneyTotal(3_400, .eur))
      #expect(cart.shops.map(\.subtotal.amount).sorted() == [900, 2_500])
      #expect(cart.shops.allSatisfy { $0.options == [.standard(.eur)] })
      #expect(cart.currency == .eur)
      #expect(cart.canCheckOut)
      let emptied = try await market.ordering.putItem(lamp, quantity: 0, in: cart.id, viewer: nil)
      #expect(emptied.lines.map(\.variant) == [cup])
      let none = try await market.ordering.removeItem(cup, from: cart.id, viewer: nil)
      #expect(none.isEmpty && none.currency == nil && none.subtotal == nil)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func quantityIsSetNotAdded(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      var cart = try await market.cart([(lamp, 2)])
      cart = try await market.ordering.putItem(lamp, quantity: 5, in: cart.id, viewer: nil)
      #expect(cart.lines.map(\.quantity) == [5])
      cart = try await market.ordering.addToCart(lamp, adding: 2, held: cart.id, viewer: nil)
      #expect(cart.lines.map(\.quantity) == [7])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatCannotBeBoughtIsRefused(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let north = try await market.shop("north")
      let lamp = try await market.variant(of: north, stock: 3)
      let cart = try await market.cart([(lamp, 1)])
      let ordering = market.ordering
      let short = try await problem {
        try await ordering.putItem(lamp, quantity: 4, in: cart.id, viewer: nil)
      }
      #expect(short?.kind == .outOfStock)
      #expect(short?.message(for: "quantity")?.description.contains("3") == true)
      let huge = try await problem {
        try await ordering.putItem(lamp, quantity: 1_000, in: cart.id, viewer: nil)
      }
      #expect(huge?.kind == .invalidInput)
      let unknown = try await problem {
        try await ordering.putItem(VariantID(), quantity: 1, in: cart.id, viewer: nil)
      }
      #expect(unknown?.kind == .notFound)
      let dollar = try await market.variant(of: market.shop("west", currency: "USD"), currency: "USD")
      let mixed = try await problem {
        try await ordering.putItem(dollar, quantity: 1, in: cart.id, viewer: nil)
      }
      #expect(mixed?.kind == .currencyMismatch)
      try await market.run("UPDATE products SET is_listed = FALSE")
      let hidden = try await problem {
        try await ordering.putItem(lamp, quantity: 1, in: cart.id, viewer: nil)
      }
      #expect(hidden?.kind == .productUnavailable)
      #expect(try await ordering.cart(cart.id, viewer: nil).lines.map(\.quantity) == [1])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func changesBehindTheBuyersBackAreTold(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), price: 1_000, stock: 5)
      let cart = try await market.cart([(lamp, 4)])
      try await market.run("UPDATE variants SET price = 1200, on_hand = 2")
      let later = try await market.ordering.cart(cart.id, viewer: nil)
      #expect(later.lines.first?.problem == .notEnough)
      #expect(later.notices.map(\.code) == [.notEnough, .priceChanged])
      #expect(later.subtotal == .zero(.eur))
      try await market.run("UPDATE variants SET on_hand = 0")
      #expect(try await market.ordering.cart(cart.id, viewer: nil).lines.first?.problem == .soldOut)
      try await market.run("UPDATE products SET is_listed = FALSE")
      #expect(try await market.ordering.cart(cart.id, viewer: nil).lines.first?.problem == .unavailable)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anAccountsCartIsItsOwn(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let (ada, bob) = (try await market.account(), try await market.account())
      let lamp = try await market.variant(of: market.shop("north"))
      let cart = try await market.cart([(lamp, 1)], viewer: ada)
      let ordering = market.ordering
      for stranger in [bob, nil] {
        let read = try await problem { try await ordering.cart(cart.id, viewer: stranger) }
        #expect(read?.kind == .notFound)
        let put = try await problem {
          try await ordering.putItem(lamp, quantity: 2, in: cart.id, viewer: stranger)
        }
        #expect(put?.kind == .notFound)
        let removal = try await problem {
          try await ordering.removeItem(lamp, from: cart.id, viewer: stranger)
        }
        #expect(removal?.kind == .notFound)
        let checkout = try await problem {
          try await market.checkOut(cart.id, buyer: Buyer(account: stranger, email: nil))
        }
        #expect(checkout?.kind == .notFound)
      }
      #expect(try await ordering.cart(cart.id, viewer: ada).status == .open)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aHundredLinesFit(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let shop = try await market.shop("north")
      let cart = try await market.ordering.openCart(for: nil)
      for index in 0...Cart.maximumLines {
        let variant = try await market.variant(of: shop)
        let refusal = try await problem {
          try await market.ordering.putItem(variant, quantity: 1, in: cart.id, viewer: nil)
        }
        #expect(refusal?.kind == (index == Cart.maximumLines ? .notAllowedNow : nil))
      }
      #expect(try await market.checkOut(cart.id).itemCount == 100)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func parallelChangesKeepOneCurrency(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let euro = try await market.variant(of: market.shop("north"))
      let dollar = try await market.variant(of: market.shop("west", currency: "USD"), currency: "USD")
      let cart = try await market.ordering.openCart(for: nil)
      let ordering = market.ordering
      let refusals = try await withThrowingTaskGroup(of: ProblemKind?.self) { group in
        for variant in [euro, dollar] {
          group.addTask {
            try await problem {
              try await ordering.putItem(variant, quantity: 1, in: cart.id, viewer: nil)
            }?.kind
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(refusals.compactMap { $0 } == [.currencyMismatch])
      #expect(try await ordering.cart(cart.id, viewer: nil).lines.count == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func onlyForgottenGuestCartsAreDeleted(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      _ = try await market.cart([(lamp, 1)])
      let mine = try await market.cart([(lamp, 1)], viewer: market.account())
      let bought = try await market.cart([(lamp, 1)])
      _ = try await market.checkOut(bought.id)
      market.time.advance(seconds: 91 * 86_400)
      let fresh = try await market.cart([(lamp, 1)])
      #expect(try await market.ordering.deleteForgottenCarts() == 1)
      let left = try await market.database.read {
        try $0.values("SELECT id FROM carts ORDER BY id", as: CartID.self)
      }
      #expect(Set(left) == [mine.id, bought.id, fresh.id])
    }
  }
}
