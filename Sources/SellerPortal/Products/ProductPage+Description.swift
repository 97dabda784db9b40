import Catalog
import Kernel
import Presentation
import Web

/// A description that is being written.
private struct DescriptionInput: Input {
  let source: String
  let format: DescriptionFormat

  init(from input: inout InputReader) throws {
    source = input.optional("description", .text(0...ProductTexts.longestDescription, multiline: true)) ?? ""
    format = input.optional("descriptionFormat", .choice(DescriptionFormat.self)) ?? .text
  }
}

extension SellerPortal {
  /// How a description looks on the product's page, as a part of a page; nothing is saved. Throws `.invalidInput`.
  func previewDescription(_ request: Request) throws -> Response {
    let typed = try request.form(DescriptionInput.self)
    return .html(DescriptionFormat.shown(typed.source, as: typed.format))
  }
}

extension ProductPage {
  /// The action of a form that shows the description and saves nothing.
  static let previewing = "preview"

  /// What is told about the product: tools and a preview that follows by script, a button that shows it without.
  var description: HTML {
    let format = form.value("descriptionFormat").flatMap { DescriptionFormat(rawValue: $0) } ?? .text
    return """
      \(MarkdownField.show(
        "description", "Description", in: form, hint: "As a text, simple HTML or Markdown.",
        format: (name: "descriptionFormat", markdown: DescriptionFormat.markdown.rawValue),
        preview: MarkdownField.Preview(
          path: frame.paths.descriptionPreview, action: ProductPage.previewing, formPath: path,
          shown: DescriptionFormat.shown(form.value("description") ?? "", as: format), isWanted: isPreviewed)))\
      \(Field.select(
        "descriptionFormat", "Written as", DescriptionFormat.allCases.map { Choice($0.rawValue, $0.label) },
        in: form, hint: "Markdown: **bold**, *italic*, ## heading, - list, [words](https://example.org)."))
      """
  }
}

extension DescriptionFormat {
  /// What customers see of a text; what it is for where there is none.
  fileprivate static func shown(_ source: String, as format: DescriptionFormat) -> HTML {
    let text = ProductText(source, as: format)
    if text.text.isEmpty {
      return "<p class=\"muted\">\(say: "What customers will read appears here.")</p>"
    }
    return HTML(trustedMarkup: text.html)
  }
}
