import Kernel

/// Fields of forms: label, hint, control, error. Every field reads its value and its error from `FormState`.
/// Required is the rule and unmarked; what may stay empty says "optional".
package enum Field {
  /// How wide a control is.
  package enum Width: String, Sendable {
    case full, half, short
  }

  /// A line of text.
  package static func text(
    _ name: String, _ label: Words, in form: FormState = .empty, hint: Words? = nil, required: Bool = true,
    maximumLength: Int? = nil, autocomplete: String? = nil, placeholder: Words? = nil, width: Width = .full
  ) -> HTML {
    input(
      "text", name, label, in: form, hint: hint, required: required,
      attributes: """
        \(attribute: "maxlength", maximumLength)\(attribute: "autocomplete", autocomplete)\
        \(attribute: "placeholder", placeholder) dir="auto"
        """, width: width)
  }

  /// Several lines of text.
  package static func multiline(
    _ name: String, _ label: Words, in form: FormState = .empty, hint: Words? = nil, required: Bool = true,
    rows: Int = 5, maximumLength: Int? = nil
  ) -> HTML {
    let control: HTML = """
      <textarea class="input input--multiline" id="\(form.controlID(name))" name="\(name)" rows="\(rows)" \
      dir="auto"\(attribute: "maxlength", maximumLength)\(attribute: "required", if: required)\
      \(description(name, form, hint))>
      \(form.value(name) ?? "")</textarea>
      """
    return frame(name, label, in: form, hint: hint, required: required, control: control)
  }

  /// An e-mail address.
  package static func email(
    _ name: String = "email", _ label: Words = "E-mail", in form: FormState = .empty, hint: Words? = nil,
    required: Bool = true, autocomplete: String = "email"
  ) -> HTML {
    input(
      "email", name, label, in: form, hint: hint, required: required,
      attributes: "\(attribute: "autocomplete", autocomplete) maxlength=\"254\" spellcheck=\"false\"")
  }

  /// A password, never refilled. `isNew` lets password managers suggest one.
  package static func password(
    _ name: String = "password", _ label: Words = "Password", in form: FormState = .empty,
    hint: Words? = nil, isNew: Bool = false
  ) -> HTML {
    let id = form.controlID(name)
    let control: HTML = """
      <div class="affix"><input class="input" type="password" id="\(id)" name="\
      \(name)" \
      required maxlength="200" autocomplete="\(isNew ? "new-password" : "current-password")"\
      \(attribute: "minlength", isNew ? 8 : nil)\(description(name, form, hint))>\
      <button type="button" class="affix__button needs-script" aria-label="\(say: "Show password")" \
      aria-pressed="false" \
      data-reveal>\(Icon.show(.eye))</button></div>
      """
    return frame(name, label, in: form, hint: hint, required: true, control: control)
  }

  /// A whole number.
  package static func number(
    _ name: String, _ label: Words, in form: FormState = .empty, hint: Words? = nil, required: Bool = true,
    minimum: Int? = 0, maximum: Int? = nil, unit: Words? = nil, width: Width = .short
  ) -> HTML {
    let box: HTML = """
      <input class="input num" type="number" inputmode="numeric" step="1" id="\(form.controlID(name))" \
      name="\(name)" value="\(form.value(name) ?? "")"\(attribute: "min", minimum)\
      \(attribute: "max", maximum)\
      \(attribute: "required", if: required)\(description(name, form, hint))>
      """
    return frame(
      name, label, in: form, hint: hint, required: required, control: affixed(box, suffix: unit), width: width
    )
  }

  /// A number that may have decimals, typed as people write it; `unit` is what it counts, shown behind it. How it is read
  /// is the server's to say.
  package static func decimal(
    _ name: String, _ label: Words, in form: FormState = .empty, hint: Words? = nil, required: Bool = true,
    unit: Words? = nil, width: Width = .full
  ) -> HTML {
    let box: HTML = """
      <input class="input num" type="text" inputmode="decimal" autocomplete="off" id="\(form.controlID(name))" \
      name="\(name)" value="\(form.value(name) ?? "")"\(attribute: "required", if: required)\
      \(description(name, form, hint))>
      """
    return frame(
      name, label, in: form, hint: hint, required: required, control: affixed(box, suffix: unit), width: width
    )
  }

  /// An amount of money typed as people write it ("43.97", "1.500,00"); `currency` is its ISO code, shown before it. How
  /// it is read is the server's to say.
  package static func money(
    _ name: String, _ label: Words, currency: String, in form: FormState = .empty, hint: Words? = nil,
    required: Bool = true, width: Width = .short
  ) -> HTML {
    let box: HTML = """
      <input class="input num" type="text" inputmode="decimal" autocomplete="off" id="\
      \(form.controlID(name))" \
      name="\(name)" value="\(form.value(name) ?? "")"\(attribute: "required", if: required)\(description(name, form, hint))>
      """
    return frame(
      name, label, in: form, hint: hint, required: required,
      control: affixed(box, prefix: Words(verbatim: currency)),
      width: width)
  }

  /// A control of any `type` that takes its value as text: `tel`, `url`, `search`, `date`, `datetime-local`.
  package static func input(
    _ type: String, _ name: String, _ label: Words, in form: FormState = .empty, hint: Words? = nil,
    required: Bool = true, attributes: HTML = HTML(), width: Width = .full
  ) -> HTML {
    let control: HTML = """
      <input class="input" type="\(type)" id="\(form.controlID(name))" name="\(name)" \
      value="\(form.value(name) ?? "")"\(attribute: "required", if: required)\(attributes)\
      \(description(name, form, hint))>
      """
    return frame(name, label, in: form, hint: hint, required: required, control: control, width: width)
  }

  /// A file chooser; `accept` as in HTML ("image/*", ".csv"). The form around it needs
  /// `enctype="multipart/form-data"`.
  package static func file(
    _ name: String, _ label: Words, accept: String, in form: FormState = .empty, hint: Words? = nil,
    required: Bool = true, multiple: Bool = false, maximumBytes: Int? = nil
  ) -> HTML {
    let control: HTML = """
      <input class="input input--file" type="file" id="\(form.controlID(name))" name="\(name)" \
      accept="\(accept)"\(attribute: "multiple", if: multiple)\(attribute: "required", if: required)\
      \(attribute: "data-maximum-bytes", maximumBytes.map(String.init))\
      \(description(name, form, hint))>
      """
    return frame(name, label, in: form, hint: hint, required: required, control: control)
  }

  /// A one-time code of digits in boxes; fills from SMS and mail, and sends itself when complete. It is one
  /// field with boxes painted under it. A code that was wrong is not shown again.
  package static func code(
    _ name: String = "code", _ label: Words = "Code", length: Int = 6, in form: FormState = .empty,
    hint: Words? = nil
  ) -> HTML {
    let box: HTML = "<span class=\"code__box\"></span>"
    let value = form.error(name) == nil ? form.value(name) ?? "" : ""
    let control: HTML = """
      <div class="code\(length > 6 ? " code--long" : "")"><div class="code__boxes" aria-hidden="true">\
      \(Array(repeating: box, count: length))</div>\
      <input class="input--code" type="text" inputmode="numeric" autocomplete="one-time-code" \
      id="\(form.controlID(name))" name="\(name)" value="\(value)" required maxlength="\(length)" \
      pattern="[0-9]{\(length)}" size="\(length)" data-module="code" spellcheck="false" dir="ltr"\
      \(description(name, form, hint))></div>
      """
    return frame(name, label, in: form, hint: hint, required: true, control: control)
  }

  /// The frame that all fields share; for a control of your own (give it `form.controlID(name)` as id).
  package static func frame(
    _ name: String, _ label: Words, in form: FormState, hint: Words?, required: Bool, control: HTML,
    width: Width = .full
  ) -> HTML {
    let error = form.error(name)
    let size = width == .full ? "" : " field--\(width.rawValue)"
    return """
      <div class="field\(size)\(error == nil ? "" : " field--error")">\
      <label class="field__label" for="\(form.controlID(name))">\(label)\
      \(when: !required, " <span class=\"field__optional\">\(say: "optional")</span>")</label>\
      \(hintParagraph(name, form, hint))\(control)\(errorParagraph(name, form))</div>
      """
  }

  /// The attributes that tell of hint and error, for a control of your own.
  package static func description(_ name: String, _ form: FormState, _ hint: Words?) -> HTML {
    let id = form.controlID(name)
    let isWrong = form.error(name) != nil
    let ids = [hint == nil ? nil : "\(id)-hint", isWrong ? "\(id)-error" : nil].compactMap { $0 }
    return """
      \(attribute: "aria-describedby", ids.isEmpty ? nil : ids.joined(separator: " "))\
      \(attribute: "aria-invalid", isWrong ? "true" : nil)
      """
  }

  static func hintParagraph(_ name: String, _ form: FormState, _ hint: Words?) -> HTML {
    guard let hint else { return HTML() }
    return "<p class=\"field__hint\" id=\"\(form.controlID(name))-hint\">\(hint)</p>"
  }

  static func errorParagraph(_ name: String, _ form: FormState) -> HTML {
    guard let error = form.error(name) else { return HTML() }
    return """
      <p class="field__error" id="\(form.controlID(name))-error">\(Icon.show(.warning))<span>\
      \(error)</span></p>
      """
  }

  static func affixed(_ control: HTML, prefix: Words? = nil, suffix: Words? = nil) -> HTML {
    guard prefix != nil || suffix != nil else { return control }
    return """
      <div class="affix">\(prefix.map { "<span class=\"affix__text\">\($0)</span>" } as HTML?)\(control)\
      \(suffix.map { "<span class=\"affix__text\">\($0)</span>" } as HTML?)</div>
      """
  }
}
