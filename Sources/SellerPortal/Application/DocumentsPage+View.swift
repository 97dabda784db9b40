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
      "\(ApplicationTabs.html(frame, current: frame.paths.documents))<div class=\"form\">\(sections)</div>")
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
    let reason = document.reason.map { reason -> HTML in "<p class=\"line__meta\" dir=\"auto\">\(reason)</p>"
    }
    let delete: HTML? =
      document.isRemovable
      ? Button.post("Delete", to: frame.paths.deleting(document.id), kind: .quiet, icon: .trash, size: .small)
      : nil
    return """
      <li class="line"><div class="line__body"><span class="line__title">\(document.kind.title)</span>\
      <p class="line__meta"><bdi>\(document.fileName)</bdi> · \(document.size) · \
      \(document.uploadedAt.dateHTML)</p>\
      \(reason)<div class="cluster">\
      \(Button.link("Download", to: frame.paths.documentFile(document.id), icon: .download, size: .small))\
      \(delete)</div></div>\
      <div class="line__end">\(document.status.badge(for: .vendor))</div></li>
      """
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

extension ShopDocument {
  /// `1.2 MB`
  var size: Words {
    if byteCount < 1_000_000 { return "\((byteCount + 999) / 1000) kB" }
    return "\(Language.current.formats.decimal(byteCount / 100_000, digits: 1)) MB"
  }
}
