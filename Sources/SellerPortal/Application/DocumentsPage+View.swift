import Kernel
import Presentation
import Vendors
import Web

extension DocumentsPage {
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
      """
      \(ApplicationTabs.html(frame, current: frame.paths.documents))<div class="form">\(sections)</div>\
      \(documents.filter(\.isRemovable).map(deletion))
      """)
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
      ? Button.dialog(
        "Delete", opens: "delete-\(document.id)", kind: .quiet, icon: .trash, size: .small)
      : nil
    return DocumentLine.html(
      document, for: .vendor, file: frame.paths.documentFile(document.id), actions: delete)
  }

  private func deletion(_ document: ShopDocument) -> HTML {
    Dialog.confirm(
      id: "delete-\(document.id)", title: "Delete \(document.fileName)?", text: "This can't be taken back.",
      label: "Delete it", to: frame.paths.deleting(document.id))
  }

  private var upload: HTML {
    let kinds = DocumentKind.allCases.map { Choice($0.rawValue, $0.title) }
    return """
      <form class="stack" method="post" action="\(frame.paths.documents)" enctype="multipart/form-data">\(form.summary)\
      \(Field.select("kind", "What it is", kinds, in: form, prompt: "Choose one"))\
      \(Field.file(
        "file", "File", accept: ".pdf,.jpg,.jpeg,.png,.webp,application/pdf,image/jpeg,image/png,image/webp",
        in: form, hint: "PDF, JPEG, PNG or WebP, at most 10 MB.", maximumBytes: DocumentRoutes.maximumFileBytes))\
      <div>\(Button.submit("Upload", icon: .upload))</div></form>
      """
  }
}
