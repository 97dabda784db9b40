import Kernel
import MarketSupport
import TestSupport
import Testing
import Vendors

@testable import Persistence
@testable import Settlement

/// The sums that are kept are those of the entries, at any time.
@Suite("The kept sums of the ledger")
struct LedgerSumTests {
  private func post(_ number: Int, _ amount: Int64, _ market: Market, _ shop: Shop) async throws {
    try await market.database.write { tx in
      try Ledger.post(
        LedgerPosting(
          source: "sum-\(number)", kind: .delivery, description: "Sum",
          entries: [
            .credit(.shop(shop.id, .available), Money(amount, .eur)), .debit(.bank, Money(amount, .eur)),
          ]), tx)
    }
  }

  private func expectTrue(_ market: Market, _ place: Comment) async throws {
    let sums = try await market.database.read { snapshot in
      (try LedgerSumStore.all(snapshot), try LedgerAuditStore.balances(snapshot))
    }
    func named(_ all: [AccountSum]) -> [String] { all.map { "\($0.account) \($0.currency) \($0.amount)" } }
    #expect(named(sums.0) == named(sums.1), place)
  }

  @Test("They are the sums of the entries, whatever is added up already", arguments: TestEngine.allCases)
  func sumsAreTrue(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let amounts: [Int64] = [7, 1_999_999_999, 9_000_000_000_000_000_000, 9_000_000_000_000_000_000, 3]
      for (number, amount) in amounts.enumerated() { try await post(number, amount, market, shop) }
      try await expectTrue(market, "nothing added up")
      #expect(try await market.database.write { try LedgerSumStore.addUp(limit: 2, $0) } == 2)
      try await expectTrue(market, "a part added up")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 { group.addTask { try await market.settlement.addUpLedger() } }
        for number in 10..<14 { group.addTask { try await self.post(number, 11, market, shop) } }
        try await group.waitForAll()
      }
      try await expectTrue(market, "added up by several while more comes")
      try await market.settlement.addUpLedger()
      try await expectTrue(market, "all added up")
      let balance = try await market.database.read { try Ledger.balance(ofShop: shop.id, .eur, $0) }
      #expect(balance.available.amount == 18_000_000_002_000_000_053)
      // Each line's balance is what stood there after it.
      let lines = try await market.settlement.lines(of: shop.id, LineFilter(), PageRequest()).items
      #expect(lines.first?.balance?.amount == 18_000_000_002_000_000_053)
      #expect(lines.last?.balance?.amount == lines.last.map { Int128($0.amount.amount) })
      try await market.database.write {
        try $0.run("UPDATE ledger_sums SET low = low + 1 WHERE account = 'bank'")
      }
      let findings = try await market.settlement.verifyLedger().findings
      #expect(findings.contains { $0.flaw == .sumDiffers && $0.subject == "bank" })
    }
  }

  @Test("No entry is read for a balance", arguments: TestEngine.allCases)
  func noEntryIsRead(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      try await post(1, 7, market, shop)
      try await market.settlement.addUpLedger()
      let unsummed: SQL = "SELECT COUNT(*) FROM ledger_unsummed"
      #expect(try await market.database.read { try $0.value(unsummed, as: Int.self) } == 0)
      let query = LedgerSumStore.parts([.shop(shop.id, .available), .bank], .eur)
      #expect(!query.description.contains("ledger_entries"))
      let plan = try await market.database.write { tx -> [String] in
        switch tx.engine {
        case .sqlite:
          return try tx.all("EXPLAIN QUERY PLAN \(fragment: query)") { row in
            for _ in 0..<3 { _ = try row.next(Int64.self) }
            return try row.next(String.self)
          }
        case .postgres:
          try tx.run("SET LOCAL enable_seqscan = off")
          return try tx.values("EXPLAIN \(fragment: query)")
        }
      }
      #expect(!plan.contains { $0.contains("SCAN ledger") || $0.contains("Seq Scan") }, "\(plan)")
    }
  }
}
