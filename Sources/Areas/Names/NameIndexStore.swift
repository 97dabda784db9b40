import Kernel
import Persistence

/// Rows of words are inserted in multiples of so many, so that there are few different statements.
private let rowsPerInsert = 8
private let rowsPerStatement = 64
/// What more rows than these have is no way to go to a few of them.
private let fewRows = 2_000
/// Sorts behind every character that a word can hold.
private let lastCharacter = "\u{10FFFF}"

extension NameIndex {
  /// Adds the words of new rows.
  package func add(_ subjects: [NamedSubject<Subject>], _ tx: Transaction) throws {
    var pairs = subjects.flatMap { subject in subject.words.map { (word: $0, id: subject.id) } }
    guard let last = pairs.last else { return }
    while pairs.count % rowsPerInsert != 0 { pairs.append(last) }
    for start in stride(from: 0, to: pairs.count, by: rowsPerStatement) {
      let rows = pairs[start..<min(start + rowsPerStatement, pairs.count)].map { pair -> NamedValues in
        ["word": pair.word, "subject_id": pair.id]
      }
      try tx.run("INSERT INTO \(fragment: words) \(values: rows) ON CONFLICT DO NOTHING")
    }
  }

  /// Gives rows other words; those that stay are not touched.
  package func replace(_ subjects: [NamedSubject<Subject>], _ tx: Transaction) throws {
    for subject in subjects {
      let present: [String] = try tx.values(
        "SELECT word FROM \(fragment: words) WHERE subject_id = \(subject.id)")
      let gone = Set(present).subtracting(subject.words).sorted()
      if !gone.isEmpty {
        try tx.run(
          "DELETE FROM \(fragment: words) WHERE subject_id = \(subject.id) AND word IN \(filled: gone)")
      }
      if present.count - gone.count < subject.words.count { try add([subject], tx) }
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
