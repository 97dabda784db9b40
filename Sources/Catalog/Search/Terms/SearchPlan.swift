import Kernel

/// One thing that somebody looks for, and the ways in which a product may have it: the words that were typed, what is
/// written in one word or two, and what means the same.
struct PlannedGroup: Hashable, Sendable {
  /// A way of saying it.
  struct Way: Hashable, Sendable {
    /// Stems; all of them are needed.
    let stems: [String]
    /// The same words as they were typed.
    let words: [String]
    /// What a product counts that says it so, beside one that has the words typed: 0 to 1.
    let share: Float
  }

  let typed: String
  var ways: [Way]

  init(_ group: SearchGroup) {
    typed = group.typed
    let parts = group.typed.split(separator: " ").map(String.init)
    ways = group.alternatives.enumerated().map { place, stems in
      let isTyped = place == 0 && stems.count == parts.count
      return Way(
        stems: stems, words: isTyped ? parts : stems.count == 1 && parts.count > 1 ? [parts.joined()] : stems,
        share: 1)
    }
  }

  /// The same for the engine's language.
  var group: SearchGroup { SearchGroup(typed: typed, alternatives: ways.map(\.stems)) }

  /// Adds a way that is not there yet.
  mutating func add(_ words: [String], share: Float) {
    let way = Way(stems: words.map { SearchWords.stemmed($0) }, words: words, share: share)
    if !ways.contains(where: { $0.stems == way.stems }) { ways.append(way) }
  }
}

/// What a text means, before anything is looked up.
enum SearchPlan {
  /// Two words that a product writes as one are nearly what was typed.
  private static let joinedShare: Float = 0.8
  private static let synonymShare: Float = 0.8
  private static let longestSynonym = 4

  /// The groups of a text, without the words that administrators took out, as long as others are left. What is written in
  /// one of `languages` is found by its forms, too, whatever language the reader has chosen.
  static func groups(
    _ groups: [SearchGroup], _ rules: SearchRules, _ languages: [String] = Languages.all.map(\.tag)
  ) -> [PlannedGroup] {
    let wanted = groups.filter { !rules.stopWords.contains($0.typed) }
    var planned = (wanted.isEmpty ? groups : wanted).map(PlannedGroup.init)
    for place in planned.indices.dropLast() where isPlain(planned[place]) && isPlain(planned[place + 1]) {
      let joined = [planned[place].typed + planned[place + 1].typed]
      planned[place].add(joined, share: joinedShare)
      planned[place + 1].add(joined, share: joinedShare)
    }
    addSynonyms(to: &planned, rules)
    addForeignStems(to: &planned, languages)
    return planned
  }

  private static func addForeignStems(to planned: inout [PlannedGroup], _ languages: [String]) {
    guard languages.count > 1 else { return }
    for place in planned.indices where isPlain(planned[place]) {
      let word = planned[place].typed
      for stem in SearchWords.stems(of: word, in: languages) {
        planned[place].ways.append(PlannedGroup.Way(stems: [stem], words: [word], share: 1))
      }
    }
  }

  private static func isPlain(_ group: PlannedGroup) -> Bool { !group.typed.contains(" ") }

  private static func addSynonyms(to planned: inout [PlannedGroup], _ rules: SearchRules) {
    guard !rules.meanings.isEmpty else { return }
    let typed = planned.map { SearchRules.key($0.typed) }
    for start in typed.indices {
      for end in start..<min(typed.count, start + longestSynonym) {
        for meaning in rules.meanings[typed[start...end].joined(separator: " ")] ?? [] {
          for place in start...end { planned[place].add(meaning, share: synonymShare) }
        }
      }
    }
  }
}
