import Catalog
import Web

private let maximumImportBytes = 64 * 1024 * 1024

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
      .page(.post, "/sell/{shop}/imports/{import}/picture-retries", .shop(.products)) { request in
        try await portal.retryPictures(request)
      },
      .page(.post, "/sell/{shop}/imports/{import}/check", .shop(.products)) { request in
        try await portal.checkImport(request)
      },
      .page(.post, "/sell/{shop}/imports/{import}/start", .shop(.products)) { request in
        try await portal.confirmImport(request)
      },
      .page(.post, "/sell/{shop}/imports/{import}/discard", .shop(.products)) { request in
        try await portal.discardImport(request)
      },
      .page(.get, "/sell/{shop}/imports/{import}/rejected.csv", .shop(.products)) { request in
        try await ImportPreviewRoutes.rejectedRows(request, portal.catalog)
      },
      .page(.get, "/sell/{shop}/exports/products.csv", .shop(.products)) { request in
        try ImportRoutes.export(request, ExportQuery.read(request.query).format, portal.catalog)
      },
    ]
  }
}
