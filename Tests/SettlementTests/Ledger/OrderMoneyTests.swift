import Kernel
import MarketSupport
import Ordering
import Persistence
import Settlement
import TestSupport
import Testing
import Vendors

/// The whole way of money through orders, with the real catalogue and orders.
struct OrderMoneyTests {
  private func balance(_ market: Market, _ account: LedgerAccount) async throws -> Int128 {
    try await market.database.read { try Ledger.balance(of: account, .eur, $0).amount }
  }

  @Test(arguments: TestEngine.allCases)
  func anOnlineOrderIsCreditedOnDelivery(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 1999)
      let order = try await market.buy([(lamp, 3)]).orders[0]
      var shown = try await market.settlement.balance(of: shop.id)
      #expect(shown.pending.amount == 5397)
      #expect(shown.available.isZero)
      #expect(try await balance(market, .gateway("test")) == -5997)
      #expect(try await balance(market, .commissionPending) == 600)
      try await market.move(order, .processing, .shipped, .onTheWay, .delivered)
      shown = try await market.settlement.balance(of: shop.id)
      #expect(shown.pending.isZero)
      #expect(shown.available.amount == 5397)
      #expect(try await balance(market, .commission) == 600)
      // A refund that is asked for and refused changes nothing.
      try await market.move(order, .refundRequested, .delivered)
      #expect(try await market.settlement.balance(of: shop.id).available.amount == 5397)
      try await market.move(order, .refundRequested, .refunded)
      #expect(try await balance(market, .refundsDue) == 5997)
      try await market.drain()
      for account in [LedgerAccount.refundsDue, .gateway("test"), .commission, .shop(shop.id, .available)] {
        #expect(try await balance(market, account) == 0)
      }
      let report = try await market.settlement.verifyLedger()
      #expect(report.isClean, "\(report)")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func cashIsBookedWhenItIsTaken(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 10_000)
      let kept = try await market.buy([(lamp, 1)], by: "cod").orders[0]
      let cancelled = try await market.buy([(lamp, 2)], by: "cod").orders[0]
      #expect(try await balance(market, .cashReceivable) == -30_000)
      try await market.move(cancelled, .processing, .cancelled)
      #expect(try await balance(market, .cashReceivable) == -10_000)
      try await market.move(kept, .shipped, .delivered)
      #expect(try await balance(market, .cashReceivable) == 0)
      #expect(try await balance(market, .cash) == -10_000)
      #expect(try await market.settlement.balance(of: shop.id).available.amount == 9000)
      try await market.move(kept, .refundRequested, .refunded)
      try await market.drain()
      #expect(try await balance(market, .cash) == 0)
      #expect(try await market.settlement.refunds(nil, PageRequest()).items.isEmpty)
      #expect(try await market.settlement.verifyLedger().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anOrderIsGivenBackOnceHoweverOftenItIsCancelled(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 10_000)
      let checkout = try await market.buy([(lamp, 1)])
      let order = checkout.orders[0]
      let won = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<8 {
          group.addTask { (try? await market.move(order, .cancelled)) != nil }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(won == 1)
      try await market.drain()
      try await market.drain()
      #expect(gateway.refunds.count == 1)
      #expect(try await balance(market, .gateway("test")) == 0)
      #expect(try await market.settlement.verifyLedger().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func booksStayInBalanceWhileOrdersFlowAtOnce(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shops = [
        try await market.openShop("Lamps"), try await market.openShop("Rugs"),
        try await market.openShop("Pots"),
      ]
      var variants: [VariantID] = []
      for (index, shop) in shops.enumerated() {
        variants.append(
          try await market.stock("Thing", in: shop, price: 333 + Int64(index) * 1111, pieces: 1000))
      }
      let goods = variants
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<16 {
          group.addTask {
            let pieces = goods.map { ($0, Int64(1 + index % 3)) }
            let checkout = try await market.buy(pieces, by: index % 2 == 0 ? "cod" : "test")
            for (part, order) in checkout.orders.enumerated() {
              switch (index + part) % 4 {
              case 0: try await market.move(order, .cancelled)
              case 1: try await market.move(order, .shipped, .delivered)
              case 2: try await market.move(order, .shipped, .delivered, .refundRequested, .refunded)
              default: break
              }
            }
          }
        }
        try await group.waitForAll()
      }
      try await market.drain()
      let report = try await market.settlement.verifyLedger()
      #expect(report.isClean, "\(report)")
      #expect(report.orders == 48)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aVendorReadsItsLinesPageByPage(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let other = try await market.openShop("Rugs")
      let lamp = try await market.stock("Lamp", in: shop, price: 10_000)
      let rug = try await market.stock("Rug", in: other, price: 777)
      for _ in 0..<3 {
        let checkout = try await market.buy([(lamp, 1), (rug, 1)])
        for order in checkout.orders { try await market.move(order, .shipped, .delivered) }
      }
      _ = try await market.settlement.requestPayout(
        PayoutRequest(amount: 5000), from: shop.id, by: shop.owner)
      var lines: [ShopLine] = []
      var cursor: Cursor?
      repeat {
        let page = try await market.settlement.lines(
          of: shop.id, LineFilter(), PageRequest(limit: 3, cursor: cursor))
        lines += page.items
        cursor = page.nextCursor
      } while cursor != nil
      #expect(lines.count == 10)
      #expect(lines[0].description == "Payout requested")
      #expect(lines[0].balance?.amount == 22_000)
      #expect(lines.last?.description.description.hasPrefix("Sale S-") == true)
      #expect(lines.last?.gross?.amount == 10_000)
      #expect(lines.last?.commission?.amount == 1000)
      #expect(lines.last?.balance?.amount == 9000)
      let available = lines.filter { $0.account == .available }
      #expect(available.reduce(0) { $0 + $1.amount.amount } == 22_000)
      let filtered = try await market.settlement.lines(
        of: shop.id, LineFilter(account: .available), PageRequest(limit: 100))
      #expect(filtered.items.map(\.amount) == available.map(\.amount))
      await #expect(throws: Problem.self) {
        _ = try await market.settlement.lines(of: shop.id, LineFilter(), PageRequest(cursor: Cursor(["x"])))
      }
    }
  }
}
