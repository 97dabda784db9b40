import Kernel
import Ordering
import TestSupport
import Testing

/// What leads back to an order that is not paid.
@Suite struct WaitingCheckoutTests {
  @Test(arguments: TestEngine.allCases)
  func whoOrderedSeesWhatWaits(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let (ada, bob) = (try await market.account(), try await market.account())
      let own = try await market.checkOut(
        market.cart([(lamp, 1)], viewer: ada).id, method: "test",
        buyer: Buyer(account: ada, email: "ada@example.com"))
      let guest = try await market.checkOut(market.cart([(lamp, 1)]).id, method: "test")
      let key = try #require(guest.accessKey)
      #expect(own.accessKey == nil && key.count == 32)
      let ordering = market.ordering
      let held = [HeldCheckout(guest.id, key: key)]
      let both = try await ordering.waitingCheckouts(viewer: ada, held: held).map(\.id)
      #expect(Set(both) == [own.id, guest.id])
      #expect(try await ordering.waitingCheckouts(viewer: nil, held: held).map(\.id) == [guest.id])
      #expect(try await ordering.waitingCheckouts(viewer: bob, held: []).isEmpty)
      // Ids without their keys open nothing.
      let guessed = [HeldCheckout(own.id, key: key), HeldCheckout(guest.id, key: String(key.reversed()))]
      #expect(try await ordering.waitingCheckouts(viewer: nil, held: guessed).isEmpty)
      for wrong in [nil, "", String(key.reversed()), key + "0"] {
        let refused = try await problem {
          try await ordering.cancelCheckout(guest.id, viewer: nil, key: wrong)
        }
        #expect(refused?.kind == .notFound)
      }
      _ = try await market.pay(guest.id)
      market.time.advance(seconds: 901)
      #expect(try await ordering.waitingCheckouts(viewer: ada, held: held).isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func onesOwnReservationIsNotSomebodyElses(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 1)
      let first = try await market.ordering.addToCart(lamp, adding: 1, held: nil, viewer: nil)
      let checkout = try await market.checkOut(first.id, method: "test")
      let held = [HeldCheckout(checkout.id, key: try #require(checkout.accessKey))]
      func refusal(_ waiting: [HeldCheckout]) async throws -> Problem? {
        try await problem {
          try await market.ordering.addToCart(
            lamp, adding: 1, held: first.id, viewer: nil, waiting: waiting)
        }
      }
      let own = try await refusal(held)
      #expect(own?.kind == .outOfStock)
      #expect(own?.detail.description.contains("Your own order that is not paid yet holds 1 piece") == true)
      let others = try await refusal([])
      #expect(others?.kind == .outOfStock)
      #expect(others?.detail.description.contains("is sold out") == true)
    }
  }
  @Test(
    "What an unpaid order of one's own holds is not sold out, wherever one meets it",
    arguments: TestEngine.allCases)
  func onesOwnReservationIsNamedEverywhere(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let ordering = market.ordering
      let lamp = try await market.variant(of: market.shop("north"), stock: 2)
      let ada = try await market.account()
      let buyer = Buyer(account: ada, email: "ada@example.com")
      let (first, second) = (
        try await market.cart([(lamp, 2)], viewer: ada), try await market.cart([(lamp, 1)], viewer: ada)
      )
      let (guests, strangers) = (try await market.cart([(lamp, 1)]), try await market.cart([(lamp, 1)]))
      func isOwn(_ text: Words?) -> Bool { text?.description.contains("Your own order") == true }
      let own = try await market.checkOut(first.id, method: "test", buyer: buyer)
      let shown = try await ordering.cart(second.id, viewer: ada)
      #expect(shown.notices.map(\.code) == [.soldOut] && isOwn(shown.notices.first?.message))
      #expect(isOwn(try await problem { try await market.checkOut(second.id, buyer: buyer) }?.detail))
      let others = try await ordering.cart(strangers.id, viewer: nil)
      #expect(others.notices.map(\.code) == [.soldOut] && !isOwn(others.notices.first?.message))
      _ = try await ordering.cancelCheckout(own.id, viewer: ada, key: nil)
      // A guest's browser shows the key of its order.
      let held = try await market.checkOut(guests.id, method: "test")
      let key = [HeldCheckout(held.id, key: try #require(held.accessKey))]
      func change(_ waiting: [HeldCheckout]) async throws -> Words? {
        try await problem {
          try await ordering.putItem(lamp, quantity: 2, in: strangers.id, viewer: nil, waiting: waiting)
        }?.detail
      }
      #expect(isOwn(try await change(key)))
      #expect(!isOwn(try await change([])))
      _ = try await ordering.putItem(lamp, quantity: 1, in: strangers.id, viewer: nil)
      try await market.run("UPDATE variants SET on_hand = 1 WHERE id = \(lamp)")
      func order(_ waiting: [HeldCheckout]) async throws -> Words? {
        let buyer = Buyer(account: nil, email: nil, waiting: waiting)
        return try await problem { try await market.checkOut(strangers.id, buyer: buyer) }?.detail
      }
      #expect(isOwn(try await order(key)))
      #expect(!isOwn(try await order([])))
    }
  }
}
