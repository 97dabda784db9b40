import Kernel
import Web

/// Bringing categories in by a text file, and what the tree of them can do besides.
package enum CategoryImportRoutes {
  private static let tag = "Categories"

  /// The routes of category files, places and counts.
  package static func routes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .put, "/admin/categories/{category}/place", "Put a category into its place among others", tag: tag,
        .admin(.catalogue), body: CategoryPlaceInput.self, answer: CategoryOutput.self,
        problems: [.notFound, .conflict]
      ) { request, body in
        let moved = try await catalog.moveCategory(request.parameter("category"), body)
        return CategoryOutput(moved, in: try await catalog.categories())
      },
      .api(
        .get, "/admin/category-counts", "Count the listed products of each category", tag: tag,
        .admin(.catalogue), answer: Page<CategoryCountOutput>.self
      ) { _ in
        let counts = try await catalog.categoryCounts().sorted { $0.key < $1.key }
        return Page(
          items: counts.map { CategoryCountOutput(category: $0.key, count: $0.value) }, nextCursor: nil)
      },
      .api(
        .post, "/admin/category-imports", "Import categories from a text file", tag: tag, .admin(.catalogue),
        answer: CategoryImportOutput.self, status: .accepted, idempotent: true, limit: .upload,
        bodyKind: [.text, .multipart], problems: [.fileUnreadable]
      ) { request in
        let file = try upload(request)
        return try await request.answer(with: { CategoryImportOutput(file: $0) }) {
          try await catalog.startCategoryImport(file.content, fileName: file.name)
        }
      },
      .api(
        .get, "/admin/category-imports", "List imports of categories", tag: tag, .admin(.catalogue),
        answer: Page<CategoryImportOutput>.self
      ) { request in
        try await catalog.categoryImports(request.page()).map { CategoryImportOutput(file: $0) }
      },
      .api(
        .get, "/admin/category-imports/{file}", "Show how far an import of categories is", tag: tag,
        .admin(.catalogue), answer: CategoryImportOutput.self, problems: [.notFound]
      ) { request in
        let id = try request.id("file", as: CategoryImportEntity.self)
        return CategoryImportOutput(file: try await catalog.categoryImport(id))
      },
    ]
  }

  /// The file in the request, whether it is the body or a part of a form.
  package static func upload(_ request: Request) throws -> (content: Content, name: String) {
    if request.headers[.contentType]?.hasPrefix("multipart/") == true {
      guard let file = try request.uploads("file").first else {
        throw Problem.invalid("file", "required", "Choose a text file.")
      }
      return (file.content, file.filename)
    }
    return (request.content, "categories.txt")
  }
}

/// An import of categories as the API shows it.
struct CategoryImportOutput: Output {
  let file: CategoryImport

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.file.id },
    .init("fileName") { $0.file.fileName },
    .init("status") { $0.file.status },
    .init("lines") { $0.file.lines },
    .init("done") { $0.file.done },
    .init("made") { $0.file.made },
    .init("matched") { $0.file.matched },
    .init("skipped") { $0.file.skipped },
    .init("createdAt") { $0.file.createdAt },
    .init("finishedAt") { $0.file.finishedAt },
  ]
}
