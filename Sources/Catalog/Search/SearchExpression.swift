import Kernel

/// What a search looks for, in the language of either engine. Its words hold letters, digits and points only.
struct SearchExpression: Hashable {
  enum Mode {
    /// Every word.
    case all
    /// Every word, the last one as the beginning of a word.
    case allWithPrefix
    /// Some of the words; those with all come first.
    case any
  }

  let groups: [SearchGroup]
  let mode: Mode

  /// For FTS5's MATCH.
  var sqlite: String { text(and: " AND ", or: " OR ", prefix: "*") { "\"\($0)\"" } }

  /// For PostgreSQL's tsquery.
  var postgres: String { text(and: " & ", or: " | ", prefix: ":*") { "'\($0)'" } }

  /// The same words, all of them wanted.
  var whole: SearchExpression { SearchExpression(groups: groups, mode: .all) }

  private func text(and: String, or: String, prefix: String, quote: (String) -> String) -> String {
    groups.enumerated().map { index, group in
      let mark = mode == .allWithPrefix && index == groups.count - 1 ? prefix : ""
      let ways = group.alternatives.map { words in
        let terms = words.enumerated().map { place, word in
          // A beginning is that of the marked stem as well.
          if !mark.isEmpty, place == words.count - 1 { return quote(word) + mark }
          let forms = SearchWords.forms(of: word).map(quote)
          return forms.count == 1 ? forms[0] : "(\(forms.joined(separator: or)))"
        }
        return terms.count == 1 ? terms[0] : "(\(terms.joined(separator: and)))"
      }
      return ways.count == 1 ? ways[0] : "(\(ways.joined(separator: or)))"
    }.joined(separator: mode == .any ? or : and)
  }
}
