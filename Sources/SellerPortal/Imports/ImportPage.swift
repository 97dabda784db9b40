import Catalog
import Kernel
import Presentation
import Web

/// Failed pictures that the page of an import shows; the API lists all.
private let shownFailedPictures = 50

/// Files that were brought in, and the form for the next.
struct ImportListPage {
  let frame: SellerFrame
  let imports: Page<Import>
  let isFirst: Bool
  let form: FormState
}

/// One file: how far it is, and what became of its rows.
struct ImportPage {
  let frame: SellerFrame
  let file: Import
  let outcome: RowOutcome?
  let rows: Page<ImportRow>
  /// The first of those that could not be fetched.
  let failedPictures: [PictureFetch]
  let isFirst: Bool
}

extension SellerPortal {
  func importList(_ request: Request, _ form: FormState) async throws -> ImportListPage {
    let page = try request.page()
    return ImportListPage(
      frame: try await frame(request), imports: try await catalog.imports(of: request.requireShop(), page),
      isFirst: page.cursor == nil, form: form)
  }

  func startImport(_ request: Request) async throws -> Response {
    let shop = try request.requireShop()
    return try await RefusedForm.answer(request) {
      let upload = try ImportRoutes.upload(request)
      let started = try await catalog.startImport(upload.content, fileName: upload.name, into: shop)
      return .redirect(to: try await paths(request).imported(started.id))
    } again: { form, _ in
      try await importList(request, form).html(request)
    }
  }

  func importResult(_ request: Request) async throws -> ImportPage {
    let shop = try request.requireShop()
    let id = try request.id("import", as: ImportEntity.self)
    let outcome = request.query["outcome"].flatMap { RowOutcome(rawValue: $0) }
    let page = try request.page()
    let failed = try await catalog.importPictures(
      id, of: shop, state: .failed, PageRequest(limit: shownFailedPictures, cursor: nil))
    return ImportPage(
      frame: try await frame(request), file: try await catalog.importStatus(id, of: shop), outcome: outcome,
      rows: try await catalog.importRows(id, of: shop, outcome: outcome, page),
      failedPictures: failed.items, isFirst: page.cursor == nil)
  }

  func retryPictures(_ request: Request) async throws -> Response {
    let id = try request.id("import", as: ImportEntity.self)
    _ = try await catalog.retryPictures(of: id, in: request.requireShop())
    return .redirect(to: try await paths(request).imported(id))
  }
}
