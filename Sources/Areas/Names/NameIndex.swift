import Kernel
import Persistence

/// The words by which people find the rows of one table, each beside the row that it leads to: `SearchWords` splits and
/// folds them, so both engines find the same. The area that owns the rows owns the words and writes them in the same
/// transaction, or soon after it where there are many (`replace` of rows as they are by then).
///
/// `words` is a table of `word` and `subject_id` with indexes from either to the other. `rebuild` is one of `id` and
/// `position`, which holds a row while rows from before there were words wait for theirs.
package struct NameIndex<Subject: Entity>: Sendable {
  let words: SQL
  let rebuild: SQL

  /// The index in these two tables.
  package init(words: StaticString, rebuild: StaticString) {
    self.words = SQL(stringLiteral: words)
    self.rebuild = SQL(stringLiteral: rebuild)
  }
}

/// A row and the words by which it is found.
package struct NamedSubject<Subject: Entity>: Sendable {
  package let id: ID<Subject>
  let words: [String]

  /// Found by the words of these texts.
  package init(_ id: ID<Subject>, _ texts: [String?]) {
    self.init(id, words: SearchWords.names(texts.compactMap { $0 }))
  }

  /// Found by these words, which are split and folded already, each once.
  package init(_ id: ID<Subject>, words: [String]) {
    self.id = id
    self.words = words
  }
}
