import Kernel
import MarketSupport
import Ordering
import Persistence
import TestSupport
import Testing

@testable import Settlement

/// The books are only worth something if wrong ones are found: each test breaks them behind the program's
/// back.
struct VerifyLedgerTests {
  @Test(arguments: TestEngine.allCases)
  func findsASaleThatWasChanged(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 5000)
      let order = try await market.buy([(lamp, 1)]).orders[0]
      #expect(try await market.settlement.verifyLedger().isClean)
      try await market.database.write { tx in
        try tx.run("UPDATE order_settlements SET commission = 0, net = gross WHERE order_id = \(order.id)")
      }
      let findings = try await market.settlement.verifyLedger().findings
      #expect(findings.contains { $0.flaw == .saleDiffers && $0.subject == order.id.description })
      #expect(findings.contains { $0.flaw == .balanceDiffers && $0.subject.hasSuffix(":pending") })
    }
  }

  @Test(arguments: TestEngine.allCases)
  func findsMoneyFromNowhereAndStatesThatDoNotFit(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 5000)
      let order = try await market.buy([(lamp, 1)]).orders[0]
      try await market.database.write { tx in
        try tx.run("UPDATE orders SET status = 'delivered' WHERE id = \(order.id)")
        try Ledger.post(
          LedgerPosting(
            source: "gift", kind: .delivery, description: "Gift",
            entries: [
              .credit(.shop(shop.id, .available), Money(7, .eur)), .debit(.bank, Money(7, .eur)),
            ]), tx)
        let orphan = LedgerTransactionID()
        try tx.run(
          """
          INSERT INTO ledger_transactions (id, source, kind, description, at)
          VALUES (\(orphan), 'hollow', 'sale', '', 0)
          """)
      }
      let flaws = Set(try await market.settlement.verifyLedger().findings.map(\.flaw))
      #expect(flaws.isSuperset(of: [.stateDiffers, .balanceDiffers, .empty]))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func findsAChargeThatTheGatewayDoesNotKnow(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 5000)
      let checkout = try await market.buy([(lamp, 1)])
      try await market.database.write { tx in
        try tx.run("UPDATE payments SET gateway_reference = 'made-up' WHERE checkout_id = \(checkout.id)")
      }
      let report = try await market.settlement.verifyLedger()
      #expect(report.gatewayRecords == 1)
      #expect(report.findings.map(\.flaw) == [.gatewayDiffers])
      #expect(report.description.contains("gatewayDiffers"))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func findsPaymentsThatNobodyAnswered(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 5000)
      let checkout = try await market.checkOut([(lamp, 1)])
      gateway.lose(true)
      _ = try? await market.settlement.pay(checkout.id, with: .token("test_success"), viewer: nil)
      market.clock.advance(seconds: 7200)
      #expect(try await market.settlement.verifyLedger().findings.map(\.flaw) == [.paymentStuck])
    }
  }
}
