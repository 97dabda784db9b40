import Kernel
import Persistence

/// How far the search engine is.
struct EngineState: RowDecodable, Sendable {
  /// Of the changes that were taken over; empty before the first.
  let position: String
  let revision: Int64
  /// What searches ask.
  let index: String?
  /// What is being filled.
  let building: String?
  /// The last product that was put into it.
  let buildPosition: ProductID?
  /// What categories were called when it was begun.
  let categories: String

  init(row: inout Row) throws {
    position = try row.next("position")
    revision = try row.next("revision")
    index = try row.next("index_name")
    building = try row.next("building")
    buildPosition = try row.next("build_position")
    categories = try row.next("categories")
  }

  /// Where documents belong.
  var targets: [String] { [index, building].compactMap { $0 } }
}

/// A product that the engine has not as it is.
struct PendingDocument: RowDecodable, Sendable {
  let product: ProductID
  let noted: Int64
  let attempts: Int

  init(row: inout Row) throws {
    product = try row.next("product_id")
    noted = try row.next("noted")
    attempts = try row.next("attempts")
  }
}

/// What waits for the engine.
struct EngineBacklog: Sendable {
  let products: Int64
  let refused: Int64
  /// How long the first of them has waited.
  let milliseconds: Int64

  static let none = EngineBacklog(products: 0, refused: 0, milliseconds: 0)
}

/// The rows of `search_engine` and `search_engine_pending`.
enum EngineStore {
  private static let countedRows = 100_000

  static func state(_ snapshot: Snapshot) throws -> EngineState? {
    try snapshot.first(
      "SELECT \(fragment: SQL.columns(of: EngineState.self)) FROM search_engine WHERE id = 1")
  }

  /// The state with a new revision, locked: whoever reads products after this in its transaction has them as late as the
  /// revision says.
  static func next(_ tx: Transaction) throws -> EngineState? {
    try tx.run("UPDATE search_engine SET revision = revision + 1 WHERE id = 1")
    return try state(tx)
  }

  static func move(to position: String, _ tx: Transaction) throws {
    try tx.run("UPDATE search_engine SET position = \(position) WHERE id = 1")
  }

  /// Begins with an empty index, whatever was begun before.
  static func beginBuild(_ name: String, categories: String, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE search_engine SET building = \(name), build_position = NULL, categories = \(categories) WHERE id = 1
      """)
  }

  /// What categories are called by now, where products are noted that stand in others.
  static func keep(categories: String, _ tx: Transaction) throws {
    try tx.run("UPDATE search_engine SET categories = \(categories) WHERE id = 1")
  }

  /// Goes on in an index, unless somebody else has, or another one was begun.
  static func moveBuild(_ state: EngineState, to product: ProductID, _ tx: Transaction) throws {
    let before: SQL = state.buildPosition.map { "build_position = \($0)" } ?? "build_position IS NULL"
    try tx.run(
      """
      UPDATE search_engine SET build_position = \(product)
      WHERE id = 1 AND building = \(state.building) AND \(fragment: before)
      """)
  }

  static func endBuild(_ name: String, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE search_engine SET index_name = \(name), building = NULL, build_position = NULL
      WHERE id = 1 AND building = \(name)
      """)
  }

  /// The index that searches asked is gone.
  static func lose(_ name: String, _ tx: Transaction) throws {
    try tx.run("UPDATE search_engine SET index_name = NULL WHERE id = 1 AND index_name = \(name)")
  }

  /// The next listed products in their order.
  static func listed(after id: ProductID?, limit: Int, _ snapshot: Snapshot) throws -> [ProductID] {
    let rule: SQL = id.map { "AND id > \($0)" } ?? ""
    return try snapshot.values(
      "SELECT id FROM products WHERE is_listed = TRUE \(fragment: rule) ORDER BY id LIMIT \(limit)")
  }

  // MARK: What waits

  /// Notes products that changed; those that wait already wait on since they did.
  static func note(_ products: [ProductID], _ revision: Int64, _ tx: Transaction) throws {
    for part in Batches.pieces(of: products) {
      let rows = part.map { product -> NamedValues in
        [
          "product_id": product, "noted": revision, "since": tx.now, "due_at": tx.now, "attempts": 0,
        ]
      }
      try tx.run(
        """
        INSERT INTO search_engine_pending \(values: rows) ON CONFLICT (product_id) DO UPDATE
        SET noted = excluded.noted, due_at = excluded.due_at, attempts = 0, problem = NULL
        """)
    }
  }

  static func due(at now: Timestamp, limit: Int, _ snapshot: Snapshot) throws -> [PendingDocument] {
    try snapshot.all(
      """
      SELECT \(fragment: SQL.columns(of: PendingDocument.self)) FROM search_engine_pending
      WHERE due_at <= \(now) ORDER BY due_at LIMIT \(limit)
      """)
  }

  /// Forgets products that the engine has as they were at these revisions; those that changed since wait on.
  static func forget(_ documents: [PendingDocument], _ tx: Transaction) throws {
    for (noted, group) in Dictionary(grouping: documents, by: \.noted) {
      try tx.run(
        """
        DELETE FROM search_engine_pending
        WHERE noted = \(noted) AND product_id IN \(filled: group.map(\.product).sorted())
        """)
    }
  }

  /// Puts a product off that was refused, for longer each time.
  static func putOff(_ product: ProductID, seconds: Int64, because problem: String, _ tx: Transaction) throws
  {
    let (due, known) = (tx.now.adding(seconds: seconds), String(problem.prefix(200)))
    let values: NamedValues = [
      "product_id": product, "noted": Int64(0), "since": tx.now, "due_at": due, "attempts": 1,
      "problem": known,
    ]
    try tx.run(
      """
      INSERT INTO search_engine_pending \(values: values) ON CONFLICT (product_id) DO UPDATE
      SET due_at = excluded.due_at, attempts = search_engine_pending.attempts + 1, problem = excluded.problem
      """)
  }

  static func backlog(at now: Timestamp, _ snapshot: Snapshot) throws -> EngineBacklog {
    // Counted up to a limit, so that looking costs the same however much waits.
    let products: Int64? = try snapshot.value(
      "SELECT COUNT(*) FROM (SELECT 1 AS one FROM search_engine_pending LIMIT \(countedRows)) AS waiting")
    let refused: Int64? = try snapshot.value(
      """
      SELECT COUNT(*) FROM (SELECT problem FROM search_engine_pending LIMIT \(countedRows)) AS waiting
      WHERE problem IS NOT NULL
      """)
    let since: Timestamp? = try snapshot.value("SELECT MIN(since) FROM search_engine_pending")
    return EngineBacklog(
      products: products ?? 0, refused: refused ?? 0,
      milliseconds: since.map { max(0, now.milliseconds - $0.milliseconds) } ?? 0)
  }
}
