import Assembly
import Identity
import Kernel
import MarketSupport
import Ordering
import Persistence
import Settlement
import Synchronization
import TestSupport
import Testing
import Web

/// PostgreSQL over a line that is cut while a COMMIT is on its way, and what a key costs.
struct LostCommitTests {
  @Test(arguments: [CommitCutter.Cut.answer, .answerLate(milliseconds: 300), .request])
  func aPayoutIsMadeOnce(cut: CommitCutter.Cut) async throws {
    try await withCutMarket { market, cutter, _ async throws in
      let shop = try await market.earningShop()
      let node = market.node().with(token: shop.owner.description)
      cutter.cut(cut)
      let first = await node.send("/shops/\(shop.id)/payouts", #"{"amount": 1000}"#, key: "k")
      #expect(cutter.waiting == 0)
      #expect(first.status == 201, "\(first.body)")
      let again = await node.send("/shops/\(shop.id)/payouts", #"{"amount": 1000}"#, key: "k")
      #expect(again.isReplay && again.body == first.body)
      #expect(try await market.payouts(of: shop) == 1)
    }
  }

  /// Cut at the commit of the attempt, at that of its end, and at both.
  @Test(arguments: [1, 2, 3]) func aPaymentIsTakenOnce(commits: Int) async throws {
    try await withCutMarket { market, cutter, gateway async throws in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 4999)
      for cut in [CommitCutter.Cut.answer, .answerLate(milliseconds: 200)] {
        let checkout = try await market.checkOut([(lamp, 2)])
        let path = "/checkouts/\(checkout.id)/payment"
        for _ in 0..<commits { cutter.cut(cut) }
        var answers: [TestAnswer] = []
        for _ in 0..<4 {
          answers.append(await market.node().send(path, #"{"token": "test_success"}"#, key: "k"))
        }
        #expect(cutter.waiting == 0)
        let done = answers.filter { $0.status == 200 }
        #expect(done.count >= 3 && Set(done.map(\.body)).count == 1)
        #expect(answers.allSatisfy { $0.status == 200 || $0.status == 503 })
      }
      #expect(gateway.charges.count == 2)
      #expect(try await market.settlement.verifyLedger().isClean)
    }
  }

  /// An effect and its key are one transaction; the key adds a row and its answer to it.
  @Test(arguments: TestEngine.allCases) func aKeyCostsTwoStatements(engine: TestEngine) async throws {
    try await withDatabaseURL(engine, migrations: Assembly.migrations) { url async throws in
      let statements = Statements()
      var configuration = DatabaseConfiguration(url: url, poolSize: 4)
      configuration.keyedTransactions = IdempotencyRows()
      configuration.trace = { statements.note($0.text) }
      let clock = TestClock()
      let database = try Database(configuration, clock: clock.clock)
      let market = try Market(database, clock, gateways: [FlakyGateway()])
      let shop = try await market.earningShop()
      let node = market.node().with(token: shop.owner.description)
      func cost(_ key: String?) async -> [String] {
        statements.clear()
        let path = "/shops/\(shop.id)/payouts"
        let answer =
          if let key {
            await node.send(path, #"{"amount": 1000}"#, key: key)
          } else {
            await node.send(.post, path, #"{"amount": 1000}"#)
          }
        #expect(answer.status == 201)
        return statements.all
      }
      let plain = await cost(nil)
      let keyed = await cost("k")
      #expect(keyed.count == plain.count + 2)
      #expect(keyed.first?.hasPrefix("INSERT INTO idempotency_keys") == true)
      #expect(keyed.last?.hasPrefix("UPDATE idempotency_keys") == true)
      // A retry opens no transaction at all.
      #expect(await cost("k").isEmpty)
      await database.close()
    }
  }
}

/// The texts of the statements of transactions.
private final class Statements: Sendable {
  private let texts = Mutex<[String]>([])

  var all: [String] { texts.withLock { $0 } }
  func note(_ text: String) { texts.withLock { $0.append(text) } }
  func clear() { texts.withLock { $0 = [] } }
}
