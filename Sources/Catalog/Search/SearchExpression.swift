/// What a search looks for, in the language of either engine. Its words hold letters and digits only.
struct SearchExpression: Hashable {
  enum Mode {
    /// Every word.
    case all
    /// Every word, the last one as the beginning of a word.
    case allWithPrefix
    /// Some of the words; those with all come first.
    case any
  }

  let words: [String]
  let mode: Mode

  /// For FTS5's MATCH.
  var sqlite: String {
    switch mode {
    case .all: words.map { "\"\($0)\"" }.joined(separator: " AND ")
    case .allWithPrefix: words.map { "\"\($0)\"" }.joined(separator: " AND ") + "*"
    case .any: words.map { "\"\($0)\"" }.joined(separator: " OR ")
    }
  }

  /// For PostgreSQL's to_tsquery.
  var postgres: String {
    switch mode {
    case .all: words.map { "'\($0)'" }.joined(separator: " & ")
    case .allWithPrefix: words.map { "'\($0)'" }.joined(separator: " & ") + ":*"
    case .any: words.map { "'\($0)'" }.joined(separator: " | ")
    }
  }

  /// The same words, all of them wanted.
  var whole: SearchExpression { SearchExpression(words: words, mode: .all) }
}
