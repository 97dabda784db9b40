import Gateways
import Kernel
import Persistence

private let followEverySeconds: Int64 = 2
/// After so many steps a run ends, and the next one goes on: no worker is held up by all products.
private let stepsPerRun = 200

/// Brings the search engine outside up to what the catalogue is.
struct FollowSearchEngine: Job {
  static let kind = "catalog.follow-search-engine"

  static func register(_ catalog: Catalog, in registry: inout JobRegistry) throws {
    registry.on(FollowSearchEngine.self) { _, _ in try await catalog.followSearchEngine() }
    // Without an engine there is nothing that runs by the clock.
    if catalog.indexer != nil { try registry.every(seconds: followEverySeconds, FollowSearchEngine()) }
  }
}

extension Catalog {
  /// What brings the engine up to date; `nil` where there is none.
  var indexer: EngineIndexer? {
    guard let engine = searchEngine else { return nil }
    return EngineIndexer(
      engine: engine, status: searchEngineStatus, database: database, changes: changes)
  }

  /// Sends the engine what changed. One that is away is tried again after growing pauses; nothing is lost meanwhile.
  func followSearchEngine(steps: Int = stepsPerRun) async throws {
    guard let indexer else { return }
    // What changes meanwhile is noted in time, as notes of changes live for an hour.
    guard searchEngineStatus.maySend else { return try await indexer.take() }
    do {
      try await indexer.run(steps: steps)
    } catch let error as SearchEngineError {
      searchEngineStatus.failedToSend(error)
    }
  }

  /// Fills a new index of the search engine and has it asked when it is full; searches go on meanwhile. False where there
  /// is no engine. Throws `SearchEngineError`, `DatabaseError`.
  package func refillSearchEngine() async throws -> Bool {
    guard let indexer else { return false }
    try await indexer.beginBuild()
    while try await database.read({ try EngineStore.state($0)?.building != nil }) {
      try await indexer.run(steps: stepsPerRun)
    }
    return true
  }

  /// Looks how far the search engine is behind, until its task is cancelled; returns at once where there is none.
  package func watchSearchEngine() async {
    if searchEngine != nil { await searchEngineStatus.run(database) }
  }
}
