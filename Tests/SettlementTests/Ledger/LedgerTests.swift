import Assembly
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing

@testable import Settlement

struct LedgerTests {
  private static func sale(_ source: String, _ amount: Int64 = 1000) throws -> LedgerPosting {
    let shop = ShopID()
    return try LedgerPosting(
      source: source, kind: .sale, description: "Sale",
      entries: [
        .debit(.gateway("test"), Money(amount, .eur)),
        .credit(.shop(shop, .pending), Money(amount - amount / 10, .eur)),
        .credit(.commissionPending, Money(amount / 10, .eur)),
      ])
  }

  @Test func aPostingThatDoesNotSumToZeroCanNotBeMade() {
    #expect(throws: LedgerError.unbalanced("x")) {
      try LedgerPosting(
        source: "x", kind: .sale, description: "",
        entries: [.credit(.bank, Money(1, .eur)), .debit(.cash, Money(1, .usd))])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aSourceIsBookedOnceHoweverManyPostItAtOnce(engine: TestEngine) async throws {
    try await withDatabase(engine, migrations: Assembly.migrations) { database async throws in
      let booked = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<32 {
          group.addTask { try await database.write { try Ledger.post(LedgerTests.sale("once"), $0) } }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(booked == 1)
      let balance = try await database.read { try Ledger.balance(of: .gateway("test"), .eur, $0) }
      #expect(balance == MoneyTotal(-1000, .eur))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func severalPostingsAreBookedTogetherAndOldOnesPassedOver(engine: TestEngine) async throws {
    try await withDatabase(engine, migrations: Assembly.migrations) { database async throws in
      try await database.write { _ = try Ledger.post(LedgerTests.sale("a"), $0) }
      let new = try await database.write { tx in
        try Ledger.post([LedgerTests.sale("a"), LedgerTests.sale("b"), LedgerTests.sale("c")], tx)
      }
      #expect(new == ["b", "c"])
      let report = try await database.read(mode: .snapshot) { try Ledger.verify($0, at: Timestamp.system()) }
      #expect(report.transactions == 3)
      #expect(report.entries == 9)
      #expect(!report.findings.contains { $0.flaw == .unbalanced || $0.flaw == .empty })
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theBooksCanNotBeChanged(engine: TestEngine) async throws {
    try await withDatabase(engine, migrations: Assembly.migrations) { database async throws in
      try await database.write { _ = try Ledger.post(LedgerTests.sale("kept"), $0) }
      let attempts: [SQL] = [
        "UPDATE ledger_entries SET amount = amount + 1", "DELETE FROM ledger_entries",
        "UPDATE ledger_transactions SET source = 'other'", "DELETE FROM ledger_transactions",
      ]
      for attempt in attempts {
        await #expect(throws: DatabaseError.self) { try await database.write { _ = try $0.run(attempt) } }
      }
      let sum = try await database.read { try Ledger.balance(of: .gateway("test"), .eur, $0) }
      #expect(sum.amount == -1000)
    }
  }

  @Test func accountsOfShopsAreReadBack() {
    let shop = ShopID()
    for part in ShopAccount.allCases {
      let read = LedgerAccount(LedgerAccount.shop(shop, part).name).shopAccount
      #expect(read?.shop == shop)
      #expect(read?.part == part)
    }
    #expect(LedgerAccount.bank.shopAccount == nil)
  }
}
