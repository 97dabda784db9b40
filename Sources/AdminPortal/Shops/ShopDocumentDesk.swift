import Kernel
import Presentation
import Vendors
import Web

enum ShopDocumentDeskRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    let path = "/admin/shops/{shop}/documents"
    return [
      .page(.get, path, .admin(.documents)) { request in
        .html(try await portal.shopDocuments(request, nil).html(request))
      },
      .page(.get, "\(path)/{document}/file", .admin(.documents)) { request in
        try await portal.vendors.openDocumentForReview(
          request.id("document", as: ShopDocumentEntity.self), of: portal.vendors.subject(of: request)
        ).response
      },
      .page(.post, "\(path)/{document}/accept", .admin(.documents)) { request in
        try await portal.decideDocument(request) { nil }
      },
      .page(.post, "\(path)/{document}/reject", .admin(.documents)) { request in
        try await portal.decideDocument(request) { try request.form(RejectDocumentInput.self).reason }
      },
    ]
  }
}

/// The documents of a shop, to be looked at.
struct ShopDocumentsPage {
  let frame: AdminFrame
  let shop: Shop
  let documents: [ShopDocument]
  /// The document whose rejection was refused, with its form.
  let refused: (document: String, form: FormState)?
}

extension AdminPortal {
  func shopDocuments(
    _ request: Request, _ refused: (document: String, form: FormState)?
  ) async throws -> ShopDocumentsPage {
    let reviewed = try await vendors.shopForReview(request.parameter("shop"))
    return ShopDocumentsPage(
      frame: try await frame(request), shop: reviewed.shop,
      documents: try await vendors.documents(of: reviewed.shop.id), refused: refused)
  }

  /// Accepts the document in the path, or rejects it for the reason that `reason` reads.
  func decideDocument(_ request: Request, _ reason: () throws -> String?) async throws -> Response {
    let shop = try await vendors.shopForReview(request.parameter("shop")).shop
    let path = "/admin/shops/\(shop.slug)/documents"
    do {
      let document = try await vendors.decideDocument(
        request.id("document", as: ShopDocumentEntity.self), of: shop.id, rejectedFor: reason())
      let outcome: Words =
        document.status == .accepted
        ? "\(document.fileName) is accepted." : "\(document.fileName) is rejected. The vendor gets a mail."
      return .redirect(to: path, flash: .success(outcome))
    } catch let problem as Problem where problem.kind == .invalidInput {
      let id = try request.parameter("document")
      let page = try await shopDocuments(
        request, (id, FormState(id: id, request.formValues, problem: problem)))
      return .html(page.html(request), status: .unprocessableContent)
    } catch let problem as Problem where problem.kind == .notAllowedNow {
      return .redirect(to: path, flash: .error(problem.detail))
    }
  }
}

extension ShopDocumentsPage {
  private var path: String { "/admin/shops/\(shop.slug)/documents" }

  func html(_ request: Request) -> HTML {
    let content: HTML
    if documents.isEmpty {
      content = Notice.empty(.file, "No documents yet", "Ask the vendor for them on the shop's overview.")
    } else {
      content = Card.show(
        "Documents", "<ul class=\"lines\">\(documents.map(line))</ul>")
    }
    return frame.page(
      .shops, request, title: Words(verbatim: shop.name),
      lead: "Private papers of the vendor. The audit log notes every download.",
      breadcrumbs: ShopTabs.crumbs(shop, "Documents"),
      "\(ShopTabs.html(frame, shop, current: "/documents"))\(content)\(documents.compactMap(dialog))")
  }

  private func line(_ document: ShopDocument) -> HTML {
    let reason = document.reason.map { reason -> HTML in "<p class=\"line__meta\" dir=\"auto\">\(reason)</p>"
    }
    let isOpen = document.status == .uploaded
    let place = "\(path)/\(document.id)"
    let decisions: HTML = """
      \(Button.post("Accept", to: "\(place)/accept", icon: .check, size: .small))\
      \(Button.dialog("Reject", opens: "reject-\(document.id)", kind: .danger, size: .small))
      """
    let refusal: HTML? = refused.flatMap {
      $0.document == document.id.description ? form(document, $0.form) : nil
    }
    return """
      <li class="line"><div class="line__body"><span class="line__title">\(document.kind.title)</span>\
      <p class="line__meta"><bdi>\(document.fileName)</bdi> · \(document.uploadedAt.dateTimeHTML)</p>\
      \(reason)\
      <div class="cluster">\(Button.link("Download", to: "\(place)/file", icon: .download, size: .small))\
      \(when: isOpen, decisions)</div>\(refusal)</div>\
      <div class="line__end">\(document.status.badge(for: .marketplace))</div></li>
      """
  }

  private func dialog(_ document: ShopDocument) -> HTML? {
    guard document.status == .uploaded else { return nil }
    return Dialog.show(
      id: "reject-\(document.id)", title: "Reject \(document.fileName)",
      form(document, FormState(id: "f-\(document.id)")))
  }

  private func form(_ document: ShopDocument, _ state: FormState) -> HTML {
    """
    <form class="stack" method="post" action="\(path)/\(document.id.description)/reject">\(state.summary)\
    \(Field.multiline(
      "reason", "Reason", in: state, hint: "The vendor reads this and can send another one.", rows: 3,
      maximumLength: 1000))\(FormLayout.actions(Button.submit("Reject the document", kind: .danger)))</form>
    """
  }
}
