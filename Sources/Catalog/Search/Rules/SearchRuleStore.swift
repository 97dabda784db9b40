import Kernel
import Persistence

/// The rows of `search_rules`.
enum SearchRuleStore {
  private static let columns = SQL.columns(of: SearchRule.self)

  /// All rules, by kind and word.
  static func all(_ snapshot: Snapshot) throws -> [SearchRule] {
    try snapshot.all("SELECT \(fragment: columns) FROM search_rules ORDER BY kind, word, meaning")
  }

  static func count(_ snapshot: Snapshot) throws -> Int {
    try snapshot.value("SELECT COUNT(*) FROM search_rules") ?? 0
  }

  /// False when there is such a rule.
  static func insert(_ rule: SearchRule, _ tx: Transaction) throws -> Bool {
    let values: NamedValues = [
      "id": rule.id, "kind": rule.kind, "word": rule.word, "meaning": rule.meaning,
      "created_at": rule.createdAt,
    ]
    return try tx.run("INSERT INTO search_rules \(values: values) ON CONFLICT DO NOTHING") > 0
  }

  /// The rule that went; `nil` when there was none.
  static func delete(_ id: SearchRuleID, _ tx: Transaction) throws -> SearchRule? {
    guard
      let rule: SearchRule = try tx.first(
        "SELECT \(fragment: columns) FROM search_rules WHERE id = \(id) \(fragment: tx.forUpdate)")
    else { return nil }
    try tx.run("DELETE FROM search_rules WHERE id = \(id)")
    return rule
  }
}

extension SearchRule: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("id")
    kind = try row.next("kind")
    word = try row.next("word")
    meaning = try row.next("meaning")
    createdAt = try row.next("created_at")
  }
}
