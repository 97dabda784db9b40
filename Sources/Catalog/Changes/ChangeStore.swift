import Kernel
import Persistence

/// How far somebody has come in the changes of the catalogue.
package struct ChangePosition: Sendable {
  /// The last change on SQLite. On PostgreSQL the oldest transaction that had not ended: all before it have been seen.
  fileprivate let reached: Int64
  /// Changes of that transaction and later ones that have been seen already.
  fileprivate let seen: Set<Int64>
}

extension ChangePosition {
  /// As it stands in a table, to go on from it after a restart.
  var written: String { ([reached] + seen.sorted()).map(String.init).joined(separator: ",") }

  /// What `written` wrote; `nil` for anything else.
  init?(written text: String) {
    let numbers = text.split(separator: ",").map { Int64($0) }
    guard let first = numbers.first, let reached = first, !numbers.contains(nil) else { return nil }
    self.reached = reached
    seen = Set(numbers.dropFirst().compactMap { $0 })
  }
}

/// The changes of the catalogue in the order in which they became visible. Triggers note those of products, categories
/// and the site; the rest is noted by `CatalogChanges.note`.
package enum ChangeLog {
  /// What so long ago was written by a transaction that is still to come was written on another server, of which this one
  /// is a copy.
  private static let forgottenSeconds: Int64 = 86_400

  /// Transactions of PostgreSQL from here on may not have ended yet.
  private static let oldest: SQL = "CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)"

  /// Before the next change. Ask for it before you read what you keep, so that nothing is missed in between.
  package static func position(_ snapshot: Snapshot) throws -> ChangePosition {
    switch snapshot.engine {
    case .sqlite:
      let reached: Int64? = try snapshot.value(
        """
        SELECT MAX(reached, COALESCE((SELECT MAX(id) FROM catalog_changes), 0)) FROM catalog_changes_purged
        WHERE id = 1
        """)
      return ChangePosition(reached: reached ?? 0, seen: [])
    case .postgres:
      // Any transaction of the server that goes on, of another database, too, lets younger ones that have ended stand
      // behind the oldest: what they changed is seen already.
      let rows = try snapshot.all(
        """
        SELECT s.oldest, c.id FROM (SELECT \(fragment: oldest) AS oldest) s
        LEFT JOIN catalog_changes c ON c.writer >= s.oldest
        """
      ) { row -> (oldest: Int64, change: Int64?) in (oldest: try row.next(), change: try row.next()) }
      return ChangePosition(reached: rows.first?.oldest ?? 0, seen: Set(rows.compactMap(\.change)))
    }
  }

  /// What changed since, and where that ends. On PostgreSQL a change may be told again. `isGap` says that older changes
  /// than those were deleted meanwhile, so that anything may have changed.
  package static func changes(
    after position: ChangePosition, _ snapshot: Snapshot
  ) throws -> (subjects: Set<CatalogSubject>, position: ChangePosition, isGap: Bool) {
    let rows = try snapshot.engine == .sqlite ? rows(after: position, snapshot) : open(position, snapshot)
    var subjects: Set<CatalogSubject> = []
    var seen: Set<Int64> = []
    var reached = position.reached
    for row in rows {
      if let change = row.change {
        if let subject = change.subject, !position.seen.contains(change.id) { subjects.insert(subject) }
        if snapshot.engine == .sqlite { reached = max(reached, change.id) }
        if snapshot.engine == .postgres, change.writer >= row.oldest { seen.insert(change.id) }
      }
      if snapshot.engine == .postgres { reached = row.oldest }
    }
    let (purged, oldest) = (rows.first?.purged ?? 0, rows.first?.oldest ?? 0)
    let isGap: Bool
    switch snapshot.engine {
    case .sqlite:
      isGap = purged > position.reached
      reached = max(reached, purged)
    case .postgres:
      // A transaction that is still to come was purged on another server, of which this one is a copy.
      isGap = purged >= position.reached && purged < oldest
    }
    return (subjects, ChangePosition(reached: reached, seen: seen), isGap)
  }

  /// One statement, so that the rows and what may still be missing are of one moment.
  private static func open(_ position: ChangePosition, _ snapshot: Snapshot) throws -> [ChangeRow] {
    try snapshot.all(
      """
      SELECT s.oldest, p.reached, c.id, c.writer, c.kind, c.subject
      FROM catalog_changes_purged p
      CROSS JOIN (SELECT \(fragment: oldest) AS oldest) s
      LEFT JOIN catalog_changes c ON c.writer >= \(position.reached)
      WHERE p.id = 1
      """)
  }

  private static func rows(after position: ChangePosition, _ snapshot: Snapshot) throws -> [ChangeRow] {
    try snapshot.all(
      """
      SELECT 0 AS oldest, p.reached, c.id, 0 AS writer, c.kind, c.subject
      FROM catalog_changes_purged p LEFT JOIN catalog_changes c ON c.id > \(position.reached)
      WHERE p.id = 1
      """)
  }

  static func insert(_ subject: CatalogSubject, _ tx: Transaction) throws {
    switch subject {
    case .product(let id), .stock(let id): try insert(subject.kind, id, tx)
    case .shop(let id): try insert(subject.kind, id, tx)
    case .categories, .site, .searched: try insert(subject.kind, ProductID?.none, tx)
    }
  }

  private static func insert<E: Entity>(_ kind: CatalogSubject.Kind, _ id: ID<E>?, _ tx: Transaction) throws {
    try tx.run(
      "INSERT INTO catalog_changes (kind, subject) VALUES (\(kind.rawValue), \(id)) ON CONFLICT DO NOTHING")
  }

  /// Deletes some changes from before `horizon`; answers with their number, 0 at the end.
  static func purge(before horizon: Timestamp, limit: Int, _ tx: Transaction) throws -> Int {
    let isSQLite = tx.engine == .sqlite
    let key: SQL = isSQLite ? "id" : "writer"
    let forgotten = horizon.adding(seconds: -forgottenSeconds)
    let isPast: SQL = isSQLite ? "TRUE" : "(writer < \(fragment: oldest) OR created_at < \(forgotten))"
    let isStrange: SQL = isSQLite ? "FALSE" : "reached >= \(fragment: oldest)"
    let last: Int64? = try tx.value(
      """
      SELECT MAX(\(fragment: key)) FROM (
        SELECT \(fragment: key) FROM catalog_changes WHERE created_at < \(horizon) AND \(fragment: isPast)
        ORDER BY \(fragment: key) LIMIT \(limit)) AS old
      """)
    guard let last else { return 0 }
    let count = try tx.run(
      "DELETE FROM catalog_changes WHERE \(fragment: key) <= \(last) AND created_at < \(horizon)")
    try tx.run(
      """
      UPDATE catalog_changes_purged SET reached = \(last)
      WHERE id = 1 AND (reached < \(last) OR \(fragment: isStrange))
      """)
    return count
  }
}

/// A change beside what is known of all of them; without one when there are none.
private struct ChangeRow: RowDecodable {
  let oldest: Int64
  /// Up to where changes were deleted.
  let purged: Int64
  let change: (id: Int64, writer: Int64, subject: CatalogSubject?)?

  init(row: inout Row) throws {
    oldest = try row.next("oldest")
    purged = try row.next("p.reached")
    let id: Int64? = try row.next("c.id")
    let writer: Int64? = try row.next("writer")
    let kind: String? = try row.next("c.kind")
    guard let id, let kind else {
      change = nil
      return
    }
    let subject: CatalogSubject? =
      switch CatalogSubject.Kind(rawValue: kind) {
      case .product: .product(try row.next("c.subject"))
      case .stock: .stock(try row.next("c.subject"))
      case .shop: .shop(try row.next("c.subject"))
      case .categories: .categories
      case .site: .site
      case .searched: .searched
      // Another version of the program notes more.
      case nil: nil
      }
    change = (id, writer ?? 0, subject)
  }
}
