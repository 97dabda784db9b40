import Kernel
import Presentation
import Vendors
import Web

/// The documents of a shop, to be looked at.
struct ShopDocumentsPage {
  let frame: AdminFrame
  let shop: Shop
  let documents: [ShopDocument]
  /// Whether the viewer owns the shop or works for it, and so decides nothing about it.
  let isOwn: Bool
  /// The document whose rejection was refused, with its form.
  let refused: (document: ShopDocumentID, form: FormState)?
}

extension AdminPortal {
  func shopDocuments(
    _ request: Request, _ refused: (document: ShopDocumentID, form: FormState)?
  ) async throws -> ShopDocumentsPage {
    let reviewed = try await vendors.shopForReview(request.parameter("shop"))
    return ShopDocumentsPage(
      frame: try await frame(request), shop: reviewed.shop,
      documents: try await vendors.documents(of: reviewed.shop.id),
      isOwn: try await vendors.isInvolved(request.requireViewer().account, in: reviewed.shop.id),
      refused: refused)
  }

  /// Accepts the document in the path, or rejects it for the reason that `reason` reads.
  func decideDocument(_ request: Request, _ reason: () throws -> String?) async throws -> Response {
    let shop = try await vendors.shopForReview(request.parameter("shop")).shop
    let id = try request.id("document", as: ShopDocumentEntity.self)
    let path = AdminPaths.shopDocuments(shop.slug)
    return try await RefusedForm.redirect(to: path) {
      try await RefusedForm.answer(request, form: id.description) {
        let document = try await vendors.decideDocument(id, of: shop.id, rejectedFor: reason())
        let outcome: Words =
          document.status == .accepted
          ? "\(document.fileName) is accepted."
          : "\(document.fileName) is rejected. The vendor gets a mail."
        return .redirect(to: path, flash: .success(outcome))
      } again: { form, problem in
        // Somebody else was faster: show what is now.
        guard problem.kind == .invalidInput else { throw problem }
        return try await shopDocuments(request, (id, form)).html(request)
      }
    }
  }
}
