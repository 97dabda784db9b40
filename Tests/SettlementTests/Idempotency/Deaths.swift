import Assembly
import Identity
import MarketSupport
import Persistence
import Synchronization
import TestSupport

/// Ends the program at one of its COMMITs: what is not committed by then never is, until it starts again.
final class Deaths: Sendable {
  /// On which side of a COMMIT it ends.
  enum Side: Sendable {
    /// The transaction is lost.
    case before
    /// The transaction is there, and nobody hears of it.
    case after
  }

  private struct State {
    var count = 0
    var end: (commit: Int, side: Side)?
    var isDead = false
  }

  private let state = Mutex(State())

  /// Ends the program at the `commit`-th COMMIT from now, the first being 1.
  func strike(at commit: Int, _ side: Side) {
    state.withLock { $0 = State(end: (commit, side)) }
  }

  /// Starts the program again; counts its COMMITs anew.
  func revive() { state.withLock { $0 = State() } }

  /// Whether the program has ended.
  var isDead: Bool { state.withLock { $0.isDead } }

  /// COMMITs since it was started.
  var commits: Int { state.withLock { $0.count } }

  /// The last act of every transaction.
  func beforeCommit(_ tx: Transaction) throws {
    try AuditLog.append(tx)
    try state.withLock { state in
      if state.isDead { throw Died() }
      state.count += 1
      guard let end = state.end, end.commit == state.count else { return }
      state.isDead = true
      if end.side == .before { throw Died() }
    }
  }
}

/// Opens a market whose program can end, and a place for keyed calls in it.
func withMortalMarket(_ engine: TestEngine, _ body: (KeyedMarket, Deaths) async throws -> Void) async throws {
  let deaths = Deaths()
  let clock = TestClock()
  let gateway = FlakyGateway()
  try await withDatabase(
    engine, migrations: Assembly.migrations, clock: clock.clock,
    beforeCommit: { try deaths.beforeCommit($0) }, keyedTransactions: IdempotencyRows()
  ) { database async throws in
    let market = try Market(database, clock, gateways: [gateway])
    try await body(try await KeyedMarket(market, gateway), deaths)
  }
}
