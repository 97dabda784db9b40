import Gateways
import Identity
import Kernel
import Persistence
import Web

extension Vendors {
  /// A shop's documents, the oldest first.
  package func documents(of shop: ShopID) async throws -> [ShopDocument] {
    try await database.read { try DocumentStore.all(of: shop, vault, $0) }
  }

  /// What each of these documents proves; those that are not there are missing.
  package func documentKinds(_ ids: [ShopDocumentID]) async throws -> [ShopDocumentID: DocumentKind] {
    if ids.isEmpty { return [:] }
    return try await database.read { try DocumentStore.kinds(of: ids, $0) }
  }

  /// A document as its owner downloads it. Throws `Problem(.notFound)`.
  package func openDocument(_ id: ShopDocumentID, of shop: ShopID) async throws -> OpenedDocument {
    let document = try await database.read { try DocumentStore.find(id, of: shop, vault, $0) }
    guard let document else { throw Problem(.notFound) }
    return try await open(document)
  }

  /// A document as an administrator downloads it, noted in the audit log before anything is handed out.
  /// Throws `Problem(.notFound)`.
  package func openDocumentForReview(_ id: ShopDocumentID, of shop: ShopID) async throws -> OpenedDocument {
    let document = try await database.write { tx in
      guard let document = try DocumentStore.find(id, of: shop, vault, tx) else { throw Problem(.notFound) }
      try tx.record("document.read", on: id, shop: shop)
      return document
    }
    return try await open(document)
  }

  /// Accepts or rejects a document. Throws `Problem(.notAllowedNow)` when that was decided already,
  /// `Problem(.notFound)`.
  package func decideDocument(
    _ id: ShopDocumentID, of shop: ShopID, rejectedFor reason: String? = nil
  ) async throws -> ShopDocument {
    let status: DocumentStatus = reason == nil ? .accepted : .rejected
    return try await database.write { tx in
      guard let document = try DocumentStore.lock(id, of: shop, vault, tx) else { throw Problem(.notFound) }
      try Vendors.refuseOwn(shop, tx)
      guard document.isUndecided else {
        throw Problem(
          .notAllowedNow,
          document.status == .accepted
            ? "This document was accepted already." : "This document was rejected already.")
      }
      try DocumentStore.decide(id, status, reason: reason, by: tx.origin?.account, tx)
      try tx.record(
        "document.\(status.rawValue)", on: id, shop: shop, before: ["status": .string("uploaded")],
        after: ["status": .string(status.rawValue), "reason": reason.map(JSONValue.string) ?? .null])
      if let reason, let found = try ShopStore.find(shop, tx) {
        try mailOwner(of: found, tx) {
          ShopMails(site: site).documentRefused(found, document.kind.title, reason: reason, $0)
        }
      }
      return try DocumentStore.find(id, of: shop, vault, tx) ?? document
    }
  }

  private func open(_ document: ShopDocument) async throws -> OpenedDocument {
    guard let stored = try await documents.objects.get(document.objectKey) else {
      throw Problem(.notFound, "The file of this document is missing. Ask for it again.")
    }
    let bytes = try vault.open(stored.bytes, context: document.fileContext)
    return OpenedDocument(document: document, bytes: bytes)
  }
}
