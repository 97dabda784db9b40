import Kernel

/// Controls in the cells of a table: the column's head names them, so their labels are only read aloud.
package enum FieldCell {
  /// A line of text.
  package static func text(
    _ name: String, _ label: Words, in form: FormState, maximumLength: Int? = nil
  ) -> HTML {
    frame(
      name, form,
      """
      <input class="input input--cell" type="text" \(identity(name, label, form)) dir="auto"\
      \(attribute: "maxlength", maximumLength)\(Field.description(name, form, nil))>
      """)
  }

  /// A whole number from 0.
  package static func number(_ name: String, _ label: Words, in form: FormState) -> HTML {
    frame(
      name, form,
      """
      <input class="input input--cell input--number num" type="number" inputmode="numeric" min="0" step="1" \
      \(identity(name, label, form))\(Field.description(name, form, nil))>
      """)
  }

  /// An amount of money typed as people write it ("43.97"), in the currency that the column's head names.
  package static func money(_ name: String, _ label: Words, in form: FormState, required: Bool = true) -> HTML
  {
    frame(
      name, form,
      """
      <input class="input input--cell input--number num" type="text" inputmode="decimal" autocomplete="off" \
      \(identity(name, label, form))\(attribute: "required", if: required)\(Field.description(name, form, nil))>
      """)
  }

  /// One of a list.
  package static func select(_ name: String, _ label: Words, _ choices: [Choice], in form: FormState) -> HTML
  {
    frame(
      name, form,
      """
      <div class="select"><select class="input input--cell" id="\(form.controlID(name))" name="\(name)" \
      aria-label="\(label)"\(Field.description(name, form, nil))>\(Field.options(choices, name, form))</select>\
      \(Icon.show(.chevronDown))</div>
      """)
  }

  /// Yes or no; sends `true` when ticked and nothing otherwise.
  package static func checkbox(_ name: String, _ label: Words, in form: FormState) -> HTML {
    """
    <input class="check__box" type="checkbox" id="\(form.controlID(name))" name="\(name)" value="true" \
    aria-label="\(label)"\(attribute: "checked", if: form.has("true", in: name))>
    """
  }

  private static func identity(_ name: String, _ label: Words, _ form: FormState) -> HTML {
    """
    id="\(form.controlID(name))" name="\(name)" value="\(form.value(name) ?? "")" aria-label="\(label)"
    """
  }

  private static func frame(_ name: String, _ form: FormState, _ control: HTML) -> HTML {
    """
    <div class="field\(form.error(name) == nil ? "" : " field--error")">\(control)\
    \(Field.errorParagraph(name, form))</div>
    """
  }
}
