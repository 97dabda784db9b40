import Kernel
import Ordering
import TestSupport
import Testing
import Web

/// A body with one member replaced; `nil` takes it out.
private func body(_ path: String, _ value: JSONValue?) -> JSONValue {
  guard case .object(var members) = CheckoutBody.json(CartID()) else { return .null }
  let pieces = path.split(separator: ".").map(String.init)
  if pieces.count == 2, case .object(var inner)? = members[pieces[0]] {
    inner[pieces[1]] = value
    members[pieces[0]] = .object(inner)
  } else {
    members[path] = value
  }
  return .object(members)
}

private let long = JSONValue.string(String(repeating: "x", count: 600))

@Suite struct CheckoutInputTests {
  @Test(
    arguments: [
      ("cart", nil), ("cart", .string("cart_x")), ("cart", .integer(1)),
      ("cart", .string(ShopID().description)),
      ("email", .string("nobody")), ("email", .integer(7)), ("email", long),
      ("paymentMethod", nil), ("paymentMethod", .boolean(true)), ("paymentMethod", long),
      ("shippingAddress", nil), ("shippingAddress", .string("Berlin")), ("shippingAddress", .array([])),
      ("shippingAddress.name", nil), ("shippingAddress.name", .string("")), ("shippingAddress.name", long),
      ("shippingAddress.line1", nil), ("shippingAddress.line1", .integer(1)), ("shippingAddress.line1", long),
      ("shippingAddress.line2", long), ("shippingAddress.city", nil), ("shippingAddress.city", long),
      ("shippingAddress.region", long), ("shippingAddress.postalCode", nil),
      ("shippingAddress.postalCode", long),
      ("shippingAddress.country", nil), ("shippingAddress.country", .string("XX")),
      ("shippingAddress.phone", long), ("shippingOptions", .string("standard")),
      ("shippingAddress.planet", .string("Earth")), ("coupon", .string("FREE")),
    ] as [(String, JSONValue?)])
  func eachWrongFieldIsNamed(_ path: String, _ value: JSONValue?) throws {
    do {
      _ = try CheckoutInput.read(body(path, value))
      Issue.record("\(path) was taken")
    } catch let problem as Problem {
      #expect(problem.kind == .invalidInput)
      #expect(problem.fields.contains { $0.field == path }, "\(problem.fields)")
    }
  }

  @Test func aRightBodyIsRead() throws {
    let shop = ShopID()
    let request = try CheckoutInput.read(CheckoutBody.json(CartID(), options: [shop: "post"]))
    #expect(request.shippingOptions == [shop.description: "post"])
    #expect(request.shippingAddress.address.city == "Berlin")
  }

  @Test(arguments: TestEngine.allCases)
  func whatOnlyTheMarketKnowsIsNamedToo(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let cart = try await market.cart([(lamp, 1)])
      guard case .object(var members) = CheckoutBody.json(cart.id, method: "barter") else { return }
      members["email"] = nil
      members["shippingOptions"] = .object(["north pole": "sledge"])
      let request = try CheckoutInput.read(.object(members))
      let refusal = try await problem { try await market.ordering.placeCheckout(request, by: .guest) }
      #expect(refusal?.fields.map(\.field) == ["email", "paymentMethod", "shippingOptions.north pole"])
      members["paymentMethod"] = "cod"
      members["shippingOptions"] = nil
      // Who is signed in may leave the address out.
      let ada = try await market.account()
      let checkout = try await market.ordering.placeCheckout(
        CheckoutInput.read(.object(members)), by: Buyer(account: ada, email: "me@example.com"))
      #expect(checkout.email == "me@example.com" && checkout.account == ada)
      let missing = try CheckoutInput.read(CheckoutBody.json(CartID()))
      let absent = try await problem { try await market.ordering.placeCheckout(missing, by: .guest) }
      #expect(absent?.kind == .notFound)
      let empty = try await market.ordering.openCart(for: nil)
      let nothing = try await problem { try await market.checkOut(empty.id) }
      #expect(nothing?.kind == .cartEmpty)
    }
  }
}
