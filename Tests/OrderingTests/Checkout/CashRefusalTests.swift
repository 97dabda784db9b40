import Kernel
import Ordering
import TestSupport
import Testing
import Web

/// Goods that can't be paid at the door.
@Suite struct CashRefusalTests {
  private func request(_ cart: CartID, _ method: String) throws -> CheckoutInput {
    try CheckoutInput.read(CheckoutBody.json(cart, method: method))
  }

  @Test(arguments: TestEngine.allCases) func cashIsRefusedWithTheirNames(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let north = try await market.shop("north")
      let lamp = try await market.variant(of: north, price: 1_000)
      let cup = try await market.variant(of: north, price: 300, title: "Cup")
      let cart = try await market.cart([(lamp, 1), (cup, 1)]).id
      #expect(try await market.ordering.cart(cart, viewer: nil).cashlessTitles.isEmpty)
      // The flag changes between the page and the order.
      try await market.run("UPDATE products SET takes_cash = FALSE WHERE title = 'Cup'")
      #expect(try await market.ordering.cart(cart, viewer: nil).cashlessTitles == ["Cup"])
      let cash = try request(cart, "cod")
      let refused = try await problem { try await market.ordering.placeCheckout(cash, by: .guest) }
      #expect(refused?.kind == .cashNotAccepted && refused?.kind.status == 409)
      #expect(refused?.fields.map(\.field) == ["paymentMethod"])
      #expect(refused?.detail.description.contains("Cup") == true)
      // Nothing was taken, and another way to pay is open.
      #expect(try await market.stock(lamp) == Stock(10))
      #expect(try await market.ordering.cart(cart, viewer: nil).status == .open)
      let checkout = try await market.ordering.placeCheckout(request(cart, "test"), by: .guest)
      #expect(checkout.status == .awaitingPayment)
    }
  }
}
