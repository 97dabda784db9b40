import Catalog
import Kernel
import Presentation
import Web

/// One attribute of a category to be changed.
struct AttributePage {
  let frame: AdminFrame
  let category: Category
  let attribute: CategoryAttribute
  let form: FormState
}

extension AdminPortal {
  func addAttribute(_ request: Request) async throws -> Response {
    let category = try request.parameter("category")
    return try await RefusedForm.answer(request) {
      let fields = AttributeFields.split(request.formValues)
      let made = try await catalog.addAttribute(NewAttributeInput.read(fields), to: category)
      return .redirect(
        to: AdminPaths.category(category),
        flash: .success("Goods of this category can say “\(made.name)” now."))
    } again: { form, _ in
      var typed = form
      typed.id = CategoryPage.newAttribute.id
      return try await categoryPage(request, nil, attribute: typed).html(request)
    }
  }

  /// The attribute with what is stored of it, or with what was typed and `refused`.
  func attributePage(_ request: Request, _ refused: FormState?) async throws -> AttributePage {
    let tree = try await catalog.categories()
    guard let category = tree.find(try request.parameter("category")),
      let attribute = tree.ownAttribute(try request.parameter("attribute"), of: category.id)
    else { throw Problem(.notFound) }
    return AttributePage(
      frame: try await frame(request), category: category, attribute: attribute,
      form: refused ?? FormState(attribute))
  }

  func editAttribute(_ request: Request) async throws -> Response {
    let category = try request.parameter("category")
    return try await RefusedForm.answer(request) {
      let changed = try await catalog.editAttribute(
        request.parameter("attribute"), of: category,
        request.edit(over: { (present: CategoryAttribute) in FormState(present) }) { form in
          // A box that is not ticked is not sent.
          var fields = AttributeFields.split(form)
          for box in ["required", "filterable"] where !fields.has(box) { fields.append(box, "false") }
          return try fields.read(
            AttributeChangesInput.self, needing: [("name", "Give the attribute a name.")])
        })
      return .redirect(to: AdminPaths.category(category), flash: .success("\(changed.name) is changed."))
    } again: { form, _ in
      try await attributePage(request, form).html(request)
    }
  }

  func deleteAttribute(_ request: Request) async throws -> Response {
    let category = AdminPaths.category(try request.parameter("category"))
    return try await RefusedForm.redirect(to: category) {
      try await catalog.deleteAttribute(request.parameter("attribute"), of: request.parameter("category"))
      return .redirect(to: category, flash: .success("The attribute is gone."))
    }
  }
}

extension FormState {
  /// The fields of an attribute.
  fileprivate init(_ attribute: CategoryAttribute) {
    let form = FormState(values: [
      "name": attribute.name, "unit": attribute.unit, "choices": attribute.choices.joined(separator: "\n"),
      "required": attribute.isRequired ? "true" : "", "filterable": attribute.isFilterable ? "true" : "",
      "position": String(attribute.position),
    ])
    self = form.ofStored
  }
}

/// What the forms of attributes have in common.
enum AttributeFields {
  /// The form with a field for each line of its choices.
  static func split(_ form: Parameters) -> Parameters {
    var fields = Parameters(form.pairs.filter { $0.name != "choices" }.map { ($0.name, $0.value) })
    guard form.has("choices") else { return fields }
    fields.append("choices", "")
    for line in (form["choices"] ?? "").split(whereSeparator: \.isNewline) {
      fields.append("choices", String(line))
    }
    return fields
  }
}
