import Kernel
import Persistence

private let rowsPerInsert = 50

/// A picture that is to be fetched now.
struct ClaimedPicture: Sendable, RowDecodable {
  let image: ImageID
  let address: String
  let attempts: Int

  init(row: inout Row) throws {
    image = try row.next("f.image_id")
    address = try row.next("i.source_url")
    attempts = try row.next("f.attempts")
  }
}

/// All SQL about pictures that files name by their address.
enum PictureFetchStore {
  private static let columns = SQL.columns(of: PictureFetch.self)
  private static let claimed = SQL.columns(of: ClaimedPicture.self)

  /// Waits for these pictures, whose rows have addresses.
  static func insert(_ images: [ImageID], _ tx: Transaction) throws {
    for chunk in images.chunks(of: rowsPerInsert) {
      let values = chunk.map { image -> NamedValues in
        [
          "image_id": image, "state": PictureFetchState.waiting, "attempts": 0, "due_at": tx.now,
          "updated_at": tx.now,
        ]
      }
      try tx.run("INSERT INTO picture_fetches \(values: values)")
    }
  }

  /// Counts what these products still wait for among an import's pictures; what failed before is tried again. Answers
  /// whether there is anything to fetch.
  static func name(_ products: [ProductID], in file: ImportID, _ tx: Transaction) throws -> Bool {
    guard !products.isEmpty else { return false }
    let images: SQL = """
      image_id IN (SELECT id FROM product_images
        WHERE product_id IN \(list: products) AND storage_key IS NULL AND source_url IS NOT NULL)
      """
    try tx.run(
      """
      UPDATE picture_fetches SET state = \(PictureFetchState.waiting), reason = NULL, attempts = 0,
        due_at = \(tx.now), updated_at = \(tx.now)
      WHERE state = \(PictureFetchState.failed) AND \(fragment: images)
      """)
    return try tx.run(
      """
      UPDATE picture_fetches SET import_id = \(file)
      WHERE state = \(PictureFetchState.waiting) AND \(fragment: images)
      """) > 0
  }

  /// What is due, the longest due first.
  static func due(limit: Int, _ tx: Transaction) throws -> [ClaimedPicture] {
    try tx.all(
      """
      SELECT \(fragment: claimed) FROM picture_fetches f JOIN product_images i ON i.id = f.image_id
      WHERE f.state = \(PictureFetchState.waiting) AND f.due_at <= \(tx.now) AND i.source_url IS NOT NULL
      ORDER BY f.due_at, f.image_id LIMIT \(limit) \(fragment: lock(tx))
      """, as: ClaimedPicture.self)
  }

  private static func lock(_ tx: Transaction) -> SQL {
    tx.engine == .postgres ? "FOR UPDATE OF f SKIP LOCKED" : ""
  }

  /// Leaves these alone until then, unless what becomes of them is written down before.
  static func postpone(_ images: [ImageID], to moment: Timestamp, _ tx: Transaction) throws {
    guard !images.isEmpty else { return }
    try tx.run("UPDATE picture_fetches SET due_at = \(moment) WHERE image_id IN \(list: images)")
  }

  /// Writes down what became of a picture; `due` is when it is tried again, if it still waits.
  static func note(
    _ image: ImageID, _ state: PictureFetchState, reason: Words?, attempts: Int, due: Timestamp,
    _ tx: Transaction
  ) throws {
    try tx.run(
      """
      UPDATE picture_fetches SET state = \(state), reason = \(reason), attempts = \(attempts), due_at = \(due),
        updated_at = \(tx.now)
      WHERE image_id = \(image)
      """)
  }

  /// Those of an import that failed wait again. Answers how many.
  static func retry(_ file: ImportID, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      UPDATE picture_fetches SET state = \(PictureFetchState.waiting), reason = NULL, attempts = 0,
        due_at = \(tx.now), updated_at = \(tx.now)
      WHERE import_id = \(file) AND state = \(PictureFetchState.failed)
      """)
  }

  static func counts(of files: [ImportID], _ snapshot: Snapshot) throws -> [ImportID: PictureFetchCounts] {
    guard !files.isEmpty else { return [:] }
    let rows = try snapshot.all(
      """
      SELECT import_id, state, COUNT(*) FROM picture_fetches WHERE import_id IN \(list: files)
      GROUP BY import_id, state
      """
    ) { row in
      (
        file: try row.next() as ImportID, state: try row.next() as PictureFetchState,
        count: try row.next() as Int64
      )
    }
    var counts: [ImportID: PictureFetchCounts] = [:]
    for row in rows { counts[row.file, default: PictureFetchCounts()].add(row.count, row.state) }
    return counts
  }

  /// In the order in which they were named; one more than `limit`.
  static func list(
    of file: ImportID, state: PictureFetchState?, after image: ImageID?, limit: Int, _ snapshot: Snapshot
  ) throws -> [PictureFetch] {
    var rule: SQL = "f.import_id = \(file)"
    if let state { rule += " AND f.state = \(state)" }
    if let image { rule += " AND f.image_id > \(image)" }
    return try snapshot.all(
      """
      SELECT \(fragment: columns) FROM picture_fetches f JOIN product_images i ON i.id = f.image_id
      JOIN products p ON p.id = i.product_id
      WHERE \(fragment: rule) ORDER BY f.image_id LIMIT \(limit + 1)
      """, as: PictureFetch.self)
  }

  /// Which product a picture belongs to, unless it is gone.
  static func product(of image: ImageID, _ snapshot: Snapshot) throws -> ProductID? {
    try snapshot.value("SELECT product_id FROM product_images WHERE id = \(image)")
  }
}
