import Kernel
import Presentation
import Vendors
import Web

extension ShopDocumentsPage {
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
      "\(ShopTabs.html(frame, shop, current: .documents))\(when: isOwn, AdminFrame.ownShopNote)\(content)\(documents.compactMap(dialog))"
    )
  }

  private func line(_ document: ShopDocument) -> HTML {
    let decisions: HTML = """
      \(Button.post(
        "Accept", to: AdminPaths.acceptDocument(document.id, of: shop.slug), icon: .check, size: .small))\
      \(Button.dialog("Reject", opens: "reject-\(document.id)", kind: .danger, size: .small))
      """
    let refusal: HTML? = refused.flatMap { $0.document == document.id ? form(document, $0.form) : nil }
    return DocumentLine.html(
      document, for: .marketplace, file: AdminPaths.documentFile(document.id, of: shop.slug),
      actions: document.isUndecided && !isOwn ? decisions : nil, below: refusal)
  }

  private func dialog(_ document: ShopDocument) -> HTML? {
    guard document.isUndecided, !isOwn else { return nil }
    return Dialog.show(
      id: "reject-\(document.id)", title: "Reject \(document.fileName)",
      form(document, FormState(id: "f-\(document.id)")))
  }

  private func form(_ document: ShopDocument, _ state: FormState) -> HTML {
    """
    <form class="stack" method="post" action="\(AdminPaths.rejectDocument(document.id, of: shop.slug))">\(state.summary)\
    \(Field.multiline(
      "reason", "Reason", in: state, hint: "The vendor reads this and can send another one.", rows: 3,
      maximumLength: 1000))\(FormLayout.actions(Button.submit("Reject the document", kind: .danger)))</form>
    """
  }
}
