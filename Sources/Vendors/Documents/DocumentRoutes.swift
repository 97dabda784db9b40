import Kernel
import Web

/// Private documents: their owner sends and takes them back, administrators look at them.
package enum DocumentRoutes {
  private static let tag = "Onboarding"
  /// How much a document may have.
  package static let maximumFileBytes = DocumentContent.maximumBytes
  /// A document and the wrapping of its form.
  private static let maximumUploadBytes = maximumFileBytes + 64 * 1024

  /// Every route of the noun.
  package static func routes(_ vendors: Vendors) -> [Route] {
    ownRoutes(vendors) + adminRoutes(vendors)
  }

  private static func ownRoutes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/documents", "List the documents of one's application", tag: tag,
        .shop(.ownership), answer: DocumentListOutput.self
      ) { request in
        DocumentListOutput(documents: try await vendors.documents(of: request.requireShop()))
      },
      .api(
        .post, "/shops/{shop}/documents",
        "Send a document: a form with `kind` and `file` (PDF, JPEG, PNG or WebP, at most 10 MB)", tag: tag,
        .shop(.ownership), answer: ShopDocumentOutput.self, status: .created, idempotent: true,
        limit: .upload,
        maximumBodyBytes: maximumUploadBytes, bodyKind: .multipart,
        problems: [.fileUnreadable, .notAllowedNow, .invalidInput, .unavailable]
      ) { request in
        let (kind, file) = try upload(request)
        return try await request.answer(with: ShopDocumentOutput.init) {
          try await vendors.addDocument(
            kind, file, to: request.requireShop(), by: request.requireViewer().account)
        }
      },
      .api(
        .delete, "/shops/{shop}/documents/{document}", "Take a document back that was not accepted", tag: tag,
        .shop(.ownership), answer: NoContent.self, problems: [.notAllowedNow]
      ) { request in
        try await vendors.deleteDocument(
          request.id("document", as: ShopDocumentEntity.self), of: request.requireShop())
        return NoContent()
      },
      .download(
        .get, "/shops/{shop}/documents/{document}/file", "Download a document of one's own", tag: tag,
        .shop(.ownership), contentType: "application/octet-stream"
      ) { request in
        try await vendors.openDocument(
          request.id("document", as: ShopDocumentEntity.self), of: request.requireShop()
        ).response
      },
    ]
  }

  private static func adminRoutes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .get, "/admin/shops/{shop}/documents", "List the documents of an application", tag: tag,
        .admin(.documents),
        answer: DocumentListOutput.self, problems: [.notFound]
      ) { request in
        DocumentListOutput(documents: try await vendors.documents(of: vendors.subject(of: request)))
      },
      .download(
        .get, "/admin/shops/{shop}/documents/{document}/file", "Download a document; the audit log notes it",
        tag: tag, .admin(.documents), contentType: "application/octet-stream", problems: [.notFound]
      ) { request in
        try await vendors.openDocumentForReview(
          request.id("document", as: ShopDocumentEntity.self), of: vendors.subject(of: request)
        ).response
      },
      .api(
        .post, "/admin/shops/{shop}/documents/{document}/accept", "Accept a document", tag: tag,
        .admin(.documents), answer: ShopDocumentOutput.self, idempotent: true,
        problems: [.notFound, .notAllowedNow, .ownShop]
      ) { request in
        try await request.answer(with: ShopDocumentOutput.init) {
          try await vendors.decideDocument(
            request.id("document", as: ShopDocumentEntity.self), of: vendors.subject(of: request))
        }
      },
      .api(
        .post, "/admin/shops/{shop}/documents/{document}/reject", "Reject a document with a reason", tag: tag,
        .admin(.documents), body: RejectDocumentInput.self, answer: ShopDocumentOutput.self,
        idempotent: true, problems: [.notFound, .notAllowedNow, .ownShop]
      ) { request, body in
        try await request.answer(with: ShopDocumentOutput.init) {
          try await vendors.decideDocument(
            request.id("document", as: ShopDocumentEntity.self), of: vendors.subject(of: request),
            rejectedFor: body.reason)
        }
      },
    ]
  }

  /// The kind and the file of a form. Throws `Problem(.invalidInput)` naming what is missing.
  package static func upload(_ request: Request) throws -> (DocumentKind, Upload) {
    let kind = try request.form(DocumentInput.self).kind
    guard let file = try request.uploads("file").first else {
      throw Problem.invalid("file", "required", "Choose a file.")
    }
    return (kind, file)
  }
}

/// What stands beside the file.
struct DocumentInput: Input {
  let kind: DocumentKind

  init(from input: inout InputReader) throws { kind = input.required("kind", .choice(DocumentKind.self)) }
}

/// Why a document is not accepted; the vendor reads it.
package struct RejectDocumentInput: Input {
  package let reason: String

  package init(from input: inout InputReader) throws {
    reason = input.required("reason", ApplicationRules.note)
  }
}

extension Vendors {
  /// The shop that an administrator's path means, a closed one, too. Throws `Problem(.notFound)`.
  package func subject(of request: Request) async throws -> ShopID {
    try await shopForReview(request.parameter("shop")).shop.id
  }
}

/// A document as the API shows it, without its content.
struct ShopDocumentOutput: Output {
  let document: ShopDocument

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.document.id },
    .init("kind") { $0.document.kind },
    .init("status") { $0.document.status },
    .init("reason") { $0.document.reason },
    .init("fileName") { $0.document.fileName },
    .init("contentType") { $0.document.contentType },
    .init("byteCount") { $0.document.byteCount },
    .init("uploadedAt") { $0.document.uploadedAt },
    .init("decidedAt") { $0.document.decidedAt },
  ]
}

/// The documents of a shop; there are few.
struct DocumentListOutput: Output {
  let documents: [ShopDocument]

  static let fields: [OutputField<Self>] = [
    .init("items") { $0.documents.map(ShopDocumentOutput.init) }
  ]
}
