import Gateways
import Kernel
import Persistence

/// Products that one request carries.
private let documentsPerRequest = 200
private let firstPutOffSeconds: Int64 = 5
private let longestPutOffSeconds: Int64 = 3_600

/// Brings a search engine outside up to what the catalogue is. Several at once are in each other's way, but never
/// wrong: each takes a revision and reads the products in one transaction, and the engine keeps the document with the
/// highest one.
struct EngineIndexer: Sendable {
  let engine: any SearchEngine
  let status: SearchEngineStatus
  let database: Database
  let changes: CatalogChanges

  /// What a step came to.
  enum Step: Hashable {
    case again, done
  }

  /// Goes on until nothing is left, for so many steps at most. Throws `SearchEngineError`, `DatabaseError`.
  func run(steps: Int) async throws {
    for _ in 0..<steps {
      try Task.checkCancellation()
      guard try await database.read({ try isBehind($0) }) else { return status.sent() }
      try await take()
      if try await spread() { continue }
      if try await send() == .again { continue }
      if try await build() == .again { continue }
      return status.sent()
    }
  }

  /// Begins with a new index, which takes the place of the present one when all products are in it.
  func beginBuild() async throws {
    try await database.write { tx in
      let tree = try CategoryStore.tree(tx)
      try beginBuild(tree, tx)
    }
  }

  private func beginBuild(_ tree: CategoryTree, _ tx: Transaction) throws {
    // No other index has it, also where the database was put back to what it was earlier.
    let number = tx.now.milliseconds * 1_000 + (try EngineStore.next(tx)?.revision ?? 0) % 1_000
    let name = engine.name(ofIndex: number)
    try EngineCategories.tell(tree, tx)
    try EngineStore.beginBuild(name, categories: EngineDocuments.digest(tree), tx)
  }

  private func isBehind(_ snapshot: Snapshot) throws -> Bool {
    guard let state = try EngineStore.state(snapshot) else { return false }
    guard state.building == nil, state.index != nil,
      let position = ChangePosition(written: state.position)
    else { return true }
    let found = try ChangeLog.changes(after: position, snapshot)
    if found.isGap || !found.subjects.isEmpty { return true }
    if try EngineCategoryStore.waiting(snapshot) != nil { return true }
    return try !EngineStore.due(at: database.clock.now(), limit: 1, snapshot).isEmpty
  }

  // MARK: What changed

  /// Takes the changes since the last look over. Where they can't be known a new index is begun.
  func take() async throws {
    try await database.write { tx in
      guard let state = try EngineStore.next(tx) else { return }
      guard let position = ChangePosition(written: state.position) else {
        try EngineStore.move(to: try ChangeLog.position(tx).written, tx)
        return try beginBuild(try CategoryStore.tree(tx), tx)
      }
      let found = try ChangeLog.changes(after: position, tx)
      let products = found.subjects.compactMap { subject -> ProductID? in
        if case .product(let id) = subject { return id }
        return nil
      }
      try EngineStore.note(products.sorted(), state.revision, tx)
      if found.position.written != state.position { try EngineStore.move(to: found.position.written, tx) }
      let isUnknown = found.isGap || state.targets.isEmpty
      guard isUnknown || found.subjects.contains(.categories) else { return }
      let tree = try CategoryStore.tree(tx)
      if isUnknown { return try beginBuild(tree, tx) }
      try follow(tree, state, tx)
    }
  }

  private func follow(_ tree: CategoryTree, _ state: EngineState, _ tx: Transaction) throws {
    let digest = EngineDocuments.digest(tree)
    if digest == state.categories { return }
    // An index that an earlier version filled says not what it was told of which category.
    if state.categories != EngineDocuments.digestOfNone, try EngineCategoryStore.said(tx).isEmpty {
      return try beginBuild(tree, tx)
    }
    try EngineCategories.compare(with: tree, tx)
    try EngineStore.keep(categories: digest, tx)
  }

  /// Notes products of categories that are called otherwise; whether there were any such categories.
  private func spread() async throws -> Bool {
    guard try await database.read({ try EngineCategoryStore.waiting($0) }) != nil else { return false }
    return try await database.write { tx in try EngineCategories.spread(tx) }
  }

  // MARK: What waits

  /// Sends what waits, to the index that is asked and to the one that is being filled.
  private func send() async throws -> Step {
    let taken = try await database.write { tx -> (EngineState, [PendingDocument], [SearchDocumentChange])? in
      guard let state = try EngineStore.next(tx) else { return nil }
      let due = try EngineStore.due(at: tx.now, limit: documentsPerRequest, tx)
      let documents = try EngineDocuments.read(due.map(\.product), state.revision, tx)
      return (state, due, documents)
    }
    guard let (state, due, documents) = taken, !due.isEmpty else { return .done }
    guard try await prepare(state) else { return .again }
    var failures: [String: SearchDocumentFailure] = [:]
    // Whoever imports thousands does not wait a second for each request to be seen.
    let waits = due.count < documentsPerRequest
    for target in state.targets {
      for failure in try await engine.write(documents, to: target, waits: waits && target == state.index) {
        failures[failure.id] = failure
      }
    }
    try await note(due, failures, isSeen: failures.count < due.count)
    return .again
  }

  private func note(
    _ sent: [PendingDocument], _ failures: [String: SearchDocumentFailure], isSeen: Bool
  ) async throws {
    status.refused(failures.values.sorted { $0.id < $1.id })
    let changes = changes
    try await database.write { tx in
      try EngineStore.forget(sent.filter { failures[$0.product.description] == nil }, tx)
      for document in sent {
        guard let failure = failures[document.product.description] else { continue }
        try putOff(document.product, failure, attempts: document.attempts, tx)
      }
      // Whoever keeps what a search found finds it anew.
      if isSeen { try changes.note(.searched, tx) }
    }
  }

  private func putOff(
    _ product: ProductID, _ failure: SearchDocumentFailure, attempts: Int, _ tx: Transaction
  ) throws {
    let seconds = min(longestPutOffSeconds, firstPutOffSeconds << min(10, attempts))
    try EngineStore.putOff(
      product, seconds: seconds, because: "\(failure.status) \(failure.reason)", tx)
  }

  /// Makes the index that is to be filled. False when one was lost, as with the engine's disk: another was begun.
  private func prepare(_ state: EngineState) async throws -> Bool {
    if let index = state.index, try await !engine.exists(index) {
      try await database.write { tx in
        try EngineStore.lose(index, tx)
        if state.building == nil { try beginBuild(try CategoryStore.tree(tx), tx) }
      }
      return false
    }
    guard let building = state.building else { return true }
    if state.buildPosition == nil {
      try await engine.create(building)
      return true
    }
    if try await engine.exists(building) { return true }
    try await beginBuild()
    return false
  }

  // MARK: A new index

  /// Puts the next products into the index that is being filled, and has it asked when there are no more.
  private func build() async throws -> Step {
    let taken = try await database.write { tx -> (EngineState, [ProductID], [SearchDocumentChange])? in
      guard let state = try EngineStore.next(tx), state.building != nil else { return nil }
      let ids = try EngineStore.listed(after: state.buildPosition, limit: documentsPerRequest, tx)
      return (state, ids, try EngineDocuments.read(ids, state.revision, tx))
    }
    guard let (state, ids, documents) = taken, let building = state.building else { return .done }
    guard try await prepare(state) else { return .again }
    guard let last = ids.last else {
      try await adopt(building)
      return .again
    }
    let failures = try await engine.write(documents, to: building, waits: false)
    status.refused(failures)
    try await database.write { tx in
      for failure in failures {
        guard let product = ProductID(failure.id) else { continue }
        try putOff(product, failure, attempts: 0, tx)
      }
      try EngineStore.moveBuild(state, to: last, tx)
    }
    return .again
  }

  private func adopt(_ building: String) async throws {
    // Whoever began another one meanwhile goes on with that.
    guard try await database.read({ try EngineStore.state($0)?.building }) == building else { return }
    try await engine.adopt(building)
    let changes = changes
    try await database.write { tx in
      try EngineStore.endBuild(building, tx)
      try changes.note(.searched, tx)
    }
    status.adopted(building)
  }
}
