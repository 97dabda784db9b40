import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import Ordering
@testable import Persistence
@testable import Settlement

/// Booking runs inside the checkout's transaction, so it must cost the same for many shops as for one.
struct CompletedCostTests {
  private let maximumStatements = 3

  @Test(arguments: TestEngine.allCases)
  func bookingTakesThreeStatementsForAnyNumberOfShops(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      var pieces: [(VariantID, Int64)] = []
      for index in 0..<6 {
        let shop = try await market.openShop("Shop \(index)")
        for price: Int64 in [1234, 99] {
          pieces.append((try await market.stock("Thing \(price)", in: shop, price: price), 2))
        }
      }
      _ = try await market.buy(Array(pieces.prefix(1)), by: "cod")
      let open = try await market.checkOut(pieces)
      let now = market.clock.now
      let bookkeeping = market.bookkeeping
      let count = try await market.database.write { tx in
        let checkout = open.completed(at: now, orders: open.newOrders(at: now))
        try OrderStore.insert(checkout.orders, tx)
        // Read once in some seconds, however many sales there are.
        _ = try bookkeeping.commission.book(tx)
        let counter = CountingConnection(tx.connection)
        let environment = TransactionEnvironment(clock: .system, commits: CommitListeners())
        try bookkeeping.completed(
          checkout, orders: checkout.orders, paymentReference: "test",
          Transaction(counter, environment, origin: nil))
        return counter.statements
      }
      #expect(count <= maximumStatements)
      let report = try await market.database.read(mode: .snapshot) { try Ledger.verify($0, at: now) }
      #expect(report.orders == 7)
      #expect(report.findings.isEmpty, "\(report)")
    }
  }
}

/// Passes everything on and counts the statements.
private final class CountingConnection: Connection {
  private let inner: any Connection
  private(set) var statements = 0

  init(_ inner: any Connection) { self.inner = inner }

  var engine: Engine { inner.engine }

  var failure: DatabaseError? {
    get { inner.failure }
    set { inner.failure = newValue }
  }

  func run(_ sql: SQL) throws -> Int {
    statements += 1
    return try inner.run(sql)
  }

  func query(_ sql: SQL, _ body: (inout Row) throws -> Bool) throws {
    statements += 1
    try inner.query(sql, body)
  }

  func stream(_ sql: SQL, _ body: (inout Row) throws -> Bool) throws {
    statements += 1
    try inner.stream(sql, body)
  }

  func script(_ text: String) throws {
    statements += 1
    try inner.script(text)
  }
}
