import Kernel
import Presentation
import Vendors
import Web

enum DocumentsPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    let path = "/sell/{shop}/application/documents"
    return [
      .page(.get, path, .shop(.ownership)) { request in
        .html(try await portal.documentsPage(request, nil).html(request))
      },
      // Takes more than a document may have, so that the form itself can say that it is too much.
      .page(.post, path, .shop(.ownership), limit: .upload, bodyKind: .multipart) { request in
        try await portal.addDocument(request)
      },
      .page(.get, "\(path)/{document}/file", .shop(.ownership)) { request in
        try await portal.vendors.openDocument(
          request.id("document", as: ShopDocumentEntity.self), of: request.requireShop()
        ).response
      },
      .page(.post, "\(path)/{document}/delete", .shop(.ownership)) { request in
        try await portal.deleteDocument(request)
      },
    ]
  }
}

/// The documents of an application.
struct DocumentsPage {
  let frame: SellerFrame
  let documents: [ShopDocument]
  let form: FormState
}

extension SellerPortal {
  func documentsPage(_ request: Request, _ problem: Problem?) async throws -> DocumentsPage {
    DocumentsPage(
      frame: try await frame(request), documents: try await vendors.documents(of: request.requireShop()),
      form: problem.map { FormState(request.formValues, problem: $0) } ?? .empty)
  }

  func addDocument(_ request: Request) async throws -> Response {
    do {
      let (kind, file) = try DocumentRoutes.upload(request)
      let document = try await vendors.addDocument(
        kind, file, to: request.requireShop(), by: request.requireViewer().account)
      return .redirect(
        to: "\(try await path(request, .application))/documents",
        flash: .success("\(document.fileName) is stored. Only you and our team can open it."))
    } catch let problem as Problem where problem.kind != .notFound {
      return .html(try await documentsPage(request, problem).html(request), status: problem.pageStatus)
    }
  }

  func deleteDocument(_ request: Request) async throws -> Response {
    let path = "\(try await path(request, .application))/documents"
    do {
      try await vendors.deleteDocument(
        request.id("document", as: ShopDocumentEntity.self), of: request.requireShop())
      return .redirect(to: path, flash: .success("The document is deleted."))
    } catch let problem as Problem where problem.kind == .notAllowedNow {
      return .redirect(to: path, flash: .error(problem.detail))
    }
  }
}

extension DocumentsPage {
  private var path: String { "\(frame.path(.application))/documents" }

  func html(_ request: Request) -> HTML {
    let sections: HTML = """
      \(FormLayout.section(
        "Your documents", "Stored encrypted. What was accepted stays; the rest you can take back.", list))\
      \(FormLayout.section(
        "Add a document", "A scan or a photo on which everything can be read.", upload))
      """
    return frame.page(
      .application, request, title: "Business",
      lead: "Papers that show who is behind the shop. Only you and our team can open them.",
      "\(ApplicationTabs.html(frame, current: "/documents"))<div class=\"form\">\(sections)</div>")
  }

  private var list: HTML {
    if documents.isEmpty {
      return Notice.empty(
        .file, "No documents yet",
        "We need a proof of identity; of companies also the extract from their register.")
    }
    return "<ul class=\"lines list-plain\">\(documents.map(line))</ul>"
  }

  private func line(_ document: ShopDocument) -> HTML {
    let delete: HTML? =
      document.isRemovable
      ? Button.post("Delete", to: "\(path)/\(document.id)/delete", kind: .quiet, icon: .trash, size: .small)
      : nil
    return DocumentLine.html(
      document, for: .vendor, file: "\(path)/\(document.id)/file", actions: delete)
  }

  private var upload: HTML {
    let kinds = DocumentKind.allCases.map { Choice($0.rawValue, $0.title) }
    return """
      <form class="stack" method="post" action="\(path)" enctype="multipart/form-data">\(form.summary)\
      \(Field.select("kind", "What it is", kinds, in: form, prompt: "Choose one"))\
      \(Field.file(
        "file", "File", accept: ".pdf,.jpg,.jpeg,.png,.webp,application/pdf,image/jpeg,image/png,image/webp",
        in: form, hint: "PDF, JPEG, PNG or WebP, at most 10 MB.", maximumBytes: DocumentRoutes.maximumFileBytes))\
      <div>\(Button.submit("Upload", icon: .upload))</div></form>
      """
  }
}
