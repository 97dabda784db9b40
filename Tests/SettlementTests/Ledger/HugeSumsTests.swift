import Assembly
import Gateways
import Kernel
import MarketSupport
import Ordering
import Persistence
import TestSupport
import Testing
import Vendors
import Web

@testable import Settlement

/// What was sold before orders had a limit. Three of them together leave 64 bits.
private let hugeAmount: Int64 = 9_000_000_000_000_000_000

struct HugeSumsTests {
  /// Sells one lamp for more than any order may cost.
  private func sell(_ lamp: VariantID, for amount: Int64, _ market: Market) async throws -> Order {
    let open = try await market.checkOut([(lamp, 1)])
    let charge = try await TestGateway().charge(
      Charge(
        idempotencyKey: open.id.description, amount: Money(amount, .eur), token: "test_success",
        subject: open.id.description, description: "", returnURL: ""))
    var accepted: String?
    if case .accepted(let name) = charge { accepted = name }
    let reference = try #require(accepted)
    let completed = try await market.database.write { tx in
      try tx.run("UPDATE checkout_lines SET unit_price = \(amount) WHERE checkout_id = \(open.id)")
      try tx.run(
        """
        UPDATE checkouts SET items_total = \(amount), shipping_total = 0, total = \(amount)
        WHERE id = \(open.id)
        """)
      return try market.ordering.complete(open.id, paymentReference: reference, tx)
    }
    return try #require(completed.orders.first)
  }

  private func amount(_ account: String, _ report: LedgerReport) -> Int128? {
    report.balances.first { $0.account == account && $0.total.currency == .eur }?.total.amount
  }

  @Test(arguments: TestEngine.allCases)
  func booksBeyondSixtyFourBitsAreExact(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 5000)
      var orders: [Order] = []
      for _ in 0..<3 { orders.append(try await sell(lamp, for: hugeAmount, market)) }
      let sold = try await market.settlement.verifyLedger()
      #expect(sold.isClean, "\(sold)")
      #expect(amount("gateway:test", sold) == -27_000_000_000_000_000_000)
      #expect(amount("shops:pending", sold) == 24_300_000_000_000_000_000)
      #expect(amount("platform:commission-pending", sold) == 2_700_000_000_000_000_000)
      #expect(sold.description.contains("-270000000000000000.00 EUR"))
      for order in orders { try await market.move(order, .shipped, .delivered) }
      let balance = try await market.settlement.balance(of: shop.id)
      #expect(balance.pending.isZero)
      #expect(balance.available.amount == 24_300_000_000_000_000_000)
      let json = String(decoding: JSONWriter.bytes(of: BalanceOutput(balance: balance)), as: UTF8.self)
      #expect(json.contains(#""available":{"amount":24300000000000000000,"currency":"EUR"}"#))
      let lines = try await market.settlement.lines(
        of: shop.id, LineFilter(account: .available), PageRequest(limit: 10))
      #expect(
        lines.items.map { $0.balance?.amount } == [
          24_300_000_000_000_000_000, 16_200_000_000_000_000_000, 8_100_000_000_000_000_000,
        ])
      #expect(try await market.settlement.verifyLedger().isClean)
      for order in orders { try await market.move(order, .refundRequested, .refunded) }
      #expect(try await market.settlement.balance(of: shop.id).available.isZero)
      let owed = try await market.settlement.verifyLedger()
      #expect(owed.isClean, "\(owed)")
      #expect(amount("refunds:due", owed) == 27_000_000_000_000_000_000)
      try await market.drain()
      let back = try await market.settlement.verifyLedger()
      #expect(back.isClean, "\(back)")
      #expect(back.balances.allSatisfy { $0.total.isZero })
    }
  }

  @Test(arguments: TestEngine.allCases)
  func salesAndPayoutsOfHugeBooksAreExact(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 5000)
      for _ in 0..<3 {
        let order = try await sell(lamp, for: hugeAmount, market)
        try await market.move(order, .shipped, .delivered)
      }
      let day = try #require(try await market.ordering.salesByDay(of: shop.id, days: 7, in: .utc).last)
      #expect(day.net.amount == 27_000_000_000_000_000_000)
      #expect(day.orders == 3)
      #expect(
        try await market.ordering.salesByDay(of: nil, days: 7, in: .utc).map(\.sold.amount).max()
          == day.sold.amount)
      // One payout has its limit however much is there, and a wrong one is told to the cent.
      let largest = try await market.settlement.balance(of: shop.id).largestPayout
      #expect(largest.amount == Money.largestAsked)
      let payout = try await market.settlement.requestPayout(
        PayoutRequest(amount: largest.amount), from: shop.id, by: shop.owner)
      let more = await #expect(throws: Problem.self) {
        _ = try await market.settlement.requestPayout(
          PayoutRequest(amount: largest.amount + 1), from: shop.id, by: shop.owner)
      }
      #expect(more?.kind == .invalidInput)
      #expect(more?.detail.description.contains("10,000,000,000.00") == true)
      try await market.database.write { tx in
        try tx.run("UPDATE payouts SET amount = \(Int64.max) WHERE id = \(payout.id)")
      }
      let report = try await market.settlement.verifyLedger()
      #expect(report.findings.allSatisfy { $0.flaw == .balanceDiffers })
      #expect(report.findings.count == 2)
      #expect(
        report.findings.contains {
          $0.detail
            == "holds 24299999000000000000 EUR, expected \(24_300_000_000_000_000_000 - Int128(Int64.max))"
        })
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatDoesNotBalanceIsReportedExactly(engine: TestEngine) async throws {
    try await withDatabase(engine, migrations: Assembly.migrations) { database async throws in
      let (level, crooked) = (LedgerTransactionID(), LedgerTransactionID())
      try await database.write { tx in
        for (id, amounts) in [(level, [Int64.max, .max, -.max, -.max]), (crooked, [.max, .max, .max, -1])] {
          try tx.run(
            """
            INSERT INTO ledger_transactions (id, source, kind, description, at)
            VALUES (\(id), \(id.description), 'sale', '', 0)
            """)
          for (position, amount) in amounts.enumerated() {
            try tx.run(
              """
              INSERT INTO ledger_entries (transaction_id, position, account, currency, amount)
              VALUES (\(id), \(position), 'bank', 'EUR', \(amount))
              """)
          }
        }
      }
      let report = try await database.read(mode: .snapshot) { try Ledger.verify($0, at: Timestamp.system()) }
      let unbalanced = report.findings.filter { $0.flaw == .unbalanced }
      #expect(unbalanced.map(\.subject) == [crooked.description])
      #expect(unbalanced.first?.detail == "sums to 27670116110564327420 EUR")
      let bank = try await database.read { try Ledger.balance(of: .bank, .eur, $0) }
      #expect(bank.amount == 27_670_116_110_564_327_420)
      #expect(bank.display.contains("276,701,161,105,643,274.20"))
    }
  }
}
