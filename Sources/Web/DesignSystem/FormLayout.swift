import Kernel

/// The frame of long forms in the portals.
package enum FormLayout {
  /// A section: its title and a short explanation at the left, its fields at the right.
  package static func section(_ title: Words, _ explanation: Words, _ fields: HTML) -> HTML {
    """
    <section class="form-section"><div class="form-section__intro"><h2 class="form-section__title">\
    \(title)</h2>\
    <p class="form-section__text">\(explanation)</p></div>\
    <div class="form-section__fields">\(fields)</div></section>
    """
  }

  /// Fields beside each other where there is room.
  package static func row(_ fields: HTML...) -> HTML {
    "<div class=\"field-row\">\(fields)</div>"
  }

  /// A form that warns before unsaved changes are left, with a bar that appears once something changed.
  /// Without script the bar is simply the end of the form. `isMultipart` for forms with files.
  package static func form(
    action: String, state: FormState, saveLabel: Words = "Save", cancelPath: String? = nil,
    isMultipart: Bool = false, isNew: Bool = false, _ sections: HTML
  ) -> HTML {
    """
    <form class="form" method="post" action="\(action)" data-module="form"\
    \(attribute: "enctype", isMultipart ? "multipart/form-data" : nil)>\(state.summary)\(state.basisField)\
    \(sections)\
    <div class="save-bar"\(attribute: "data-quiet", if: !isNew && state.errors.isEmpty) data-save-bar>\
    <p class="save-bar__text" data-save-text>\
    \(isNew ? "Nothing is saved yet." as Words : "Changes are not saved yet.")</p>\
    \(cancelPath.map { Button.link("Cancel", to: $0, kind: .quiet) })\
    \(Button.submit(saveLabel))</div></form>
    """
  }

  /// Buttons at the end of a short form.
  package static func actions(_ buttons: HTML...) -> HTML {
    "<div class=\"form-actions\">\(buttons)</div>"
  }
}
