import Kernel
import Synchronization

/// A page asks several times what a text finds, for its goods, their number and what they can be narrowed to: the engine
/// is asked once.
final class EngineAnswers: Sendable {
  struct Key: Hashable {
    let text: String
    let language: String
  }

  private static let longestSeconds = Duration.seconds(2)
  private static let mostAnswers = 128

  private struct State {
    var version: UInt64 = 0
    var answers: [Key: (found: TextMatches, until: ContinuousClock.Instant)] = [:]
  }

  private let state = Mutex(State())

  /// To be taken before the engine is asked.
  var version: UInt64 { state.withLock { $0.version } }

  func answer(to key: Key) -> TextMatches? {
    state.withLock { state in
      guard let known = state.answers[key], known.until > .now else { return nil }
      return known.found
    }
  }

  /// Keeps an answer, unless something changed since.
  func keep(_ found: TextMatches, for key: Key, asOf version: UInt64) {
    state.withLock { state in
      guard state.version == version else { return }
      if state.answers.count >= Self.mostAnswers { state.answers = [:] }
      state.answers[key] = (found, .now + Self.longestSeconds)
    }
  }

  /// Forgets all answers with any change of products, categories and what the engine knows.
  func follow(_ changes: CatalogChanges) {
    changes.subscribe { [weak self] _ in
      self?.state.withLock { state in
        state.version += 1
        state.answers = [:]
      }
    }
  }
}
