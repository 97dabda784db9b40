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

/// How many rows one transaction of a rebuild goes through, so that others don't wait for long.
private let rowsPerStep = 200
/// After so many steps a run ends, and the next one goes on: no worker that is told to stop is held up by all rows.
private let stepsPerRun = 200

extension NameIndex {
  /// Gives rows that were there before there were words theirs, from where the last run stopped, for some steps or
  /// until all are done. `next` answers with the rows behind one in the order of their ids, at most so many, and locks
  /// them, so that nobody renames them meanwhile. Several runs at once take turns.
  package func fill(
    _ database: Database, steps: Int? = nil, of limit: Int? = nil,
    _ next: @escaping @Sendable (ID<Subject>?, Int, Transaction) throws -> [NamedSubject<Subject>]
  ) async throws {
    for _ in 0..<(steps ?? stepsPerRun) {
      let isMore = try await database.write { tx in
        guard let position = try NameIndexStore.lock(rebuild, Subject.self, tx) else { return false }
        let rows = try next(position.subject, limit ?? rowsPerStep, tx)
        guard let last = rows.last else {
          try NameIndexStore.finish(rebuild, tx)
          return false
        }
        try replace(rows, tx)
        try NameIndexStore.move(rebuild, to: last.id, tx)
        return true
      }
      guard isMore else { return }
    }
  }
}
