import Gateways
import Kernel
import Logging
import Persistence
import Synchronization

/// How often a node looks how far the engine is behind.
private let lookSeconds = 5
private let firstPauseMilliseconds: Int64 = 1_000
private let longestPauseMilliseconds: Int64 = 60_000

/// What a node knows of the search engine outside, for `/metrics`, `/health/ready` and the log.
package final class SearchEngineStatus: Sendable {
  private struct State {
    var isFallenBack = false
    var failures: Int64 = 0
    var pausedUntil: ContinuousClock.Instant?
    var isWriteFailing = false
    var backlog = EngineBacklog.none
  }

  private static let logger = Logger(label: "souk.search")

  private let byEngine = Atomic<Int64>(0)
  private let byEmbedded = Atomic<Int64>(0)
  private let state = Mutex(State())

  /// Nothing is known yet.
  init() {}

  /// Searches that the engine has answered.
  package var engineSearches: Int64 { byEngine.load(ordering: .relaxed) }
  /// Searches that the embedded search has answered instead of it.
  package var embeddedSearches: Int64 { byEmbedded.load(ordering: .relaxed) }
  /// Whether the last search was answered by the embedded one.
  package var isFallenBack: Bool { state.withLock { $0.isFallenBack } }
  /// How many changed products the engine has not yet.
  package var waitingProducts: Int64 { state.withLock { $0.backlog.products } }
  /// For how many seconds the first of them has waited.
  package var lagSeconds: Double { state.withLock { Double($0.backlog.milliseconds) / 1_000 } }
  /// How many of them the engine has refused.
  package var refusedProducts: Int64 { state.withLock { $0.backlog.refused } }

  func answered() {
    byEngine.add(1, ordering: .relaxed)
    let isBack = state.withLock { state in
      defer { state.isFallenBack = false }
      return state.isFallenBack
    }
    if isBack { Self.logger.notice("the search engine answers again") }
  }

  func fellBack(_ error: SearchEngineError) {
    byEmbedded.add(1, ordering: .relaxed)
    let isNew = state.withLock { state in
      defer { state.isFallenBack = true }
      return !state.isFallenBack
    }
    if isNew {
      Self.logger.warning(
        "the embedded search answers instead of the search engine", metadata: ["reason": "\(error.text)"])
    }
  }

  /// Whether documents may be sent now: after failures the pauses grow.
  var maySend: Bool { state.withLock { $0.pausedUntil.map { $0 <= .now } ?? true } }

  func sent() {
    let isBack = state.withLock { state in
      defer { (state.failures, state.pausedUntil, state.isWriteFailing) = (0, nil, false) }
      return state.isWriteFailing
    }
    if isBack { Self.logger.notice("the search engine takes documents again") }
  }

  func failedToSend(_ error: SearchEngineError) {
    let isNew = state.withLock { state in
      let pause = min(longestPauseMilliseconds, firstPauseMilliseconds << min(6, state.failures))
      state.failures += 1
      state.pausedUntil = .now + .milliseconds(pause)
      defer { state.isWriteFailing = true }
      return !state.isWriteFailing
    }
    if isNew {
      Self.logger.warning(
        "the search engine takes no documents; they wait", metadata: ["reason": "\(error.text)"])
    }
  }

  /// Says which documents were refused, and why.
  func refused(_ failures: [SearchDocumentFailure]) {
    guard let first = failures.first else { return }
    Self.logger.warning(
      "the search engine refused documents; they are sent again later",
      metadata: [
        "count": "\(failures.count)", "first": "\(first.id)", "status": "\(first.status)",
        "reason": "\(first.reason)",
      ])
  }

  /// Says that searches ask another index.
  func adopted(_ index: String) {
    Self.logger.notice("searches ask a new index", metadata: ["index": "\(index)"])
  }

  /// Looks how far the engine is behind, until its task is cancelled.
  func run(_ database: Database) async {
    while !Task.isCancelled {
      await look(database)
      try? await Task.sleep(for: .seconds(lookSeconds))  // ends early when cancelled
    }
  }

  func look(_ database: Database) async {
    do {
      let backlog = try await database.read { try EngineStore.backlog(at: database.clock.now(), $0) }
      state.withLock { $0.backlog = backlog }
    } catch {
      // What was known stays; a database that is away is told by its own check.
      Self.logger.debug("the backlog of the search engine is not known", metadata: ["error": "\(error)"])
    }
  }
}

extension SearchEngineError {
  /// For the log.
  var text: String {
    switch self {
    case .unavailable(let text), .failed(let text): text
    case .noIndex: "it has no index of the marketplace yet"
    }
  }
}
