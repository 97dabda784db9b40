import Gateways
import Kernel
import Synchronization

/// A search engine in memory that keeps to the versions of documents as a real one does.
final class MemoryEngine: SearchEngine {
  struct Stored {
    var version: Int64
    /// `nil` for a document that was deleted.
    var content: SearchEngineDocument?
  }

  private struct State {
    var indices: [String: [String: Stored]] = [:]
    var adopted: String?
    var isAway = false
    var refused: [String: Int] = [:]
    var questions: [SearchQuestion] = []
    var writes = 0
  }

  private let state = Mutex(State())

  var place: String { "memory" }
  var isAway: Bool {
    get { state.withLock { $0.isAway } }
    set { state.withLock { $0.isAway = newValue } }
  }
  var indices: [String] { state.withLock { $0.indices.keys.sorted() } }
  var adopted: String? { state.withLock { $0.adopted } }
  var questions: [SearchQuestion] { state.withLock { $0.questions } }

  /// What searches find, by product.
  var contents: [String: SearchEngineDocument] {
    state.withLock { state in
      (state.adopted.flatMap { state.indices[$0] } ?? [:]).compactMapValues(\.content)
    }
  }

  /// The versions of what searches find, by title.
  var versions: [String: Int64] {
    state.withLock { state in
      let stored = (state.adopted.flatMap { state.indices[$0] } ?? [:]).values
      return Dictionary(stored.compactMap { one in one.content.map { ($0.title, one.version) } }) { $1 }
    }
  }

  /// Has documents with this title refused so many times.
  func refuse(_ title: String, times: Int) { state.withLock { $0.refused[title] = times } }

  /// Loses everything, as with a disk.
  func forget() { state.withLock { ($0.indices, $0.adopted) = ([:], nil) } }

  func name(ofIndex number: Int64) -> String { "index-\(number)" }

  func find(_ question: SearchQuestion) async throws -> [SearchHit] {
    try state.withLock { state in
      if state.isAway { throw SearchEngineError.unavailable("memory is away") }
      guard let index = state.adopted.flatMap({ state.indices[$0] }) else { throw SearchEngineError.noIndex }
      state.questions.append(question)
      let found = index.values.compactMap(\.content).filter { Self.matches($0, question) }
      // Short titles first, which the embedded search would put otherwise where others speak of it more.
      let hits = found.map { SearchHit(number: UInt32($0.number), score: 100 - Float($0.title.count)) }
        .sorted { ($1.score, $0.number) < ($0.score, $1.number) }
      let rest = question.after.map { last in
        hits.filter { ($0.score, last.number) < (last.score, $0.number) }
      }
      return Array((rest ?? hits).prefix(question.limit))
    }
  }

  private static func matches(_ document: SearchEngineDocument, _ question: SearchQuestion) -> Bool {
    let text =
      [document.title, document.description, document.brand ?? ""] + document.categories + document.tags
    let words = Set(SearchWords.words(text.joined(separator: " ")))
    if document.skus.contains(question.text) { return true }
    let has = question.groups.enumerated().map { place, ways in
      ways.contains { way in
        way.words.allSatisfy { word in
          [.beginning, .naming].contains(question.need) && place == question.groups.count - 1
            ? words.contains { $0.hasPrefix(word) } : words.contains(word)
        }
      }
    }
    return question.need == .any ? has.contains(true) : !has.isEmpty && !has.contains(false)
  }

  func corrections(of words: [String]) async throws -> [String: String] {
    if isAway { throw SearchEngineError.unavailable("memory is away") }
    return Dictionary(words.filter { $0 == "expresso" }.map { ($0, "espresso") }) { $1 }
  }

  func write(
    _ changes: [SearchDocumentChange], to index: String, waits: Bool
  ) async throws -> [SearchDocumentFailure] {
    try state.withLock { state in
      if state.isAway { throw SearchEngineError.unavailable("memory is away") }
      var failures: [SearchDocumentFailure] = []
      for change in changes {
        if let title = change.content?.title, let times = state.refused[title], times > 0 {
          state.refused[title] = times - 1
          failures.append(.init(id: change.id, status: 429, reason: "rejected_execution_exception"))
          continue
        }
        if let known = state.indices[index]?[change.id], known.version >= change.version { continue }
        state.indices[index, default: [:]][change.id] = Stored(
          version: change.version, content: change.content)
      }
      return failures
    }
  }

  func create(_ index: String) async throws {
    try state.withLock { state in
      if state.isAway { throw SearchEngineError.unavailable("memory is away") }
      if state.indices[index] == nil { state.indices[index] = [:] }
    }
  }

  func exists(_ index: String) async throws -> Bool {
    try state.withLock { state in
      if state.isAway { throw SearchEngineError.unavailable("memory is away") }
      return state.indices[index] != nil
    }
  }

  func adopt(_ index: String) async throws {
    state.withLock { state in
      state.adopted = index
      state.indices = state.indices.filter { $0.key >= index }
    }
  }
}
