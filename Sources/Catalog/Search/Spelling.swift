import Kernel
import Persistence

/// Corrects mistyped words by those of the index.
enum Spelling {
  private static let shortestWord = 4
  /// Shorter words of the index are too much like too many others.
  private static let shortestStem = 4

  /// The words, each replaced by the nearest one of the index when nothing has it; `nil` when nothing was
  /// replaced. What was written as one word of several parts stays.
  static func correct(_ groups: [SearchGroup], _ snapshot: Snapshot) throws -> [SearchGroup]? {
    var isChanged = false
    let corrected = try groups.map { group -> SearchGroup in
      guard group.alternatives.count == 1, let better = try nearest(group.typed, snapshot) else {
        return group
      }
      if group.alternatives == [[better]] { return group }
      isChanged = true
      return SearchGroup(typed: better, alternatives: [[better]])
    }
    return isChanged ? corrected : nil
  }

  /// The nearest word with the same first letter; `nil` when none is near enough or the word itself is known.
  private static func nearest(_ word: String, _ snapshot: Snapshot) throws -> String? {
    let length = word.count
    guard length >= shortestWord, let first = word.first, first.isLetter, first.isASCII,
      let scalar = first.unicodeScalars.first, let next = Unicode.Scalar(scalar.value + 1)
    else { return nil }
    let allowed = length < 8 ? 1 : 2
    let candidates = try SearchIndex.words(
      from: String(first), to: String(Character(next)),
      lengths: max(shortestStem, length - allowed - 2)...(length + allowed), snapshot)
    let wanted = Array(word.unicodeScalars)
    var best: (term: String, distance: Int)?
    for term in candidates {
      // The index holds stems: the end of the typed word may be missing there.
      let scalars = Array(term.unicodeScalars)
      let distance = min(
        EditDistance.between(wanted, scalars, limit: allowed),
        EditDistance.between(Array(wanted.prefix(scalars.count)), scalars, limit: allowed))
      if distance == 0 && scalars.count == wanted.count { return nil }
      let isBetter =
        if let best {
          distance < best.distance || (distance == best.distance && nearer(term, best.term, length))
        } else { distance <= allowed }
      if isBetter { best = (term, distance) }
    }
    return best?.term
  }

  private static func nearer(_ term: String, _ other: String, _ length: Int) -> Bool {
    abs(term.count - length) < abs(other.count - length)
  }
}

/// How many insertions, deletions, replacements and swaps of neighbours lie between two words (optimal string
/// alignment).
enum EditDistance {
  /// The distance, or `limit + 1` when it is larger than `limit`.
  static func between(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar], limit: Int) -> Int {
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
