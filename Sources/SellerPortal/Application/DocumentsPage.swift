import Kernel
import Presentation
import Vendors
import Web

/// The documents of an application.
struct DocumentsPage {
  let frame: SellerFrame
  let documents: [ShopDocument]
  let form: FormState
}

extension SellerPortal {
  func documentsPage(_ request: Request, _ form: FormState) async throws -> DocumentsPage {
    DocumentsPage(
      frame: try await frame(request), documents: try await vendors.documents(of: request.requireShop()),
      form: form)
  }

  func addDocument(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request, missing: ["kind": "Say what the document is."]) {
      let (kind, file) = try DocumentRoutes.upload(request)
      let document = try await vendors.addDocument(
        kind, file, to: request.requireShop(), by: request.requireViewer().account)
      return .redirect(
        to: try await paths(request).documents,
        flash: .success("\(document.fileName) is stored. Only you and our team can open it."))
    } again: { form, _ in
      try await documentsPage(request, form).html(request)
    }
  }

  func deleteDocument(_ request: Request) async throws -> Response {
    let path = try await paths(request).documents
    return try await RefusedForm.redirect(to: path) {
      try await vendors.deleteDocument(
        request.id("document", as: ShopDocumentEntity.self), of: request.requireShop())
      return .redirect(to: path, flash: .success("The document is deleted."))
    }
  }
}
