import Foundation
import Kernel
import Ordering
import TestSupport
import Testing
import Web

/// What a client reads of an output.
private func read(_ output: some Output) throws -> JSONValue {
  try JSONDecoder().decode(JSONValue.self, from: Data(JSONWriter.bytes(of: output)))
}

@Suite struct ReadOrdersTests {
  @Test(arguments: TestEngine.allCases)
  func anothersOrderIsNotThere(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let (north, south) = (try await market.shop("north"), try await market.shop("south"))
      let (ada, bob) = (try await market.account(), try await market.account())
      let lamp = try await market.variant(of: north)
      let order = try await market.order(lamp, buyer: Buyer(account: ada, email: "ada@example.com"))
      let strangers: [OrderAccess] = [
        .shop(south), .customer(bob, key: nil), .customer(nil, key: nil), .customer(bob, key: "guess"),
        .customer(nil, key: String(order.accessKey.reversed()) + "0"),
      ]
      for access in strangers {
        let read = try await problem { try await market.ordering.order(order.id, access: access) }
        #expect(read?.kind == .notFound)
        let move = try await problem {
          try await market.ordering.moveOrder(
            order.id, OrderMove(to: .cancelled, by: .customer), access: access)
        }
        #expect(move?.kind == .notFound)
      }
      let friends: [OrderAccess] = [
        .shop(north), .customer(ada, key: nil), .customer(nil, key: order.accessKey), .admin,
      ]
      for access in friends {
        #expect(try await market.ordering.order(order.id, access: access).order.id == order.id)
      }
      let absent = try await problem { try await market.ordering.order(OrderID(), access: .admin) }
      #expect(absent?.kind == .notFound)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func guestsOrdersAreNobodysList(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let order = try await market.order(lamp)
      let read = try await problem {
        try await market.ordering.order(order.id, access: .customer(nil, key: nil))
      }
      #expect(read?.kind == .notFound)
      let ada = try await market.account()
      #expect(try await market.ordering.orders(OrderFilter(account: ada), PageRequest()).items.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func listsAreFilteredAndPaged(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let (north, south) = (try await market.shop("north"), try await market.shop("south"))
      let lamp = try await market.variant(of: north, stock: 100)
      let cup = try await market.variant(of: south, stock: 100)
      var placed: [Order] = []
      for _ in 0..<7 {
        market.time.advance(seconds: 1)
        placed.append(try await market.order(lamp))
      }
      _ = try await market.order(cup)
      _ = try await market.move(placed[2], to: .shipped)
      var seen: [OrderID] = []
      var cursor: Cursor?
      repeat {
        let page = try await market.ordering.orders(
          OrderFilter(shop: north), PageRequest(limit: 3, cursor: cursor))
        seen += page.items.map(\.order.id)
        #expect(page.items.allSatisfy { $0.order.items.count == 1 && $0.order.shop.id == north })
        cursor = page.nextCursor
      } while cursor != nil
      #expect(seen == placed.map(\.id).reversed())
      let shipped = try await market.ordering.orders(
        OrderFilter(shop: north, status: .shipped), PageRequest())
      #expect(shipped.items.map(\.order.id) == [placed[2].id])
      #expect(shipped.items.first?.history.map(\.to) == [.pending, .shipped])
      let number = String(placed[4].number.dropFirst(2).lowercased().prefix(8))
      let found = try await market.ordering.orders(OrderFilter(shop: north, text: number), PageRequest())
      #expect(found.items.map(\.order.id) == [placed[4].id])
      let named = try await market.ordering.orders(OrderFilter(shop: south, text: "LOVELACE"), PageRequest())
      #expect(named.items.count == 1)
      for text in [
        "gartenstrasse berl", "ADA@example", "10115 ada", placed[4].number.replacing("-", with: ""),
      ] {
        let found = try await market.ordering.orders(OrderFilter(shop: north, text: text), PageRequest())
        #expect(found.items.contains { $0.order.id == placed[4].id }, "\(text)")
      }
      let wild = try await market.ordering.orders(OrderFilter(text: "%"), PageRequest())
      #expect(wild.items.isEmpty)
      #expect(try await market.ordering.orderCounts(OrderFilter(shop: north)) == [.pending: 6, .shipped: 1])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theJSONTellsEverything(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), price: 1_234)
      try await market.run("UPDATE products SET image_key = 'products/abc'")
      let order = try await market.order(lamp, 2)
      let details = try await market.ordering.order(order.id, access: .admin)
      let forCustomer = try read(OrderOutput(details, for: .customer, market.ordering.imageURL))
      #expect(forCustomer["total"]?["amount"] == .integer(2_468))
      #expect(forCustomer["allowedTransitions"] == .array(["cancelled"]))
      #expect(forCustomer["key"] == .string(order.accessKey))
      guard case .array(let items)? = forCustomer["items"] else {
        Issue.record("no items")
        return
      }
      #expect(items.first?["image"] == "/media/products/abc")
      #expect(items.first?["variantTitle"] == "Red")
      #expect(forCustomer["shippingAddress"]?["line1"] == "Gartenstraße 1")
      let forVendor = try read(OrderOutput(details, for: .vendor, market.ordering.imageURL))
      #expect(forVendor["key"] == .null)
      #expect(forVendor["allowedTransitions"] == .array(["processing", "shipped", "cancelled"]))
    }
  }
}
