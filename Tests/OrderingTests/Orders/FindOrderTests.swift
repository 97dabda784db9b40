import Kernel
import Testing
import TestSupport

@testable import Ordering

@Suite struct FindOrderTests {
  @Test(arguments: TestEngine.allCases)
  func aGuestFindsAnOrderByNumberAndAddress(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let order = try await market.order(lamp)
      let other = try await market.order(lamp)
      let email = try #require(EmailAddress(order.email))
      let stranger = try #require(EmailAddress("stranger@example.org"))
      let bare = order.number.replacing("-", with: "").dropFirst()
      for typed in [
        order.number, order.number.lowercased(), " \(order.number.replacing("-", with: " ")) ", String(bare),
        "s\(bare)".replacing("0", with: "o").replacing("1", with: "l"),
      ] {
        let found = try await market.ordering.findOrder(FindOrderInput(number: typed, email: email))
        #expect(found.id == order.id, "\(typed)")
      }
      let shouted = try #require(EmailAddress(order.email.uppercased()))
      #expect(
        try await market.ordering.findOrder(FindOrderInput(number: other.number, email: shouted)).id
          == other.id)
      for (number, address) in [
        (order.number, stranger), ("S-00000-00000", email), ("12", email), ("%", email),
        ("S-U0000-00000", email),
      ] {
        let problem = await #expect(throws: Problem.self) {
          try await market.ordering.findOrder(FindOrderInput(number: number, email: address))
        }
        #expect(problem?.kind == .invalidInput && problem?.message(for: "number") != nil, "\(number)")
      }
    }
  }

  @Test func whatIsNoNumberIsRefused() {
    for typed in ["", "S", "S-", "7F3K9-2QD8", "S-7F3K9-2QD8XX", "S-UF3K9-2QD8X"] {
      #expect(OrderNumber.read(typed) == nil, "\(typed)")
    }
    #expect(OrderNumber.read("s 7f3k9 2qd8x") == "S-7F3K9-2QD8X")
    #expect(OrderNumber.read("SF3K92QD8X") == "S-SF3K9-2QD8X")
  }
}
