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
  /// What is said of numbers of pieces in a shop with several locations.
  let stockHint: Words?
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
  /// How a file is understood that was only looked at.
  let preview: ImportPreview?
  /// Whether the rejected rows can be had as a file.
  let hasRejectedRows: Bool
}

extension SellerPortal {
  func importList(_ request: Request, _ form: FormState) async throws -> ImportListPage {
    let page = try request.page()
    return ImportListPage(
      frame: try await frame(request), imports: try await catalog.imports(of: request.requireShop(), page),
      isFirst: page.cursor == nil, form: form, stockHint: try await stockHint(request.requireShop()))
  }

  func startImport(_ request: Request) async throws -> Response {
    let shop = try request.requireShop()
    return try await RefusedForm.answer(request) {
      let upload = try ImportRoutes.upload(request)
      let started = try await catalog.startImport(
        upload.content, fileName: upload.name, into: shop, isDryRun: true)
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
    let file = try await catalog.importStatus(id, of: shop)
    let isPreviewed = file.isDryRun && [.completed, .unmapped].contains(file.status)
    return ImportPage(
      frame: try await frame(request), file: file, outcome: outcome,
      rows: try await catalog.importRows(id, of: shop, outcome: outcome, page),
      failedPictures: failed.items, isFirst: page.cursor == nil,
      preview: isPreviewed ? try await catalog.importPreview(id, of: shop) : nil,
      hasRejectedRows: catalog.hasRejectedRows(file))
  }

  func checkImport(_ request: Request) async throws -> Response {
    try await change(request) { id, shop, path in
      _ = try await catalog.previewImport(id, of: shop, mapping: mapping(request, id, shop))
      return .redirect(to: path)
    }
  }

  func confirmImport(_ request: Request) async throws -> Response {
    try await change(request) { id, shop, path in
      _ = try await catalog.confirmImport(id, of: shop, mapping: mapping(request, id, shop))
      return .redirect(to: path)
    }
  }

  func discardImport(_ request: Request) async throws -> Response {
    let imports = try await paths(request).imports
    return try await change(request) { id, shop, _ in
      try await catalog.discardImport(id, of: shop)
      return .redirect(to: imports, flash: .success("The file was discarded; nothing was changed."))
    }
  }

  private func change(
    _ request: Request, _ act: (_ id: ImportID, _ shop: ShopID, _ path: String) async throws -> Response
  ) async throws -> Response {
    let (id, shop) = (try request.id("import", as: ImportEntity.self), try request.requireShop())
    let path = try await paths(request).imported(id)
    return try await RefusedForm.redirect(to: path) { try await act(id, shop, path) }
  }

  /// What was chosen for columns. Those that were not asked for stay as they are understood.
  private func mapping(_ request: Request, _ id: ImportID, _ shop: ShopID) async throws -> FieldMapping {
    let form = request.formValues
    let columns = try await catalog.importPreview(id, of: shop).columns
    let chosen = columns.enumerated().compactMap { place, column in
      form[ImportPage.field(place)].flatMap { $0.isEmpty ? nil : (column.name, $0) }
    }
    return FieldMapping(Dictionary(chosen) { first, _ in first })
  }

  func retryPictures(_ request: Request) async throws -> Response {
    let id = try request.id("import", as: ImportEntity.self)
    _ = try await catalog.retryPictures(of: id, in: request.requireShop())
    return .redirect(to: try await paths(request).imported(id))
  }
}
