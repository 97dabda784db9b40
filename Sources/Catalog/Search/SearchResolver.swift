import Kernel
import Persistence

/// With fewer hits than this for all words, products with some of the words follow.
let fewHits = 3
private let maximumArticles = 10

/// What a search text means for the products as they are now.
struct SearchMatch: Sendable {
  /// The numbers of the products that are found; unlisted ones may be among them.
  let candidates: Bitmap
  let groups: [GroupSets]
  /// Products whose article's number was typed: before all others.
  var articles: [UInt32] = []
  /// The words that were searched instead of those typed.
  var corrected: String?

  static let nothing = SearchMatch(candidates: Bitmap(), groups: [])
}

/// Decides how a text is searched: all its words, else the last one as the beginning of a word, else with
/// typing errors corrected, else some of the words. The same for the list, its count and its facets.
enum SearchResolver {
  static func resolve(_ text: String, _ reader: TermReader) throws -> SearchMatch {
    var match = try find(SearchWords.query(text), reader)
    let articles = try reader.articles(text.trimmed, limit: maximumArticles)
    guard !articles.isEmpty else { return match }
    if match.corrected != nil { match = .nothing }
    return SearchMatch(
      candidates: Bitmap.union([match.candidates, Bitmap(articles.sorted())]), groups: match.groups,
      articles: articles)
  }

  private static func find(_ groups: [SearchGroup], _ reader: TermReader) throws -> SearchMatch {
    guard !groups.isEmpty else { return .nothing }
    let planned = SearchPlan.groups(groups, reader.rules)
    let sets = try planned.map { try reader.sets($0) }
    let all = reader.match(sets, isAny: false)
    let hits = reader.listedCount(all)
    if hits >= fewHits || (hits > 0 && planned.count == 1) { return all }
    let any = reader.match(sets, isAny: true)
    if hits > 0 { return any }
    let prefix = reader.match(try reader.beginning(planned, sets), isAny: false)
    if reader.listedCount(prefix) > 0 { return prefix }
    if let corrected = try corrected(groups, reader) { return corrected }
    return planned.count > 1 && reader.listedCount(any) > 0 ? any : .nothing
  }

  private static func corrected(_ groups: [SearchGroup], _ reader: TermReader) throws -> SearchMatch? {
    guard let corrected = try Spelling.correct(groups, reader) else { return nil }
    let sets = try SearchPlan.groups(corrected, reader.rules).map { try reader.sets($0) }
    for isAny in [false, true] {
      var match = reader.match(sets, isAny: isAny)
      if reader.listedCount(match) == 0 { continue }
      match.corrected = corrected.map(\.typed).joined(separator: " ")
      return match
    }
    return nil
  }
}

/// Looks words up for one request, in one transaction.
struct TermReader {
  let memory: TermMemory
  /// Taken before the transaction began.
  let version: UInt64
  let rules: SearchRules
  /// How many of some products are listed.
  let countListed: (Bitmap) -> Int
  let snapshot: Snapshot

  /// The products that have a group, by each of its ways.
  func sets(_ group: PlannedGroup) throws -> GroupSets {
    GroupSets(
      typed: group.typed,
      ways: try group.ways.map { way in
        let sets = try way.stems.map { stem in
          TermSets.union(try SearchWords.forms(of: stem).map { try terms(.word($0)) })
        }
        return self.way(sets, exact: try way.words.map { try terms(.word($0)) }, way.share)
      })
  }

  /// The same with the last group as the beginning of a word.
  func beginning(_ planned: [PlannedGroup], _ sets: [GroupSets]) throws -> [GroupSets] {
    guard let last = planned.last else { return sets }
    let ways = try last.ways.map { way in
      let words = try way.words.enumerated().map { place, word in
        try terms(place == way.words.count - 1 ? .beginning(word) : .word(word))
      }
      return self.way(words, exact: words, way.share)
    }
    return sets.dropLast() + [GroupSets(typed: last.typed, ways: ways)]
  }

  private func way(_ sets: [TermSets], exact: [TermSets], _ share: Float) -> GroupSets.Way {
    let all = sets.dropFirst().reduce(sets.first?.all ?? Bitmap()) { $0.intersection($1.all) }
    let typed = TermSets.intersection(exact)
    return GroupSets.Way(
      sets: TermSets.intersection(sets), all: all,
      exact: Bitmap.union([typed[.title], typed[.lead], typed[.body]]), share: share)
  }

  private func terms(_ key: TermKey) throws -> TermSets { try memory.sets(key, asOf: version, snapshot) }

  func match(_ sets: [GroupSets], isAny: Bool) -> SearchMatch {
    let found =
      isAny
      ? Bitmap.union(sets.map(\.all))
      : sets.dropFirst().reduce(sets.first?.all ?? Bitmap()) { $0.intersection($1.all) }
    return SearchMatch(candidates: found, groups: sets)
  }

  func listedCount(_ match: SearchMatch) -> Int { countListed(match.candidates) }

  func lengths() throws -> TermLengthTable { try memory.lengths(asOf: version, snapshot) }

  func vocabulary() throws -> Vocabulary { try memory.vocabulary(asOf: version, snapshot) }

  /// Products of which a variant has this number, for texts that look like one.
  func articles(_ text: String, limit: Int) throws -> [UInt32] {
    guard (4...60).contains(text.count), text.contains(where: \.isNumber) else { return [] }
    return try TermStore.articles(text, limit: limit, snapshot)
  }
}
