import Catalog
import Kernel
import Presentation
import Web

enum ImportPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/imports", .shop(.products)) { request in
        .html(try await portal.importList(request, .empty).html(request))
      },
      .page(
        .post, "/sell/{shop}/imports", .shop(.products), limit: .upload, maximumBodyBytes: maximumImportBytes
      ) { request in try await portal.startImport(request) },
      .page(.get, "/sell/{shop}/imports/template.csv", .shop(.products)) { _ in ImportTemplate.response },
      .page(.get, "/sell/{shop}/imports/{import}", .shop(.products)) { request in
        .html(try await portal.importResult(request).html(request))
      },
      .page(.get, "/sell/{shop}/exports/products.csv", .shop(.products)) { request in
        try ImportRoutes.export(request, portal.catalog)
      },
    ]
  }
}

private let maximumImportBytes = 64 * 1024 * 1024

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
  let isFirst: Bool
}

/// A small file that shows which columns are read.
enum ImportTemplate {
  static let response = Response(
    headers: [
      .contentType: "text/csv; charset=utf-8",
      .contentDisposition: "attachment; filename=\"products-template.csv\"",
    ],
    body: .bytes(Array(text.utf8)))

  private static let text = """
    Handle,Title,Body (HTML),Vendor,Product Category,Tags,Published,Option1 Name,Option1 Value,Variant SKU,\
    Variant Inventory Qty,Variant Price,Variant Compare At Price,Image Src,Image Alt Text,Status
    linen-shirt,Linen shirt,<p>Light and airy.</p>,Atelier,Clothing,"linen, summer",TRUE,Size,S,\
    LS-S,12,59.00,,,,active
    linen-shirt,,,,,,,,M,LS-M,8,59.00,,,,
    oak-board,Cutting board of oak,<p>Oiled by hand.</p>,Atelier,Kitchen,wood,TRUE,,,OB-1,20,\
    34.50,39.00,,,draft

    """
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
    do {
      let upload = try ImportRoutes.upload(request)
      let started = try await catalog.startImport(upload.content, fileName: upload.name, into: shop)
      return .redirect(to: "\(try await path(request, .imports))/\(started.id)")
    } catch let problem as Problem {
      let page = try await importList(request, FormState(request.formValues, problem: problem))
      return .html(page.html(request), status: problem.pageStatus)
    }
  }

  func importResult(_ request: Request) async throws -> ImportPage {
    let shop = try request.requireShop()
    let id = try request.id("import", as: ImportEntity.self)
    let outcome = request.query["outcome"].flatMap { RowOutcome(rawValue: $0) }
    let page = try request.page()
    return ImportPage(
      frame: try await frame(request), file: try await catalog.importStatus(id, of: shop), outcome: outcome,
      rows: try await catalog.importRows(id, of: shop, outcome: outcome, page), isFirst: page.cursor == nil)
  }
}
