import Kernel

/// A field for a text that may be Markdown. Script gives it tools and shows beside it how it will look; without script a
/// button of the form does.
package enum MarkdownField {
  /// How the text will look.
  package struct Preview: Sendable {
    let path: String
    let action: String
    let formPath: String
    let shown: HTML
    let isWanted: Bool

    /// `path` answers a posted form with what is to be shown. Without script a button sends `action` with the form to
    /// `formPath`, which shows it again; `isWanted` after that. `shown` is safe markup.
    package init(path: String, action: String, formPath: String, shown: HTML, isWanted: Bool) {
      self.path = path
      self.action = action
      self.formPath = formPath
      self.shown = shown
      self.isWanted = isWanted
    }
  }

  /// What is read beside a tool, and what `markdown.js` calls it.
  private static let tools: [(mark: String, symbol: Symbol, label: Words, keys: String?)] = [
    ("bold", .bold, "Bold", "Control+B"), ("italic", .italic, "Italic", "Control+I"),
    ("heading", .heading, "Heading", nil), ("list", .list, "List", nil),
    ("numbers", .numbers, "Numbered list", nil), ("link", .link, "Link", "Control+K"),
  ]

  /// The field. The control `format.name` of the same form says whether the text is Markdown, by the value
  /// `format.markdown`; else there are no tools.
  package static func show(
    _ name: String, _ label: Words, in form: FormState, hint: Words?,
    format: (name: String, markdown: String), preview: Preview, rows: Int = 10
  ) -> HTML {
    let id = form.controlID(name)
    let textarea: HTML = """
      <textarea class="input input--multiline" id="\(id)" name="\(name)" rows="\(rows)" dir="auto"\
      \(Field.description(name, form, hint))>
      \(form.value(name) ?? "")</textarea>
      """
    let isMarkdown = form.value(format.name) == format.markdown
    let field = Field.frame(
      name, label, in: form, hint: hint, required: false,
      control: "\(toolbar(label, of: id, isShown: isMarkdown))\(textarea)")
    return """
      <div class="markdown" data-module="markdown" data-path="\(preview.path)" data-shows="write" \
      data-format="\(format.name)" data-markdown="\(format.markdown)">\(tabs(label, of: id))\
      <div class="markdown__panes"><div class="markdown__write" id="\(id)-write">\(field)</div>\
      \(pane(preview, of: id))</div>\
      <div class="no-script">\(Button.submit(
        "Preview", kind: .secondary, icon: .eye, size: .small, name: "action", value: preview.action,
        formAction: "\(preview.formPath)#\(id)-preview"))</div></div>
      """
  }

  /// On a phone one is seen at a time.
  private static func tabs(_ label: Words, of id: String) -> HTML {
    """
    <div class="markdown__tabs needs-script" role="tablist" aria-label="\(label)">\
    <button type="button" class="tabs__tab" role="tab" aria-selected="true" aria-controls="\(id)-write" \
    data-pane="write">\(say: "Write")</button>\
    <button type="button" class="tabs__tab" role="tab" aria-selected="false" tabindex="-1" \
    aria-controls="\(id)-preview" data-pane="preview">\(say: "Preview")</button></div>
    """
  }

  private static func toolbar(_ label: Words, of id: String, isShown: Bool) -> HTML {
    let buttons = tools.enumerated().map { index, tool -> HTML in
      """
      <button type="button" class="icon-button" aria-label="\(tool.label)" title="\(tool.label)" \
      tabindex="\(index == 0 ? 0 : -1)" data-mark="\(tool.mark)"\(attribute: "aria-keyshortcuts", tool.keys)>\
      \(Icon.show(tool.symbol))</button>
      """
    }
    return """
      <div class="markdown__tools needs-script" role="toolbar" aria-label="\(say: "Tools for “\(label)”")" \
      aria-controls="\(id)"\(attribute: "hidden", if: !isShown)>\(buttons)</div>
      """
  }

  private static func pane(_ preview: Preview, of id: String) -> HTML {
    """
    <div class="markdown__preview\(preview.isWanted ? "" : " needs-script")" id="\(id)-preview">\
    <h3 class="field__label" id="\(id)-preview-title">\(say: "Preview")</h3>\
    <div class="markdown__shown prose" dir="auto" tabindex="0" role="region" \
    aria-labelledby="\(id)-preview-title">\(preview.shown)</div></div>
    """
  }
}
