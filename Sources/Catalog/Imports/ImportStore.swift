import Kernel
import Persistence

private let numbersPerLookUp = 500

/// All SQL of imports.
enum ImportStore {
  private static let columns = SQL.columns(of: Import.self)
  private static let rowColumns = SQL.columns(of: ImportRow.self)

  static func insert(
    _ id: ImportID, shop: ShopID?, fileName: String, bytes: Int64, isDryRun: Bool = false,
    look: FileLook? = nil, _ tx: Transaction
  ) throws {
    let isUnmapped = look.map { !$0.header.isUsable } ?? false
    let row: NamedValues = [
      "id": id, "shop_id": shop, "file_name": fileName,
      "status": isUnmapped ? ImportStatus.unmapped : .queued, "total_bytes": bytes, "created_at": tx.now,
      "touched_at": tx.now, "finished_at": isUnmapped ? tx.now : nil, "dry_run": isDryRun,
      "format": look?.header.format ?? .shopify, "mapping": (look?.mapping ?? FieldMapping()).text,
      "encoding": look?.dialect.encoding.rawValue, "separator": look.map { Int64($0.dialect.separator) },
      "lead_bytes": look.map { Int64($0.dialect.leadBytes) },
    ]
    try tx.run("INSERT INTO imports \(values: row)")
  }

  /// Begins an import anew that was only looked at: once more, or in earnest. False unless it stands still.
  static func restart(
    _ id: ImportID, isDryRun: Bool, _ mapping: FieldMapping, isUsable: Bool, _ tx: Transaction
  ) throws -> Bool {
    let status: ImportStatus = isUsable ? .queued : .unmapped
    let end: Timestamp? = isUsable ? nil : tx.now
    return try tx.run(
      """
      UPDATE imports SET status = \(status), dry_run = \(isDryRun), mapping = \(mapping.text), done_bytes = 0,
        last_record = 1, products = 0, created_rows = 0, updated_rows = 0, unchanged_rows = 0, rejected_rows = 0,
        failure = NULL, note = NULL, finished_at = \(end), touched_at = \(tx.now)
      WHERE id = \(id) AND dry_run = TRUE
        AND status IN (\(ImportStatus.completed), \(ImportStatus.unmapped), \(ImportStatus.failed))
      """) == 1
  }

  /// Takes an import that was only looked at out of sight. False when it is none.
  static func discard(_ id: ImportID, _ tx: Transaction) throws -> Bool {
    try tx.run(
      """
      UPDATE imports SET status = \(ImportStatus.discarded), finished_at = \(tx.now), touched_at = 0
      WHERE id = \(id) AND dry_run = TRUE
      """) == 1
  }

  /// Those that were only looked at, and not since `moment`.
  static func abandoned(since moment: Timestamp, _ snapshot: Snapshot) throws -> [ImportID] {
    try snapshot.values(
      "SELECT id FROM imports WHERE dry_run = TRUE AND touched_at <= \(moment) ORDER BY touched_at LIMIT 100")
  }

  /// How many files of a shop were only looked at and wait.
  static func waiting(of shop: ShopID, _ snapshot: Snapshot) throws -> Int {
    try snapshot.value(
      """
      SELECT COUNT(*) FROM imports
      WHERE shop_id = \(shop) AND dry_run = TRUE AND status <> \(ImportStatus.discarded)
      """) ?? 0
  }

  /// Deletes the results of some rows; answers with how many.
  static func deleteSomeRows(of id: ImportID, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM import_rows WHERE import_id = \(id) AND number IN (
        SELECT number FROM import_rows WHERE import_id = \(id) ORDER BY number LIMIT \(limit))
      """)
  }

  static func delete(_ id: ImportID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM imports WHERE id = \(id)")
  }

  /// Why those of these rows were rejected that were.
  static func rejections(
    among numbers: [Int64], of id: ImportID, _ snapshot: Snapshot
  ) throws -> [Int64: Words] {
    // A product may have more rows than a statement takes values.
    let rows = try numbers.chunks(of: numbersPerLookUp).flatMap { chunk in
      try snapshot.all(
        """
        SELECT number, reason FROM import_rows
        WHERE import_id = \(id) AND outcome = \(RowOutcome.rejected) AND number IN \(list: Array(chunk))
        """
      ) { row -> (number: Int64, reason: Words?) in (number: try row.next(), reason: try row.next()) }
    }
    return Dictionary(rows.map { ($0.number, $0.reason ?? Words.none) }) { first, _ in first }
  }

  static func find(_ id: ImportID, _ snapshot: Snapshot) throws -> Import? {
    try counted(step(id, snapshot), snapshot)
  }

  /// The same without the numbers of its pictures, for who looks after each of many steps.
  static func step(_ id: ImportID, _ snapshot: Snapshot) throws -> Import? {
    try snapshot.first("SELECT \(fragment: Self.columns) FROM imports WHERE id = \(id)", as: Import.self)
  }

  static func find(_ id: ImportID, of shop: ShopID, _ snapshot: Snapshot) throws -> Import? {
    try counted(
      snapshot.first(
        "SELECT \(fragment: Self.columns) FROM imports WHERE id = \(id) AND shop_id = \(shop) AND status <> \(ImportStatus.discarded)",
        as: Import.self),
      snapshot)
  }

  /// What files were called.
  static func names(of ids: [ImportID], _ snapshot: Snapshot) throws -> [ImportID: String] {
    let rows = try snapshot.all("SELECT id, file_name FROM imports WHERE id IN \(list: ids)") { row in
      (try row.next(ImportID.self), try row.next(String.self))
    }
    return Dictionary(rows) { $1 }
  }

  /// Newest first; one more than `limit`.
  static func list(of shop: ShopID, limit: Int, before: ImportID?, _ snapshot: Snapshot) throws -> [Import] {
    let older: SQL = before.map { "AND id < \($0)" } ?? ""
    let files = try snapshot.all(
      "SELECT \(fragment: Self.columns) FROM imports WHERE shop_id = \(shop) AND status <> \(ImportStatus.discarded) \(fragment: older) ORDER BY id DESC LIMIT \(limit + 1)",
      as: Import.self)
    return try counted(files, snapshot)
  }

  private static func counted(_ file: Import?, _ snapshot: Snapshot) throws -> Import? {
    try file.map { try counted([$0], snapshot) }?.first
  }

  /// With the numbers of their pictures.
  private static func counted(_ files: [Import], _ snapshot: Snapshot) throws -> [Import] {
    let counts = try PictureFetchStore.counts(of: files.map(\.id), snapshot)
    return files.map { file in
      var counted = file
      counted.pictures = counts[file.id] ?? PictureFetchCounts()
      return counted
    }
  }

  /// In the order of the file; one more than `limit`.
  static func rows(
    of id: ImportID, outcome: RowOutcome?, after number: Int64, limit: Int, _ snapshot: Snapshot
  ) throws -> [ImportRow] {
    let filter: SQL = outcome.map { "AND outcome = \($0)" } ?? ""
    return try snapshot.all(
      """
      SELECT \(fragment: rowColumns) FROM import_rows
      WHERE import_id = \(id) AND number > \(number) \(fragment: filter) ORDER BY number LIMIT \(limit + 1)
      """, as: ImportRow.self)
  }

  /// Those of the products that rows of the import were about so far.
  static func brought(
    _ products: [ProductID], by id: ImportID, _ snapshot: Snapshot
  ) throws -> [ProductID] {
    guard !products.isEmpty else { return [] }
    return try snapshot.values(broughtQuery(products, by: id))
  }

  /// Looks each product up by the index of what rows are called, however many rows the file has.
  static func broughtQuery(_ products: [ProductID], by id: ImportID) -> SQL {
    """
    SELECT p.id FROM products p WHERE p.id IN \(list: products) AND EXISTS (
      SELECT 1 FROM import_rows r WHERE r.import_id = \(id)
        AND SUBSTR(LOWER(r.handle), 1, 100) = SUBSTR(COALESCE(p.handle_key, p.slug), 1, 100)
        AND LOWER(r.handle) = COALESCE(p.handle_key, p.slug))
    """
  }

  /// Deletes some imports of a shop with the results of their rows; answers with how many.
  static func deleteSome(of shop: ShopID, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM imports WHERE id IN (
        SELECT id FROM imports WHERE shop_id = \(shop) ORDER BY id LIMIT \(limit))
      """)
  }

  static func start(_ id: ImportID, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE imports SET status = \(ImportStatus.running), touched_at = \(tx.now)
      WHERE id = \(id) AND status <> \(ImportStatus.discarded)
      """)
  }

  static func note(_ note: Words?, _ format: FileFormat, on id: ImportID, _ tx: Transaction) throws {
    try tx.run("UPDATE imports SET note = \(note), format = \(format) WHERE id = \(id)")
  }

  /// Imports that nothing works on any more: they have not moved since `moment`, and no job of theirs waits. Reads the
  /// jobs' table.
  static func forgotten(since moment: Timestamp, _ snapshot: Snapshot) throws -> [ImportID] {
    let still: [ImportID] = try snapshot.values(
      """
      SELECT id FROM imports WHERE finished_at IS NULL AND touched_at <= \(moment) ORDER BY touched_at LIMIT 100
      """)
    if still.isEmpty { return [] }
    let keys: [String] = try snapshot.values(
      "SELECT dedupe_key FROM jobs WHERE kind = \(RunImport.kind) AND dedupe_key IS NOT NULL")
    let waiting = Set(keys.compactMap(RunImport.importID))
    return still.filter { !waiting.contains($0) }
  }

  static func finish(_ id: ImportID, failure: Words?, _ tx: Transaction) throws {
    let status: ImportStatus = failure == nil ? .completed : .failed
    try tx.run(
      """
      UPDATE imports SET status = \(status), failure = \(failure), finished_at = \(tx.now), touched_at = \(tx.now)
      WHERE id = \(id) AND status <> \(ImportStatus.discarded)
      """)
  }

  /// Moves the checkpoint from where this run believes it to be; false when another run moved it meanwhile.
  static func advance(
    _ id: ImportID, from: ImportPosition, to: ImportPosition, products: Int64, _ counts: ImportCounts,
    _ tx: Transaction
  ) throws -> Bool {
    let changed = try tx.run(
      """
      UPDATE imports SET touched_at = \(tx.now), done_bytes = \(Int64(to.offset)), last_record = \(Int64(to.record)),
        products = products + \(products), created_rows = created_rows + \(counts.created),
        updated_rows = updated_rows + \(counts.updated), unchanged_rows = unchanged_rows + \(counts.unchanged),
        rejected_rows = rejected_rows + \(counts.rejected)
      WHERE id = \(id) AND last_record = \(Int64(from.record)) AND done_bytes = \(Int64(from.offset))
        AND status <> \(ImportStatus.discarded)
      """)
    return changed == 1
  }

  static func insertRows(_ id: ImportID, _ rows: [ImportRow], _ tx: Transaction) throws {
    for start in stride(from: 0, to: rows.count, by: 200) {
      let values = rows[start..<min(start + 200, rows.count)].map { row -> NamedValues in
        [
          "import_id": id, "number": row.number, "handle": row.handle, "outcome": row.outcome,
          "reason": row.reason,
        ]
      }
      try tx.run("INSERT INTO import_rows \(values: values)")
    }
  }
}

/// A place between two records of a file.
struct ImportPosition: Hashable, Sendable {
  let offset: Int
  let record: Int
}
