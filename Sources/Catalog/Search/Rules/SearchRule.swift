import Kernel
import Persistence
import Synchronization

/// What identifiers of rules are of.
package enum SearchRuleEntity: Entity { package static let idPrefix = "srl" }
/// The identifier of a rule.
package typealias SearchRuleID = ID<SearchRuleEntity>

/// Something that administrators teach the search.
package struct SearchRule: Hashable, Sendable {
  /// What a rule does.
  package enum Kind: String, CaseIterable, Sendable, SQLValue {
    /// Two texts that mean the same.
    case synonym
    /// A word that is left out of a search.
    case stopWord
  }

  package let id: SearchRuleID
  package let kind: Kind
  /// Folded.
  package let word: String
  /// What means the same, folded; empty for a stop word.
  package let meaning: String
  package let createdAt: Timestamp
}

/// All rules, as a search asks them.
struct SearchRules: Sendable {
  /// Folded, as they are typed.
  private(set) var stopWords = Set<String>()
  /// The words of what means the same, by the stems of a text.
  private(set) var meanings: [String: [[String]]] = [:]

  static let none = SearchRules([])

  init(_ rules: [SearchRule]) {
    for rule in rules {
      switch rule.kind {
      case .stopWord: stopWords.insert(rule.word)
      case .synonym:
        add(rule.word, rule.meaning)
        add(rule.meaning, rule.word)
      }
    }
  }

  private mutating func add(_ text: String, _ meaning: String) {
    meanings[SearchRules.key(text), default: []].append(SearchWords.words(meaning))
  }

  /// What texts are compared by: the stems of their words.
  static func key(_ text: String) -> String {
    SearchWords.words(text).map { SearchWords.stemmed($0) }.joined(separator: " ")
  }
}

/// Rules that other nodes changed hold after so long.
private let maximumAge = Duration.seconds(5)

/// Keeps the rules until one changes.
final class SearchRuleMemory: Sendable {
  private struct Entry {
    let rules: SearchRules
    let version: UInt64
    let readAt: ContinuousClock.Instant
  }

  private let state = Mutex<(version: UInt64, entry: Entry?)>((1, nil))

  /// The number of the present state; to be taken before the reading transaction begins.
  var version: UInt64 { state.withLock { $0.version } }

  /// The rules are others once the transaction is committed.
  func forget(after tx: Transaction) {
    tx.afterCommit { [self] in state.withLock { $0.version += 1 } }
  }

  func rules(
    asOf version: UInt64, now: ContinuousClock.Instant = .now, read: () throws -> [SearchRule]
  ) rethrows -> SearchRules {
    let known = state.withLock(\.entry)
    if let known, known.version >= version, known.readAt.duration(to: now) <= maximumAge {
      return known.rules
    }
    let rules = SearchRules(try read())
    state.withLock { state in
      if let entry = state.entry, entry.version > version { return }
      state.entry = Entry(rules: rules, version: version, readAt: now)
    }
    return rules
  }
}
