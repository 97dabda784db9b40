import Kernel
import Persistence

/// The rows of `missed_searches`.
enum MissedSearchStore {
  /// Counts one more. Of a day with as many texts no new one is taken.
  static func count(_ text: String, on day: Int64, upTo limit: Int, _ tx: Transaction) throws {
    let isCounted = try tx.run(
      "UPDATE missed_searches SET searches = searches + 1 WHERE day = \(day) AND text = \(text)")
    if isCounted > 0 { return }
    let texts: Int = try tx.value("SELECT COUNT(*) FROM missed_searches WHERE day = \(day)") ?? 0
    guard texts < limit else { return }
    try tx.run(
      """
      INSERT INTO missed_searches \(values: ["day": day, "text": text, "searches": Int64(1)])
      ON CONFLICT (day, text) DO UPDATE SET searches = missed_searches.searches + 1
      """)
  }

  /// The most frequent ones.
  static func most(since day: Int64, limit: Int, _ snapshot: Snapshot) throws -> [MissedSearch] {
    try snapshot.all(
      """
      SELECT text, CAST(SUM(searches) AS BIGINT) AS total FROM missed_searches WHERE day > \(day)
      GROUP BY text ORDER BY total DESC, text LIMIT \(limit)
      """)
  }

  static func expire(before day: Int64, _ tx: Transaction) throws {
    try tx.run("DELETE FROM missed_searches WHERE day <= \(day)")
  }
}
