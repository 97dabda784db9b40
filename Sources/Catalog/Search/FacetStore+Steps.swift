import Persistence

/// Names for the columns of as many steps as there can be.
private let stepNames: [SQL] = ["s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9"]

/// Counts how much lies from each step up to the next one.
struct Steps {
  /// Ascending, the first one below everything.
  let starts: [Int64]

  /// The number of the step that a column lies in.
  func bucket(_ column: SQL) -> SQL {
    let cases = starts.enumerated().reversed().map { index, step -> SQL in
      "WHEN \(fragment: column) >= \(step) THEN \(typed: index)"
    }
    return "CASE \(fragment: SQL.join(cases, " ")) ELSE \(typed: 0) END"
  }

  /// How many rows of a source have a column in each step.
  func count(of column: SQL, _ source: SQL, _ snapshot: Snapshot) throws -> [Int] {
    let rows = try snapshot.all(
      """
      SELECT bucket, COUNT(*) FROM (SELECT \(fragment: bucket(column)) AS bucket \(fragment: source)) AS sorted
      GROUP BY bucket
      """
    ) { row -> (index: Int, count: Int) in (index: try row.next(), count: try row.next()) }
    var counts = [Int](repeating: 0, count: starts.count)
    for (index, count) in rows { counts[index] = count }
    return counts
  }

  /// How many groups of a source, which ends with its GROUP BY, have a row with a column in each step. Each group is
  /// gone through once, in the order of an index, and nothing is sorted.
  func countGroups(of column: SQL, _ source: SQL, _ snapshot: Snapshot) throws -> [Int] {
    let names = stepNames.prefix(starts.count)
    let marks = zip(starts.indices, names).map { index, name -> SQL in
      let end: SQL = index + 1 < starts.count ? "AND \(fragment: column) < \(starts[index + 1])" : ""
      return """
        MAX(CASE WHEN \(fragment: column) >= \(starts[index]) \(fragment: end) THEN 1 ELSE 0 END) AS \(fragment: name)
        """
    }
    let sums = names.map { name -> SQL in "COALESCE(SUM(\(fragment: name)), 0)" }
    let counts = try snapshot.first(
      """
      SELECT \(fragment: SQL.join(sums, ", "))
      FROM (SELECT \(fragment: SQL.join(marks, ", ")) \(fragment: source)) AS marked
      """
    ) { row in try starts.map { _ in Int(try row.next(Int64.self)) } }
    return counts ?? starts.map { _ in 0 }
  }
}
