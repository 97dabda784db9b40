import Kernel
import Persistence
import Synchronization

/// The markets that visitors can be in, as this node knows them; read again when something of the site has changed.
package final class MarketMemory: Sendable {
  private struct State {
    var markets: [PriceMarket] = []
    var isKnown = false
    /// Counts what was told, so that what was read before a change is not taken for what is.
    var told: UInt64 = 0
  }

  private let state = Mutex(State())

  init() {}

  /// Whether there are any, as was last read.
  package var hasMarkets: Bool { state.withLock { !$0.markets.isEmpty } }

  func follow(_ changes: CatalogChanges) {
    changes.subscribe { [weak self] subjects in
      guard subjects.isEmpty || subjects.contains(.site) else { return }
      self?.forget()
    }
  }

  func forget() {
    state.withLock { state in
      state.isKnown = false
      state.told += 1
    }
  }

  /// All active markets. Throws `DatabaseError`.
  func active(_ database: Database) async throws -> [PriceMarket] {
    try await active { try await database.read { try PriceMarketStore.all($0) } }
  }

  /// The same of what `read` finds. What was read before a change never takes the place of what was read after it.
  func active(_ read: () async throws -> [PriceMarket]) async throws -> [PriceMarket] {
    let (known, told) = state.withLock { ($0.isKnown ? $0.markets : nil, $0.told) }
    if let known { return known }
    let markets = try await read().filter(\.isActive)
    state.withLock { state in
      guard state.told == told else { return }
      state.markets = markets
      state.isKnown = true
    }
    return markets
  }
}

extension Catalog {
  /// The markets that visitors can be in, by their names. Throws `DatabaseError`.
  package func activeMarkets() async throws -> [PriceMarket] {
    await changes.reached()
    return try await marketMemory.active(database)
  }
}
