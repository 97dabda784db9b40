import Gateways
import Identity
import Kernel
import Persistence
import Web

/// How many documents a shop may have.
private let maximumDocuments = 20
/// A file without a row is removed after this long: its upload was broken off.
private let abandonedFileSeconds: Int64 = 3_600

extension Vendors {
  /// Stores a document of an application, sealed before it reaches the disk. Throws
  /// `Problem(.fileUnreadable)` for anything but a PDF, JPEG, PNG or WebP, `Problem(.tooLarge)`,
  /// `Problem(.notAllowedNow)` when there are too many, `Problem(.notFound)`.
  package func addDocument(
    _ kind: DocumentKind, _ upload: Upload, to shop: ShopID, by account: AccountID
  ) async throws -> ShopDocument {
    let bytes = try upload.bytes
    let content = try await DocumentContent.inspect(bytes, documents)
    let id = ShopDocumentID(at: clock.now())
    let document = ShopDocument(
      id: id, shop: shop, kind: kind, status: .uploaded, reason: nil,
      fileName: DocumentName.clean(upload.filename, content), contentType: content.contentType,
      byteCount: Int64(bytes.count), objectKey: "documents/\(shop)/\(id).sealed",
      uploadedAt: clock.now(), decidedAt: nil)
    // First the promise to clean up, then the file, then the row: whatever breaks off, no file stays alone.
    try await database.write { tx in
      try requireRoom(shop, tx)
      try tx.enqueue(
        RemoveDocumentFiles(keys: [document.objectKey]), at: tx.now.adding(seconds: abandonedFileSeconds))
      tx.isRecorded = true
    }
    let sealed = try vault.seal(bytes, context: document.fileContext)
    try await documents.objects.put(document.objectKey, sealed, contentType: "application/octet-stream")
    do {
      try await database.write { tx in
        try requireRoom(shop, tx)
        try DocumentStore.insert(document, by: account, vault, tx)
        try tx.record("document.uploaded", on: id, shop: shop, after: ["kind": .string(kind.rawValue)])
        tx.outcome = document
      }
    } catch {
      // After a COMMIT whose answer was lost the row may be there; else the promise removes the file.
      if !DatabaseError.isOutcomeUnknown(error) { try? await documents.objects.delete(document.objectKey) }
      throw error
    }
    return document
  }

  /// Takes a document back, file and all. Throws `Problem(.notAllowedNow)` for one that was accepted,
  /// `Problem(.notFound)`.
  package func deleteDocument(_ id: ShopDocumentID, of shop: ShopID) async throws {
    let key = try await database.write { tx in
      guard let document = try DocumentStore.lock(id, of: shop, vault, tx) else { throw Problem(.notFound) }
      guard document.isRemovable else {
        throw Problem(.notAllowedNow, "This document was accepted and has to stay.")
      }
      try DocumentStore.delete(id, tx)
      // In case that the program ends before the file is gone.
      try tx.enqueue(RemoveDocumentFiles(keys: [document.objectKey]))
      try tx.record("document.deleted", on: id, shop: shop, before: ["kind": .string(document.kind.rawValue)])
      return document.objectKey
    }
    try await documents.objects.delete(key)
  }

  private func requireRoom(_ shop: ShopID, _ tx: Transaction) throws {
    guard try ShopStore.lock(shop, tx) != nil else { throw Problem(.notFound) }
    guard try DocumentStore.count(of: shop, tx) < maximumDocuments else {
      throw Problem(
        .notAllowedNow, "A shop can have \(maximumDocuments) documents. Delete one that is not needed first.")
    }
  }
}
