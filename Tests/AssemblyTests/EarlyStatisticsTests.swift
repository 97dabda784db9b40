import Assembly
import Gateways
import Identity
import Kernel
import MarketSupport
import Ordering
import Persistence
import TestSupport
import Testing
import Web

private let rows = 10_000
/// More than the five executions after which PostgreSQL keeps a plan.
private let rounds = 8

/// A market that PostgreSQL has analysed while it was nearly empty sells as fast when it is full.
@Suite struct EarlyStatisticsTests {
  @Test("No table of a sale is read from one end to the other once it has grown")
  func sales() async throws {
    try await withDatabaseURL(.postgres, migrations: Assembly.migrations) { url async throws in
      let clock = TestClock()
      let database = try lookingDatabase(url, clock)
      let market = try Market(database, clock, gateways: [TestGateway()])
      try await TestPostgres.execute("ANALYZE", on: url)
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 4999, pieces: 1_000)
      try await sell(lamp, market)
      try await TestPostgres.execute("ANALYZE", on: url)
      for _ in 0..<rounds { try await sell(lamp, market) }
      try await TestPostgres.execute(filling, on: url)
      for _ in 0..<rounds { try await sell(lamp, market) }
      await database.close()
      let reads = try await TestPostgres.sequentialReads(url)
      #expect(storyTables.allSatisfy { reads[$0] != nil })
      let whole = reads.filter { storyTables.contains($0.key) && $0.value >= rows }
      #expect(whole.isEmpty, "\(whole)")
    }
  }
}

/// One visitor fills a cart and looks at it, another one buys, and the shop delivers.
private func sell(_ lamp: VariantID, _ market: Market) async throws {
  let cart = try await market.ordering.addToCart(lamp, adding: 1, held: nil, viewer: nil)
  let filled = try await market.ordering.addToCart(lamp, adding: 1, held: cart.id, viewer: nil)
  #expect(try await market.ordering.presentItemCount(held: filled.id, viewer: nil) == 2)
  let checkout = try await market.buy([(lamp, 1)])
  for order in checkout.orders { try await market.move(order, .shipped, .delivered) }
  try await market.drain()
}

/// A pool that looks before every closure how long the tables are, so that nothing depends on time.
private func lookingDatabase(_ url: String, _ clock: TestClock) throws -> Database {
  var configuration = DatabaseConfiguration(url: url, poolSize: 2)
  configuration.beforeCommit = AuditLog.append
  configuration.keyedTransactions = IdempotencyRows()
  configuration.planLookMilliseconds = 0
  return try Database(configuration, clock: clock.clock)
}

private let storyTables = [
  "carts", "cart_items", "checkouts", "checkout_parts", "checkout_lines", "orders", "order_items",
  "order_history", "ledger_transactions", "ledger_entries", "order_settlements", "payments",
]

/// Repeats one row of each table of a sale under other ids. As a replica of others it checks no foreign keys, which
/// would be scans by themselves.
private let filling = """
  SET session_replication_role = replica;
  DO $$
  DECLARE
    story TEXT; names TEXT; copies TEXT; made BIGINT;
  BEGIN
    FOREACH story IN ARRAY ARRAY[\(storyTables.map { "'\($0)'" }.joined(separator: ", "))] LOOP
      SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum), string_agg(CASE
        WHEN atttypid = 'uuid'::regtype
          THEN format('CASE WHEN s.%1$I IS NOT NULL THEN CAST(lpad(to_hex(n), 32, ''0'') AS UUID) END', attname)
        WHEN atttypid = 'text'::regtype AND EXISTS (
          SELECT 1 FROM pg_index i WHERE i.indrelid = attrelid AND i.indisunique AND attnum = ANY (i.indkey))
          THEN format('s.%1$I || ''-'' || n', attname)
        ELSE format('s.%1$I', attname) END, ', ' ORDER BY attnum)
      INTO names, copies FROM pg_attribute
      WHERE attrelid = story::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
      EXECUTE format(
        'INSERT INTO %1$I (%2$s) SELECT %3$s FROM (SELECT * FROM %1$I LIMIT 1) s, generate_series(1, \(rows)) n',
        story, names, copies);
      GET DIAGNOSTICS made = ROW_COUNT;
      ASSERT made = \(rows), story;
    END LOOP;
  END $$
  """
