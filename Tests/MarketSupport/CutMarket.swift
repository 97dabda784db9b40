import Assembly
import Identity
import TestSupport

/// Opens a market on PostgreSQL over a line that can be cut.
package func withCutMarket(
  isolation: isolated (any Actor)? = #isolation,
  _ body: (Market, CommitCutter, FlakyGateway) async throws -> Void
) async throws {
  try await withDatabaseURL(.postgres, migrations: Assembly.migrations) { url async throws in
    let cutter = try CommitCutter(to: url)
    let clock = TestClock()
    let gateway = FlakyGateway()
    let database = try openTestDatabase(
      cutter.url, clock: clock.clock, beforeCommit: AuditLog.append, keyedTransactions: IdempotencyRows())
    do {
      try await body(try Market(database, clock, gateways: [gateway]), cutter, gateway)
      await database.close()
    } catch {
      await database.close()
      throw error
    }
    cutter.close()
  }
}
