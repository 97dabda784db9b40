import Kernel
import Persistence

/// Rows of words that one statement inserts; what is left of them is filled up to a power of two, so that there are few
/// different statements.
private let rowsPerStatement = 256
private let fewestRows = 8
/// What more rows than these have is no way to go to a few of them.
private let fewRows = 2_000
/// Sorts behind every character that a word can hold.
private let lastCharacter = "\u{10FFFF}"

extension NameIndex {
  /// Adds the words of rows that have none yet.
  package func add(_ subjects: [NamedSubject<Subject>], _ tx: Transaction) throws {
    try insert(subjects.flatMap { subject in subject.words.map { (word: $0, id: subject.id) } }, tx)
  }

  /// Gives rows, which the transaction has locked, other words; those that stay are not touched.
  package func replace(_ subjects: [NamedSubject<Subject>], _ tx: Transaction) throws {
    let present = try words(of: subjects.map(\.id), tx)
    var missing: [(word: String, id: ID<Subject>)] = []
    for subject in subjects {
      let before = present[subject.id] ?? []
      let gone = before.subtracting(subject.words).sorted()
      if !gone.isEmpty {
        try tx.run(
          "DELETE FROM \(fragment: words) WHERE subject_id = \(subject.id) AND word IN \(filled: gone)")
      }
      missing += subject.words.filter { !before.contains($0) }.map { (word: $0, id: subject.id) }
    }
    try insert(missing, tx)
  }

  private func words(of ids: [ID<Subject>], _ tx: Transaction) throws -> [ID<Subject>: Set<String>] {
    guard !ids.isEmpty else { return [:] }
    var present: [ID<Subject>: Set<String>] = [:]
    _ = try tx.all(
      "SELECT subject_id, word FROM \(fragment: words) WHERE subject_id IN \(filled: ids)"
    ) { row in
      let (id, word): (ID<Subject>, String) = (try row.next("subject_id"), try row.next("word"))
      present[id, default: []].insert(word)
    }
    return present
  }

  /// In the order of the words, so that equal ones of many rows come to one place of the table together.
  private func insert(_ pairs: [(word: String, id: ID<Subject>)], _ tx: Transaction) throws {
    let rows = pairs.sorted { ($0.word, $0.id) < ($1.word, $1.id) }.map { pair -> NamedValues in
      ["word": pair.word, "subject_id": pair.id]
    }
    for start in stride(from: 0, to: rows.count, by: rowsPerStatement) {
      let piece = Array(rows[start..<min(start + rowsPerStatement, rows.count)])
      if piece.count == rowsPerStatement {
        try tx.run("INSERT INTO \(fragment: words) \(values: piece)")
      } else {
        let rows = Batches.filled(piece, atLeast: fewestRows)
        try tx.run("INSERT INTO \(fragment: words) \(values: rows) ON CONFLICT DO NOTHING")
      }
    }
  }

  /// Takes all words of a row away.
  package func remove(_ id: ID<Subject>, _ tx: Transaction) throws {
    try tx.run("DELETE FROM \(fragment: words) WHERE subject_id = \(id)")
  }

  /// The condition that a row, whose id is this expression, is found by what was typed.
  package func condition(_ typed: String, on id: SQL, _ snapshot: Snapshot) throws -> SQL {
    try match(typed, on: id, snapshot).condition
  }

  /// The same with what it costs. Text without any word finds nothing. What few rows have leads to them, whatever else
  /// was typed; where every word is common the list is walked in its order, and soon has enough.
  package func match(_ typed: String, on id: SQL, _ snapshot: Snapshot) throws -> NameMatch {
    let groups = SearchWords.nameQuery(typed)
    guard !groups.isEmpty else { return NameMatch(condition: "1 = 0", leadsToFew: true) }
    var conditions = groups.map { holds($0, id) }
    var fewest = fewRows
    var way: SQL?
    for group in groups {
      let candidates = candidates(group)
      let count = try snapshot.value(
        "SELECT COUNT(*) FROM (\(fragment: candidates) LIMIT \(fewRows)) AS found", as: Int.self)
      guard let count, count < fewest else { continue }
      fewest = count
      way = candidates
    }
    if let way { conditions.insert("\(fragment: id) IN (\(fragment: way))", at: 0) }
    let all = SQL.join(conditions, " AND ")
    return NameMatch(condition: "(\(fragment: all))", leadsToFew: way != nil)
  }

  /// Rows that may be meant by a group, and all of those that are: by the longest word of each alternative.
  private func candidates(_ group: SearchGroup) -> SQL {
    let ways = group.alternatives.compactMap { alternative in
      alternative.max { $0.utf8.count < $1.utf8.count }
    }
    return .join(
      ways.map { word in
        "SELECT n.subject_id FROM \(fragment: words) n WHERE \(fragment: begins(word))"
      }, " UNION ALL ")
  }

  private func holds(_ group: SearchGroup, _ id: SQL) -> SQL {
    let ways = group.alternatives.map { alternative -> SQL in
      let words = alternative.map { word -> SQL in
        """
        EXISTS (SELECT 1 FROM \(fragment: self.words) n
          WHERE n.subject_id = \(fragment: id) AND \(fragment: begins(word)))
        """
      }
      return "(\(fragment: .join(words, " AND ")))"
    }
    return "(\(fragment: .join(ways, " OR ")))"
  }

  private func begins(_ word: String) -> SQL { "n.word >= \(word) AND n.word < \(word + lastCharacter)" }
}

/// The condition that rows are found by what somebody typed.
package struct NameMatch: Sendable {
  package let condition: SQL
  /// Whether it goes to few rows by an index; otherwise it is tried on one row after the other.
  package let leadsToFew: Bool
}

/// How far the filling of an index is.
enum NameIndexStore {
  struct Position<Subject: Entity> {
    /// `nil` at the beginning.
    let subject: ID<Subject>?
  }

  /// Where the filling is, locked; `nil` when there is nothing to fill.
  static func lock<Subject: Entity>(
    _ table: SQL, _ subject: Subject.Type, _ tx: Transaction
  ) throws -> Position<Subject>? {
    try tx.first("SELECT position FROM \(fragment: table) WHERE id = 1 \(fragment: tx.forUpdate)") { row in
      Position(subject: try row.next())
    }
  }

  static func move<Subject: Entity>(_ table: SQL, to id: ID<Subject>, _ tx: Transaction) throws {
    try tx.run("UPDATE \(fragment: table) SET position = \(id) WHERE id = 1")
  }

  static func finish(_ table: SQL, _ tx: Transaction) throws {
    try tx.run("DELETE FROM \(fragment: table) WHERE id = 1")
  }
}
