import Kernel
import Persistence

/// The rows of `category_imports`.
enum CategoryImportStore {
  private static let columns = SQL.columns(of: CategoryImport.self)

  static func insert(_ file: CategoryImport, _ content: String, _ tx: Transaction) throws {
    let row: NamedValues = [
      "id": file.id, "file_name": file.fileName, "status": file.status, "content": content,
      "total_lines": file.lines, "created_at": file.createdAt,
    ]
    try tx.run("INSERT INTO category_imports \(values: row)")
  }

  static func find(_ id: CategoryImportID, _ snapshot: Snapshot) throws -> CategoryImport? {
    try snapshot.first("SELECT \(fragment: columns) FROM category_imports WHERE id = \(id)")
  }

  static func list(
    limit: Int, before id: CategoryImportID?, _ snapshot: Snapshot
  ) throws -> [CategoryImport] {
    let start: SQL = if let id { "WHERE id < \(id)" } else { "" }
    return try snapshot.all(
      """
      SELECT \(fragment: columns) FROM category_imports \(fragment: start)
      ORDER BY id DESC LIMIT \(limit + 1)
      """)
  }

  /// A file that is not done yet, with its lines, locked; `nil` for one that is.
  static func lock(_ id: CategoryImportID, _ tx: Transaction) throws -> (CategoryImport, String)? {
    let content: String? = try tx.value(
      """
      SELECT content FROM category_imports WHERE id = \(id) AND finished_at IS NULL
      \(fragment: tx.forUpdate)
      """)
    guard let content, let file = try find(id, tx) else { return nil }
    return (file, content)
  }

  /// Notes how far a file is; the lines of one that has ended go.
  static func update(_ file: CategoryImport, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE category_imports SET status = \(file.status), done_lines = \(file.done), made = \(file.made),
        matched = \(file.matched), skipped = \(file.skipped), finished_at = \(file.finishedAt),
        content = CASE WHEN \(file.finishedAt != nil) = TRUE THEN '' ELSE content END
      WHERE id = \(file.id)
      """)
  }
}

extension CategoryImport: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("id")
    fileName = try row.next("file_name")
    status = try row.next("status")
    lines = try row.next("total_lines")
    done = try row.next("done_lines")
    made = try row.next("made")
    matched = try row.next("matched")
    skipped = try row.next("skipped")
    createdAt = try row.next("created_at")
    finishedAt = try row.next("finished_at")
  }
}
