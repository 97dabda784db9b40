import Kernel

/// Every word that a search looks for, the last one as the beginning of a word, in the language of either engine. Words hold letters, digits and points only.
struct SearchExpression: Hashable {
  let groups: [SearchGroup]

  /// For FTS5's MATCH.
  var sqlite: String { text(and: " AND ", or: " OR ", prefix: "*") { "\"\($0)\"" } }

  /// For PostgreSQL's tsquery.
  var postgres: String { text(and: " & ", or: " | ", prefix: ":*") { "'\($0)'" } }

  private func text(and: String, or: String, prefix: String, quote: (String) -> String) -> String {
    groups.enumerated().map { index, group in
      let mark = index == groups.count - 1 ? prefix : ""
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
    }.joined(separator: and)
  }
}
