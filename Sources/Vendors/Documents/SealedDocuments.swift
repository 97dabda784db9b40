import Areas
import Gateways
import Identity
import Kernel
import Persistence

/// How many documents one transaction looks at.
private let batch = 50

/// The files of documents and their names.
struct SealedDocuments: SealedRows {
  private let files: DocumentFiles

  /// Those in this store.
  init(_ files: DocumentFiles) { self.files = files }

  var title: String { "documents of shops" }

  /// Seals names and files anew. A file is replaced in one step, so that a reader finds the old one or the
  /// new one. Throws what the database, the store or the vault throws.
  func reseal(_ vault: Vault, _ database: Database) async throws -> Int {
    var total = 0
    var last: ShopDocumentID?
    while true {
      let after = last
      let (found, names) = try await database.write { tx in
        try DocumentStore.reseal(after: after, limit: batch, vault, tx)
      }
      total += names
      for (id, key) in found {
        if try await reseal(id, key, vault, database) { total += 1 }
      }
      guard let end = found.last else { return total }
      last = end.id
    }
  }

  private func reseal(
    _ id: ShopDocumentID, _ key: String, _ vault: Vault, _ database: Database
  ) async throws -> Bool {
    guard let stored = try await files.objects.get(key), !vault.isCurrent(stored.bytes) else { return false }
    let context = ShopDocument.fileContext(id)
    let plain = try vault.open(stored.bytes, context: context)
    try await files.objects.put(
      key, try vault.seal(plain, context: context), contentType: "application/octet-stream")
    // Its vendor may have deleted it meanwhile.
    if try await !database.read({ try DocumentStore.isUsed(key, $0) }) { try await files.objects.delete(key) }
    return true
  }
}
