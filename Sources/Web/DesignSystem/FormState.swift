import Kernel

/// What a form shows: the values typed so far and what is wrong with them.
package struct FormState: Sendable {
  /// Prefix of the ids of its fields, so that a page can hold several forms.
  package var id: String
  /// Typed or stored values by field name.
  package var values: [String: [String]]
  /// What is wrong, in the order of the form, by field name (`shippingAddress.city` for nested ones).
  package var errors: [FieldError]
  /// What is wrong with the whole.
  package var message: Words?
  /// What it showed when it was first made; `nil` in a form that changes nothing that is there.
  package var basis: FormBasis?

  /// A form that shows `values`, usually those of the thing being edited.
  package init(
    id: String = "f", values: [String: String] = [:], errors: [FieldError] = [], message: Words? = nil
  ) {
    self.id = id
    self.values = values.mapValues { [$0] }
    self.errors = errors
    self.message = message
  }

  /// A form that was sent and refused: shows what was typed and what `problem` says about it.
  package init(id: String = "f", values: [String: [String]], problem: Problem) {
    self.id = id
    self.values = values
    self.errors = problem.fields
    self.message = problem.fields.isEmpty || problem.kind == .conflict ? problem.detail : nil
    basis = values[FormBasis.field]?.first.flatMap { try? FormBasis(text: $0) }
  }

  /// A form that was sent and refused: `request.formValues` and what `problem` says about them.
  package init(id: String = "f", _ parameters: Parameters, problem: Problem) {
    let values = Dictionary(grouping: parameters.pairs, by: \.name).mapValues { $0.map(\.value) }
    self.init(id: id, values: values, problem: problem)
  }

  /// The form of something that is there: what it shows now is what changes are compared with.
  package var ofStored: FormState {
    var copy = self
    copy.basis = FormBasis(values)
    return copy
  }

  /// The fields as a browser would send them.
  package var parameters: Parameters {
    Parameters(values.sorted { $0.key < $1.key }.flatMap { name, values in values.map { (name, $0) } })
  }

  /// The hidden field that carries what the form showed. Every form that changes something has it inside.
  package var basisField: HTML? { basis.map { Button.hidden(FormBasis.field, $0.text) } }

  /// A form without values.
  package static let empty = FormState()

  /// The first value of a field.
  package func value(_ name: String) -> String? {
    values[name]?.first
  }

  /// Whether `option` is among the values of a field.
  package func has(_ option: String, in name: String) -> Bool {
    values[name]?.contains(option) ?? false
  }

  /// What is wrong with a field.
  package func error(_ name: String) -> Words? {
    let control = FormState.control(name)
    return errors.first { FormState.control($0.field) == control }?.message
  }

  /// The id of a field's control.
  package func controlID(_ name: String) -> String {
    "\(id)-\(String(FormState.control(name).map { $0.isLetter || $0.isNumber ? $0 : "-" }))"
  }

  /// One name for what a form and what is said of it call differently: an entry of a map stands in brackets in a form and
  /// behind a point in errors, and what is wrong with one value of a list is said at the control that they share.
  private static func control(_ name: String) -> Substring {
    guard name.last == "]", let bracket = name.lastIndex(of: "[") else { return name[...] }
    let key = name[name.index(after: bracket)...].dropLast()
    return key.allSatisfy(\.isNumber) ? name[..<bracket] : "\(name[..<bracket]).\(key)"
  }

  /// The same with what is wrong said at the controls that `control` names for its fields.
  package func placing(_ control: (String) -> String) -> FormState {
    var placed = self
    placed.errors = errors.map { error in
      FieldError(field: control(error.field), code: error.code, message: error.message)
    }
    return placed
  }

  /// The summary at the top of a form: says what is wrong and links to the fields. Nothing if all is well.
  package var summary: HTML {
    guard !errors.isEmpty || message != nil else { return HTML() }
    let links = errors.map { error -> HTML in
      "<li><a href=\"#\(controlID(error.field))\">\(FormState.sentence(error))</a></li>"
    }
    let title: Words =
      message ?? "\(count: errors.count, one: "One field needs a look", other: "# fields need a look")"
    return """
      <div class="alert alert--danger form-errors" role="alert" tabindex="-1" data-focus>\
      \(Icon.show(.warning))\
      <div class="alert__body"><p class="alert__title">\(title)</p>\
      \(when: !errors.isEmpty, "<ul class=\"form-errors__list\">\(links)</ul>")</div></div>
      """
  }

  /// The error's message, behind the field's name where it says only "this".
  private static func sentence(_ error: FieldError) -> Words {
    guard let title = FieldTitles.title(of: error.field) else { return error.message }
    return "\(title): \(error.message)"
  }
}
