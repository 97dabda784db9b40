import Kernel

/// Corrects mistyped words by those of the index.
enum Spelling {
  /// The words, each replaced by the nearest one of the index when nothing has it; `nil` when nothing was
  /// replaced. What was written as one word of several parts stays.
  static func correct(_ groups: [SearchGroup], _ reader: TermReader) throws -> [SearchGroup]? {
    var isChanged = false
    let vocabulary = try reader.vocabulary()
    let corrected = try groups.map { group -> SearchGroup in
      guard group.alternatives.count == 1, try reader.sets(PlannedGroup(group)).all.isEmpty,
        let better = vocabulary.nearest(group.typed)
      else { return group }
      isChanged = true
      return SearchGroup(typed: better, alternatives: [[SearchWords.stemmed(better)]])
    }
    return isChanged ? corrected : nil
  }
}

/// How many insertions, deletions, replacements and swaps of neighbours lie between two words (optimal string
/// alignment).
enum EditDistance {
  /// The distance, or `limit + 1` when it is larger than `limit`.
  static func between<Letter: Equatable>(_ one: [Letter], _ other: [Letter], limit: Int) -> Int {
    guard abs(one.count - other.count) <= limit else { return limit + 1 }
    if one == other { return 0 }
    var before: [Int] = []
    var last = Array(0...other.count)
    for (row, letter) in one.enumerated() {
      var current = [row + 1]
      for (column, otherLetter) in other.enumerated() {
        var cost = min(
          last[column + 1] + 1, current[column] + 1, last[column] + (letter == otherLetter ? 0 : 1))
        if row > 0, column > 0, letter == other[column - 1], one[row - 1] == otherLetter {
          cost = min(cost, before[column - 1] + 1)
        }
        current.append(cost)
      }
      if (current.min() ?? 0) > limit { return limit + 1 }
      before = last
      last = current
    }
    return min(last[other.count], limit + 1)
  }
}
