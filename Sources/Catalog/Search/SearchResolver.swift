import Kernel
import Persistence

/// With fewer hits than this for all words, products with some of the words follow.
private let fewHits = 3

/// What a search text means for the index as it is now.
struct SearchMatch: Hashable {
  /// `nil` when nothing can be found.
  let expression: SearchExpression?
  /// The words that were searched instead of those typed.
  let corrected: String?

  static let nothing = SearchMatch(expression: nil, corrected: nil)
}

/// Decides how a text is searched: all its words, else the last one as the beginning of a word, else with
/// typing errors corrected, else some of the words. The same for the list, its count and its facets.
enum SearchResolver {
  static func resolve(_ text: String, _ snapshot: Snapshot) throws -> SearchMatch {
    let groups = SearchWords.query(text)
    guard !groups.isEmpty else { return .nothing }
    let all = SearchExpression(groups: groups, mode: .all)
    let hits = try SearchIndex.count(all, upTo: fewHits, snapshot)
    if hits >= fewHits || (hits > 0 && groups.count == 1) {
      return SearchMatch(expression: all, corrected: nil)
    }
    let any = SearchExpression(groups: groups, mode: .any)
    if hits > 0 { return SearchMatch(expression: any, corrected: nil) }
    let prefix = SearchExpression(groups: groups, mode: .allWithPrefix)
    if try SearchIndex.count(prefix, upTo: 1, snapshot) > 0 {
      return SearchMatch(expression: prefix, corrected: nil)
    }
    if let corrected = try Spelling.correct(groups, snapshot) {
      let text = corrected.map(\.typed).joined(separator: " ")
      let better = SearchExpression(groups: corrected, mode: .all)
      if try SearchIndex.count(better, upTo: 1, snapshot) > 0 {
        return SearchMatch(expression: better, corrected: text)
      }
      let some = SearchExpression(groups: corrected, mode: .any)
      if try SearchIndex.count(some, upTo: 1, snapshot) > 0 {
        return SearchMatch(expression: some, corrected: text)
      }
    }
    if groups.count > 1, try SearchIndex.count(any, upTo: 1, snapshot) > 0 {
      return SearchMatch(expression: any, corrected: nil)
    }
    return .nothing
  }
}
