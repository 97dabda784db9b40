import Gateways
import Kernel
import Persistence

/// The rows of documents.
enum DocumentStore {
  private static let columns = SQL.columns { try ShopDocument(row: &$0) { _, _ in "" } }

  static func all(of shop: ShopID, _ vault: Vault, _ snapshot: Snapshot) throws -> [ShopDocument] {
    try snapshot.all(
      "SELECT \(fragment: columns) FROM shop_documents WHERE shop_id = \(shop) ORDER BY id"
    ) { try ShopDocument(row: &$0, vault) }
  }

  static func find(
    _ id: ShopDocumentID, of shop: ShopID, _ vault: Vault, _ snapshot: Snapshot
  ) throws -> ShopDocument? {
    try snapshot.first(
      "SELECT \(fragment: columns) FROM shop_documents WHERE id = \(id) AND shop_id = \(shop)"
    ) { try ShopDocument(row: &$0, vault) }
  }

  static func lock(
    _ id: ShopDocumentID, of shop: ShopID, _ vault: Vault, _ tx: Transaction
  ) throws -> ShopDocument? {
    try tx.first(
      """
      SELECT \(fragment: columns) FROM shop_documents WHERE id = \(id) AND shop_id = \(shop)
      \(fragment: tx.forUpdate)
      """
    ) { try ShopDocument(row: &$0, vault) }
  }

  static func kinds(
    of ids: [ShopDocumentID], _ snapshot: Snapshot
  ) throws -> [ShopDocumentID: DocumentKind] {
    let rows = try snapshot.all("SELECT id, kind FROM shop_documents WHERE id IN \(list: ids)") { row in
      (try row.next(ShopDocumentID.self), try row.next(DocumentKind.self))
    }
    return Dictionary(rows) { $1 }
  }

  static func count(of shop: ShopID, _ snapshot: Snapshot) throws -> Int {
    try snapshot.value("SELECT COUNT(*) FROM shop_documents WHERE shop_id = \(shop)") ?? 0
  }

  static func checklist(of shop: ShopID, _ snapshot: Snapshot) throws -> [ChecklistDocument] {
    try snapshot.all(
      "SELECT kind, status, reason FROM shop_documents WHERE shop_id = \(shop) ORDER BY id"
    ) { ChecklistDocument(kind: try $0.next(), status: try $0.next(), reason: try $0.next()) }
  }

  static func insert(
    _ document: ShopDocument, by account: AccountID, _ vault: Vault, _ tx: Transaction
  ) throws {
    let name = try vault.seal(document.fileName, context: ShopDocument.nameContext(document.id))
    let row: NamedValues = [
      "id": document.id, "shop_id": document.shop, "kind": document.kind, "status": document.status,
      "file_name": name, "content_type": document.contentType, "byte_count": document.byteCount,
      "object_key": document.objectKey, "uploaded_by": account, "uploaded_at": tx.now,
    ]
    try tx.run("INSERT INTO shop_documents \(values: row)")
  }

  static func decide(
    _ id: ShopDocumentID, _ status: DocumentStatus, reason: String?, by account: AccountID?, _ tx: Transaction
  ) throws {
    try tx.run(
      """
      UPDATE shop_documents SET status = \(status), reason = \(reason), decided_by = \(account),
        decided_at = \(tx.now)
      WHERE id = \(id)
      """)
  }

  static func delete(_ id: ShopDocumentID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM shop_documents WHERE id = \(id)")
  }

  /// Removes the rows of a shop's documents and answers with the keys of their files.
  static func deleteAll(of shop: ShopID, _ tx: Transaction) throws -> [String] {
    let keys = try tx.values(
      "SELECT object_key FROM shop_documents WHERE shop_id = \(shop)", as: String.self)
    try tx.run("DELETE FROM shop_documents WHERE shop_id = \(shop)")
    return keys
  }

  static func isUsed(_ key: String, _ snapshot: Snapshot) throws -> Bool {
    try snapshot.value("SELECT 1 FROM shop_documents WHERE object_key = \(key)", as: Int.self) != nil
  }

  /// Seals file names anew; as `ApplicationStore.reseal`. Answers with the keys of the files, too.
  static func reseal(
    after last: ShopDocumentID?, limit: Int, _ vault: Vault, _ tx: Transaction
  ) throws -> (files: [(id: ShopDocumentID, key: String)], count: Int) {
    let behind: SQL = last.map { "WHERE id > \($0)" } ?? ""
    let rows = try tx.all(
      """
      SELECT id, object_key, file_name FROM shop_documents \(fragment: behind) ORDER BY id LIMIT \(limit)
      \(fragment: tx.forUpdate)
      """
    ) { (try $0.next(ShopDocumentID.self), try $0.next(String.self), try $0.next([UInt8].self)) }
    var count = 0
    for (id, _, name) in rows where !vault.isCurrent(name) {
      let context = ShopDocument.nameContext(id)
      let sealed = try vault.seal(try vault.open(name, context: context), context: context)
      try tx.run("UPDATE shop_documents SET file_name = \(sealed) WHERE id = \(id)")
      count += 1
    }
    return (rows.map { (id: $0.0, key: $0.1) }, count)
  }
}

extension ShopDocument {
  init(row: inout Row, _ vault: Vault) throws {
    try self.init(row: &row) { id, name in try vault.text(name, context: ShopDocument.nameContext(id)) }
  }

  fileprivate init(row: inout Row, opening: (ShopDocumentID, [UInt8]) throws -> String) throws {
    id = try row.next("id")
    shop = try row.next("shop_id")
    kind = try row.next("kind")
    status = try row.next("status")
    reason = try row.next("reason")
    fileName = try opening(id, row.next("file_name"))
    contentType = try row.next("content_type")
    byteCount = try row.next("byte_count")
    objectKey = try row.next("object_key")
    uploadedAt = try row.next("uploaded_at")
    decidedAt = try row.next("decided_at")
  }
}
