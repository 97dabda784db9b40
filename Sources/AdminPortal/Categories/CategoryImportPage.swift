import Catalog
import Kernel
import Presentation
import Web

/// Files of categories that were brought in, and the form for the next.
struct CategoryImportListPage {
  let frame: AdminFrame
  let imports: Page<CategoryImport>
  let isFirst: Bool
  let form: FormState
}

/// How far a file of categories is.
struct CategoryImportPage {
  let frame: AdminFrame
  let file: CategoryImport
}

extension AdminPortal {
  func categoryImports(_ request: Request, _ form: FormState) async throws -> CategoryImportListPage {
    let page = try request.page()
    return CategoryImportListPage(
      frame: try await frame(request), imports: try await catalog.categoryImports(page),
      isFirst: page.cursor == nil, form: form)
  }

  func startCategoryImport(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request, beside: [.fileUnreadable: "file"]) {
      let upload = try CategoryImportRoutes.upload(request)
      let file = try await catalog.startCategoryImport(upload.content, fileName: upload.name)
      return .redirect(to: AdminPaths.categoryImport(file.id), flash: .success("The import has begun."))
    } again: { form, _ in
      try await categoryImports(request, form).html(request)
    }
  }

  func categoryImport(_ request: Request) async throws -> CategoryImportPage {
    let id = try request.id("file", as: CategoryImportEntity.self)
    return CategoryImportPage(
      frame: try await frame(request), file: try await catalog.categoryImport(id))
  }
}
