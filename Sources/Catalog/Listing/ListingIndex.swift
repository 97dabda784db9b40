import Kernel
import Persistence
import Synchronization
import Web

/// After so many seconds a client may ask again what could not be answered while the index was filled.
private let retrySeconds = 5

/// So many products' values of an attribute one read brings.
private let valuesPerRead = 4_000

/// What listings ask of all listed products, in the memory of this node: filled from the tables when it is first needed,
/// and kept in step with them by what `CatalogChanges` tells. Rows are read by id for those that are shown.
package final class ListingIndex: Sendable {
  private struct Filling {
    let begun = ContinuousClock.now
    let task: Task<Void, any Error>
  }

  private struct State {
    /// Whether there is a table with everything of some moment.
    var isFilled = false
    /// Whether the table has all changes since. Not when one could not be read: then another one is filled.
    var isWhole = false
    var filling: Filling?
    /// What changed since the fill began; an empty set when anything may have.
    var missed: Set<CatalogSubject>?
  }

  private let database: Database
  private let changes: CatalogChanges
  private let table = SharedLock(ListingTable())
  private let state = Mutex(State())
  private let deadline = Deadline()
  private let afterReading: @Sendable () async -> Void

  /// The index of this database's products. Nothing is read before it is needed.
  package convenience init(_ database: Database, _ changes: CatalogChanges) {
    self.init(database, changes) {}
  }

  /// The same, which waits for something whenever it has read all rows.
  init(
    _ database: Database, _ changes: CatalogChanges, afterReading: @escaping @Sendable () async -> Void
  ) {
    self.database = database
    self.changes = changes
    self.afterReading = afterReading
    changes.subscribeAsSource { [weak self] subjects in await self?.follow(subjects) }
  }

  /// Returns when the index is filled, however long that takes. Throws `DatabaseError`.
  package func fill() async throws { try await begin()?.task.value }

  /// Returns when there is something to list from. Throws `HealthCheck.Waiting` where that takes longer than changes are
  /// waited for, `DatabaseError` when it can't be filled.
  package func check() async throws {
    guard try await hasTable() else { throw HealthCheck.Waiting("filling") }
  }

  /// Returns when the index holds all that its node had committed before the call, as a rule; under load, or while it is
  /// filled anew, after the longest wait for changes in any case. Throws `Problem` of `.unavailable` where it is filled for
  /// the first time and that takes longer, `DatabaseError` when it can't be filled.
  func reach() async throws {
    guard try await hasTable() else {
      throw Problem(
        .unavailable, "The catalogue is being read after a start. Try again in a moment.",
        retryAfterSeconds: retrySeconds)
    }
    await changes.reached()
  }

  /// Reads beside others. Not for long: changes wait for it.
  func read<T: Sendable>(_ body: (ListingTable) throws -> T) rethrows -> T { try table.read(body) }

  /// How many products are listed, for measuring.
  package var count: Int { table.read(\.count) }

  // MARK: Filling

  /// What fills the index, which it begins where nothing does; `nil` when it holds everything.
  private func begin() -> Filling? {
    state.withLock { state in
      if state.isWhole { return nil }
      if let filling = state.filling { return filling }
      state.missed = nil
      let filling = Filling(
        task: Task { [self] in
          do {
            try await refill()
          } catch {
            self.state.withLock { $0.filling = nil }
            throw error
          }
        })
      state.filling = filling
      return filling
    }
  }

  /// Whether there is a table to read, the whole one when it is there soon. A fill is waited for from its beginning, so
  /// that those who come later don't wait at all.
  private func hasTable() async throws -> Bool {
    guard let filling = begin() else { return true }
    do {
      let left = changes.longestWait - filling.begun.duration(to: .now)
      guard left > .zero else { throw DeadlinePassed() }
      try await deadline.run(within: left) { try await filling.task.value }
      return true
    } catch is DeadlinePassed {
      return state.withLock(\.isFilled)
    }
  }

  /// Fills a table beside the present one and puts it in its place when it has what changed meanwhile. What others have
  /// kept of the present one may be older then.
  private func refill() async throws {
    let isOther = state.withLock(\.isFilled)
    var fresh = try await freshTable()
    while let missed = takeMissed(orPut: fresh) {
      if missed.isEmpty {
        fresh = try await freshTable()
      } else {
        try await apply(missed, to: fresh)
      }
    }
    if isOther { changes.retell() }
  }

  private func freshTable() async throws -> SharedLock<ListingTable> {
    var filled = try await FillListing(database: database).table()
    try await complete(&filled)
    let table = SharedLock(filled)
    await afterReading()
    return table
  }

  /// What changed since it was last asked, or the end of the fill: then nothing did, and no change comes in between.
  private func takeMissed(orPut fresh: SharedLock<ListingTable>) -> Set<CatalogSubject>? {
    state.withLock { state in
      if let missed = state.missed {
        state.missed = nil
        return missed
      }
      fresh.write { fresh in
        table.write { table in
          fresh.version = table.version + 1
          swap(&fresh, &table)
        }
      }
      (state.isFilled, state.isWhole, state.filling) = (true, true, nil)
      return nil
    }
  }

  // MARK: Changes

  /// Calls come one after the other. A fill that runs is not waited for: it gets what changed at its end. Readers of the
  /// table that there is see it at once.
  private func follow(_ subjects: Set<CatalogSubject>) async {
    let isFilled = state.withLock { state in
      if state.filling != nil {
        let isAll = subjects.isEmpty || state.missed?.isEmpty ?? false
        state.missed = isAll ? [] : (state.missed ?? []).union(subjects)
      } else if subjects.isEmpty {
        state.isWhole = false
      }
      return state.isFilled
    }
    guard isFilled else { return }
    if subjects.isEmpty {
      _ = begin()
      return
    }
    do {
      try await apply(subjects, to: table)
    } catch {
      state.withLock { $0.isWhole = false }
    }
  }

  private func apply(_ subjects: Set<CatalogSubject>, to table: SharedLock<ListingTable>) async throws {
    let following = FollowListing(subjects)
    for products in following.products.chunks(of: FollowListing.productsPerRead) {
      let read = try await following.read(Array(products), for: table, database)
      table.write { $0.apply(read) }
      settle(table)
    }
    let rest = try await following.readRest(database)
    table.write { $0.apply(rest) }
    try await complete(table)
  }

  /// Reads what all products say of attributes that listings can be narrowed by since now.
  private func complete(_ table: SharedLock<ListingTable>) async throws {
    for attribute in table.read(\.said.awaited).sorted() {
      try await read(attribute) { values in table.write { $0.enter(values) } }
      table.write { $0.said.complete(attribute) }
    }
  }

  private func complete(_ filled: inout ListingTable) async throws {
    for attribute in filled.said.awaited.sorted() {
      var found: [ListingRows.Said] = []
      try await read(attribute) { found += $0 }
      filled.enter(found)
      filled.said.complete(attribute)
    }
  }

  private func read(_ attribute: AttributeID, _ take: ([ListingRows.Said]) -> Void) async throws {
    var last: ProductID?
    while true {
      let start = last
      let values = try await database.read { snapshot in
        try ListingRowStore.said(of: attribute, behind: start, limit: valuesPerRead, snapshot)
      }
      take(values)
      guard values.count == valuesPerRead else { return }
      last = values.last?.product
    }
  }

  /// Makes one list of two where much has changed. It is put together beside readers: nobody else changes the table, and
  /// one that was put in its place meanwhile has another version.
  private func settle(_ table: SharedLock<ListingTable>) {
    let (lists, inMarkets, version) = table.read { table in
      (table.orders.settled(table.columns), table.settledInMarkets, table.version)
    }
    guard !lists.isEmpty || !inMarkets.isEmpty else { return }
    table.write { table in
      guard table.version == version else { return }
      table.orders.settle(lists)
      for (market, slots) in inMarkets { table.markets[market]?.settle(slots) }
    }
  }
}
