import Kernel

/// One option of a select, radio group or checkbox group.
package struct Choice: Sendable {
  /// What is sent.
  package let value: String
  /// What is read.
  package let label: Words
  /// A second, quieter line or the amount at the right.
  package let detail: Words?
  /// Shown but not to be chosen.
  package let isDisabled: Bool

  /// An option; `detail` is a second, quieter text.
  package init(_ value: String, _ label: Words, detail: Words? = nil, isDisabled: Bool = false) {
    self.value = value
    self.label = label
    self.detail = detail
    self.isDisabled = isDisabled
  }
}

extension Field {
  /// One of a list. `prompt` is shown while nothing is chosen. Where something depends on it, choosing another one presses
  /// the button with the id `presses`.
  package static func select(
    _ name: String, _ label: Words, _ choices: [Choice], in form: FormState = .empty, hint: Words? = nil,
    required: Bool = true, prompt: Words? = nil, autocomplete: String? = nil,
    presses button: String? = nil, width: Width = .full
  ) -> HTML {
    let control: HTML = """
      <div class="select"><select class="input" id="\(form.controlID(name))" name="\(name)"\
      \(attribute: "autocomplete", autocomplete)\(attribute: "required", if: required)\
      \(attribute: "data-module", button == nil ? nil : "presses")\(attribute: "data-presses", button)\
      \(description(name, form, hint))>\
      \(prompt.map { "<option value=\"\">\($0)</option>" } as HTML?)\(options(choices, name, form))</select>\
      \(Icon.show(.chevronDown))</div>
      """
    return frame(name, label, in: form, hint: hint, required: required, control: control, width: width)
  }

  /// A country by its ISO 3166 code; where something depends on it, choosing one `presses` a button.
  package static func country(
    _ name: String = "country", _ label: Words = "Country", in form: FormState = .empty,
    hint: Words? = nil, required: Bool = true, presses button: String? = nil
  ) -> HTML {
    select(
      name, label, CountryNames.all.map { Choice($0.code, Words(verbatim: $0.name)) }, in: form, hint: hint,
      required: required, prompt: "Choose a country", autocomplete: "country", presses: button)
  }

  /// Yes or no; sends `true` when ticked and nothing otherwise.
  package static func checkbox(
    _ name: String, _ label: Words, in form: FormState = .empty, hint: Words? = nil, value: String = "true"
  ) -> HTML {
    let id = form.controlID(name)
    return """
      <div class="field\(form.error(name) == nil ? "" : " field--error")"><div class="check">\
      <input class="check__box" type="checkbox" id="\(id)" name="\(name)" value="\(value)"\
      \(attribute: "checked", if: form.has(value, in: name))\(description(name, form, hint))>\
      <label class="check__label" for="\(id)">\(label)</label></div>\
      \(hintParagraph(name, form, hint))\(errorParagraph(name, form))</div>
      """
  }

  /// One of a few, all visible.
  package static func radios(
    _ name: String, _ label: Words, _ choices: [Choice], in form: FormState = .empty, hint: Words? = nil,
    required: Bool = true, asCards: Bool = false
  ) -> HTML {
    group("radio", name, label, choices, in: form, hint: hint, required: required, asCards: asCards)
  }

  /// Any of a few, all visible; the name is sent once for each ticked one.
  package static func checkboxes(
    _ name: String, _ label: Words, _ choices: [Choice], in form: FormState = .empty, hint: Words? = nil,
    asCards: Bool = false
  ) -> HTML {
    group("checkbox", name, label, choices, in: form, hint: hint, required: false, asCards: asCards)
  }

  private static func group(
    _ type: String, _ name: String, _ label: Words, _ choices: [Choice], in form: FormState, hint: Words?,
    required: Bool, asCards: Bool
  ) -> HTML {
    let rows = choices.enumerated().map { index, choice -> HTML in
      // The first control carries the plain id, so that the error summary can link to it.
      let id = index == 0 ? form.controlID(name) : "\(form.controlID(name))-\(index)"
      return """
        <div class="check\(asCards ? " check--card" : "")">\
        <input class="check__box" type="\(type)" id="\(id)" name="\(name)" value="\(choice.value)"\
        \(attribute: "checked", if: form.has(choice.value, in: name))\
        \(attribute: "disabled", if: choice.isDisabled)\
        \(attribute: "required", if: required && type == "radio")>\
        <label class="check__label" for="\(id)"><span>\(choice.label)</span>\
        \(choice.detail.map { "<span class=\"check__detail\">\($0)</span>" } as HTML?)</label></div>
        """
    }
    return """
      <fieldset class="field\(form.error(name) == nil ? "" : " field--error")"\
      \(description(name, form, hint))>\
      <legend class="field__label">\(label)</legend>\(hintParagraph(name, form, hint))\
      <div class="checks\(asCards ? " checks--cards" : "")">\(rows)</div>\
      \(errorParagraph(name, form))</fieldset>
      """
  }

  static func options(_ choices: [Choice], _ name: String, _ form: FormState) -> [HTML] {
    choices.map { choice in
      """
      <option value="\(choice.value)"\(attribute: "selected", if: form.has(choice.value, in: name))\
      \(attribute: "disabled", if: choice.isDisabled)>\(choice.label)</option>
      """
    }
  }
}
