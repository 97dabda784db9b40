import Kernel
import Persistence
import Synchronization

/// So many products' values of an attribute one read brings.
private let valuesPerRead = 4_000

/// What listings ask of all listed products, in the memory of this node: filled from the tables when it is first needed,
/// and kept in step with them by what `CatalogChanges` tells. Rows are read by id for those that are shown.
package final class ListingIndex: Sendable {
  private struct State {
    /// Whether the table holds everything. Not when a change could not be read: then it is filled anew.
    var isFilled = false
    var filling: Task<Void, any Error>?
  }

  let database: Database
  private let changes: CatalogChanges
  private let table = SharedLock(ListingTable())
  private let state = Mutex(State())

  /// The index of this database's products. Nothing is read before it is needed.
  package init(_ database: Database, _ changes: CatalogChanges) {
    self.database = database
    self.changes = changes
    changes.subscribe { [weak self] subjects in await self?.follow(subjects) }
  }

  /// Returns when the index is filled. Throws `DatabaseError`.
  package func fill() async throws {
    let task = state.withLock { state -> Task<Void, any Error>? in
      if state.isFilled { return nil }
      if let filling = state.filling { return filling }
      let task = Task { [self] in
        defer { self.state.withLock { $0.filling = nil } }
        try await refill()
        self.state.withLock { $0.isFilled = true }
      }
      state.filling = task
      return task
    }
    try await task?.value
  }

  /// Returns when the index is filled and holds all that this node had committed before the call, as a rule; under load
  /// a second later in any case. Throws `DatabaseError` when it can't be filled.
  func reach() async throws {
    try await fill()
    await changes.reached()
  }

  /// Reads beside others. Not for long: changes wait for it.
  func read<T: Sendable>(_ body: (ListingTable) throws -> T) rethrows -> T { try table.read(body) }

  /// How many products are listed, for measuring.
  package var count: Int { table.read(\.count) }

  // MARK: Changes

  /// Fills a table beside the present one and puts it in its place.
  private func refill() async throws {
    var filled = try await FillListing(database: database).table()
    try await complete(&filled)
    table.write { table in
      filled.version = table.version + 1
      table = filled
    }
  }

  /// Calls come one after the other. Whoever waits for a fill that began before a change reads it once more.
  private func follow(_ subjects: Set<CatalogSubject>) async {
    let (isNeeded, filling) = state.withLock { ($0.isFilled || $0.filling != nil, $0.filling) }
    guard isNeeded else { return }
    do {
      try await filling?.value
      if subjects.isEmpty { return try await refill() }
      try await apply(subjects)
    } catch {
      state.withLock { $0.isFilled = false }
    }
  }

  private func apply(_ subjects: Set<CatalogSubject>) async throws {
    let following = FollowListing(subjects)
    for products in following.products.chunks(of: FollowListing.productsPerRead) {
      let read = try await following.read(Array(products), from: self)
      table.write { $0.apply(read) }
      settle()
    }
    let rest = try await following.readRest(from: self)
    table.write { $0.apply(rest) }
    try await complete()
  }

  /// Reads what all products say of attributes that listings can be narrowed by since now.
  private func complete() async throws {
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

  /// Makes one list of two where much has changed. It is put together beside readers: nobody else changes the table.
  private func settle() {
    let (lists, version) = table.read { ($0.orders.settled($0.columns), $0.version) }
    guard !lists.isEmpty else { return }
    table.write { table in
      if table.version == version { table.orders.settle(lists) }
    }
  }
}
