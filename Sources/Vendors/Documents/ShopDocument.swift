import Gateways
import Kernel
import Persistence
import Web

/// A paper that proves who is behind a shop.
package enum ShopDocumentEntity: Entity { package static let idPrefix = "doc" }
package typealias ShopDocumentID = ID<ShopDocumentEntity>

/// What a document proves.
package enum DocumentKind: String, CaseIterable, Sendable, SQLValue, JSONWritable {
  case identity, registration
  case addressProof = "address_proof"
  case bankProof = "bank_proof"
  case tax, other

  /// What it is, for people.
  package var title: Words {
    switch self {
    case .identity: "Proof of identity"
    case .registration: "Proof of registration"
    case .addressProof: "Proof of address"
    case .bankProof: "Proof of the bank account"
    case .tax: "Tax certificate"
    case .other: "Something else"
    }
  }
}

/// What was decided about a document.
package enum DocumentStatus: String, CaseIterable, Sendable, SQLValue, JSONWritable {
  case uploaded, accepted, rejected
}

/// A private document of an application, without its content.
package struct ShopDocument: Hashable, Sendable {
  package let id: ShopDocumentID
  package let shop: ShopID
  package let kind: DocumentKind
  package let status: DocumentStatus
  /// Why it was rejected.
  package let reason: String?
  package let fileName: String
  package let contentType: String
  package let byteCount: Int64
  /// Where the sealed file lies in the private store.
  let objectKey: String
  package let uploadedAt: Timestamp
  package let decidedAt: Timestamp?

  /// Whether nobody has looked at it yet.
  package var isUndecided: Bool { status == .uploaded }

  /// Whether the vendor may take it back.
  package var isRemovable: Bool { status != .accepted }

  /// What the file is sealed for.
  var fileContext: String { ShopDocument.fileContext(id) }

  static func fileContext(_ id: ShopDocumentID) -> String { "shop_documents.file:\(id)" }

  static func nameContext(_ id: ShopDocumentID) -> String { "shop_documents.file_name:\(id)" }
}

/// Where documents lie, apart from all public files, and what looks into them.
package struct DocumentFiles: Sendable {
  let objects: any ObjectStore
  let images: ImageCodec
  let pdfs: PDFReader

  /// Documents in `objects`, which nothing serves.
  package init(objects: any ObjectStore, images: ImageCodec, pdfs: PDFReader) {
    self.objects = objects
    self.images = images
    self.pdfs = pdfs
  }
}

/// A document with its content, opened.
package struct OpenedDocument: Sendable {
  package let document: ShopDocument
  package let bytes: [UInt8]

  /// The file as a download that no browser shows, runs or keeps.
  package var response: Response {
    Response.bytes(bytes, contentType: document.contentType).inParts().attachment(document.fileName)
      .header(.xContentTypeOptions, "nosniff")
      .header(.contentSecurityPolicy, "default-src 'none'; sandbox")
      .header(.cacheControl, "private, no-store")
  }
}
