import Catalog
import Kernel
import Presentation
import Web

/// A product's texts in another language.
struct ProductTextsPage {
  let frame: SellerFrame
  let product: Product
  let language: Language
  let form: FormState
}

extension SellerPortal {
  func productTextsPage(_ request: Request, _ refused: FormState?) async throws -> ProductTextsPage {
    let language = try TranslationForm.language(request)
    let product = try await catalog.product(request.parameter("product"), of: request.requireShop())
    guard product.deletedAt == nil else { throw Problem(.notFound) }
    return ProductTextsPage(
      frame: try await frame(request), product: product, language: language,
      form: refused?.translated(in: language)
        ?? FormState(product.translations, in: language, ProductTextsPage.names))
  }

  func editProductTexts(_ request: Request) async throws -> Response {
    let language = try TranslationForm.language(request)
    return try await RefusedForm.answer(request) {
      let edit = request.edit(
        over: { (present: Product) in FormState(present.translations, in: language, ProductTextsPage.names) }
      ) { form in
        try ProductChangesInput.read(form.translations(in: language, ProductTextsPage.names))
      }
      let changed = try await catalog.editProduct(
        request.parameter("product"), of: request.requireShop(), edit)
      return .redirect(
        to: try await paths(request).texts(of: changed.id, in: language.tag),
        flash: .success("The texts in \(language.readName) are saved."))
    } again: { form, _ in
      try await productTextsPage(request, form).html(request)
    }
  }
}

extension ProductTextsPage {
  static let names = [
    ProductTexts.title, ProductTexts.description, ProductTexts.seoTitle, ProductTexts.seoDescription,
    ProductTexts.warrantyText,
  ]

  func html(_ request: Request) -> HTML {
    let crumbs = Navigation.breadcrumbs([
      ("Products", frame.paths.products),
      (Words(verbatim: product.title), frame.paths.product(product.id)),
      (Words(verbatim: language.readName), nil),
    ])
    return frame.page(
      .products, request, title: Words(verbatim: product.title), breadcrumbs: crumbs,
      """
      \(ProductPage.tabs(frame, product, current: path))\
      \(TranslationForm.form(
        texts, in: language, action: path, cancelPath: frame.paths.product(product.id), state: form))
      """)
  }

  private var path: String { frame.paths.texts(of: product.id, in: language.tag) }

  private var texts: [TranslationForm.Text] {
    [
      TranslationForm.Text(ProductTexts.title, "Title", original: product.title, maximumLength: 255),
      TranslationForm.Text(
        ProductTexts.description, "Description", original: product.text.source, rows: 8,
        maximumLength: ProductTexts.longestDescription),
      TranslationForm.Text(
        ProductTexts.seoTitle, "Title for search engines", original: product.pageText.title ?? "",
        maximumLength: ProductRules.longestSEOTitle),
      TranslationForm.Text(
        ProductTexts.seoDescription, "Description for search engines",
        original: product.pageText.description ?? "", rows: 3,
        maximumLength: ProductRules.longestSEODescription),
      TranslationForm.Text(
        ProductTexts.warrantyText, "Warranty in words", original: product.extras.warranty.text ?? "", rows: 3,
        maximumLength: ProductRules.longestWarranty),
    ]
  }
}

extension ProductPage {
  /// Links to the product's texts in every language.
  static func tabs(_ frame: SellerFrame, _ product: Product, current: String) -> HTML {
    TranslationForm.tabs(
      original: frame.paths.product(product.id), current: current, product.translations
    ) { frame.paths.texts(of: product.id, in: $0) }
  }
}
