import Catalog
import Kernel
import Presentation
import Web

/// A category's texts in another language.
struct CategoryTextsPage {
  let frame: AdminFrame
  let category: Category
  let language: Language
  let form: FormState
}

extension AdminPortal {
  func categoryTextsPage(_ request: Request, _ refused: FormState?) async throws -> CategoryTextsPage {
    let language = try TranslationForm.language(request)
    let tree = try await catalog.categories()
    guard let category = tree.find(try request.parameter("category")) else { throw Problem(.notFound) }
    return CategoryTextsPage(
      frame: try await frame(request), category: category, language: language,
      form: refused?.translated(in: language)
        ?? FormState(category.translations, in: language, CategoryTextsPage.names))
  }

  func editCategoryTexts(_ request: Request) async throws -> Response {
    let language = try TranslationForm.language(request)
    return try await RefusedForm.answer(request) {
      let edit = request.edit(
        over: { (present: CategoryInTree) in
          FormState(present.category.translations, in: language, CategoryTextsPage.names)
        }
      ) { form in
        try CategoryChangesInput.read(form.translations(in: language, CategoryTextsPage.names))
      }
      let changed = try await catalog.editCategory(request.parameter("category"), edit)
      return .redirect(
        to: AdminPaths.texts(ofCategory: changed.slug, in: language.tag),
        flash: .success("The texts in \(language.readName) are saved."))
    } again: { form, _ in
      try await categoryTextsPage(request, form).html(request)
    }
  }
}

extension CategoryTextsPage {
  static let names = [CategoryTexts.name, CategoryTexts.description]

  func html(_ request: Request) -> HTML {
    let path = AdminPaths.texts(ofCategory: category.slug, in: language.tag)
    let back = AdminPaths.category(category.slug)
    let texts = [
      TranslationForm.Text(
        CategoryTexts.name, "Name", original: category.name, maximumLength: CategoryTexts.longestName),
      TranslationForm.Text(
        CategoryTexts.description, "Description", original: category.description, rows: 4,
        maximumLength: CategoryTexts.longestDescription),
    ]
    return frame.page(
      .categories, request, title: Words(verbatim: category.name),
      breadcrumbs: Navigation.breadcrumbs([
        ("Categories", AdminPaths.categories), (Words(verbatim: category.name), back),
        (Words(verbatim: language.readName), nil),
      ]),
      """
      \(CategoryPage.tabs(category, current: path))\
      \(TranslationForm.form(texts, in: language, action: path, cancelPath: back, state: form))
      """)
  }
}

extension CategoryPage {
  /// Links to a category's texts in every language.
  static func tabs(_ category: Category, current: String) -> HTML {
    TranslationForm.tabs(
      original: AdminPaths.category(category.slug), current: current, category.translations
    ) { AdminPaths.texts(ofCategory: category.slug, in: $0) }
  }
}
