import Kernel
import Web

/// Bringing products in by CSV, and taking them out.
package enum ImportRoutes {
  /// The routes of imports and exports.
  package static func routes(_ catalog: Catalog) -> [Route] { reads(catalog) + changes(catalog) }

  private static func reads(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/imports", "List imports", tag: "Imports", .shop(.products),
        answer: Page<ImportOutput>.self
      ) { request in
        try await catalog.imports(of: request.requireShop(), request.page()).map { ImportOutput($0) }
      },
      .api(
        .get, "/shops/{shop}/imports/{import}", "Show how far an import is", tag: "Imports", .shop(.products),
        answer: ImportOutput.self
      ) { request in
        let id = try request.id("import", as: ImportEntity.self)
        return ImportOutput(try await catalog.importStatus(id, of: request.requireShop()))
      },
      .api(
        .get, "/shops/{shop}/imports/{import}/rows", "List the result of every row", tag: "Imports",
        .shop(.products), query: ImportRowQuery.self, answer: Page<ImportRowOutput>.self
      ) { request, query in
        let id = try request.id("import", as: ImportEntity.self)
        return try await catalog.importRows(
          id, of: request.requireShop(), outcome: query.outcome, request.page()
        ).map { ImportRowOutput($0) }
      },
      .download(
        .get, "/shops/{shop}/exports/products.csv", "Export products as CSV", tag: "Imports",
        .shop(.products), query: ExportQuery.self, contentType: "text/csv; charset=utf-8"
      ) { request, query in try export(request, query.format, catalog) },
    ]
  }

  private static func changes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .post, "/shops/{shop}/imports", "Import products from a CSV file, or look at what it would change",
        tag: "Imports", .shop(.products),
        query: ImportQuery.self, answer: ImportOutput.self, status: .accepted, idempotent: true,
        limit: .upload, bodyKind: [.csv, .multipart], problems: [.fileUnreadable, .notAllowedNow]
      ) { request, query in
        let upload = try upload(request)
        let isDryRun = try query.isDryRun || isDryRun(request)
        return try await request.answer(with: ImportOutput.init) {
          try await catalog.startImport(
            upload.content, fileName: upload.name, into: request.requireShop(), isDryRun: isDryRun)
        }
      },
      .api(
        .delete, "/shops/{shop}/imports/{import}", "Discard a file that was only looked at", tag: "Imports",
        .shop(.products), answer: NoContent.self, problems: [.notFound, .notAllowedNow, .preconditionFailed]
      ) { request in
        try await catalog.discardImport(
          request.id("import", as: ImportEntity.self), of: request.requireShop(),
          when: request.condition { ImportOutput($0) })
        return NoContent()
      },
    ]
  }

  /// The file in the request, whether it is the body or a part of a form.
  package static func upload(_ request: Request) throws -> (content: Content, name: String) {
    if request.headers[.contentType]?.hasPrefix("multipart/") == true {
      guard let file = try request.uploads("file").first else {
        throw Problem.invalid("file", "required", "Choose a CSV file.")
      }
      return (file.content, file.filename)
    }
    return (request.content, "products.csv")
  }

  /// Whether a field beside the file in its form says so. Throws `.invalidInput`.
  private static func isDryRun(_ request: Request) throws -> Bool {
    guard request.headers[.contentType]?.hasPrefix("multipart/") == true else { return false }
    return try ImportQuery.read(request.formValues).isDryRun
  }

  /// The answer that streams the shop's products.
  package static func export(
    _ request: Request, _ format: ExportFormat, _ catalog: Catalog
  ) throws -> Response {
    let shop = try request.requireShop()
    return Response(
      headers: [
        .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"products.csv\"",
      ],
      body: .stream(length: nil) { writer in
        try await catalog.exportProducts(of: shop, as: format) { try await writer.write($0) }
      })
  }
}

/// What is wanted of a file that comes in.
struct ImportQuery: Input {
  let isDryRun: Bool

  init(from input: inout InputReader) throws {
    isDryRun = input.optional("dryRun", .boolean, default: false)
  }
}

/// Whose columns an export is to have.
package struct ExportQuery: Input {
  package let format: ExportFormat

  package init(from input: inout InputReader) throws {
    format = input.optional("format", .choice(ExportFormat.self), default: .shopify)
  }
}

struct ImportRowQuery: Input {
  let outcome: RowOutcome?

  init(from input: inout InputReader) throws {
    outcome = input.optional("outcome", .choice(RowOutcome.self))
  }
}

struct ImportOutput: Output {
  let value: Import

  init(_ value: Import) { self.value = value }

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.value.id },
    .init("shop") { $0.value.shop },
    .init("fileName") { $0.value.fileName },
    .init("status") { $0.value.status },
    .init("dryRun") { $0.value.isDryRun },
    .init("format") { $0.value.format },
    .init("mapping") { $0.value.mapping.fields },
    .init("percentDone") { $0.value.percentDone },
    .init("products") { $0.value.products },
    .init("rows") { ImportCountsOutput(value: $0.value.rows) },
    .init("pictures") { PictureFetchCountsOutput(value: $0.value.pictures) },
    .init("failure") { $0.value.failure },
    .init("note") { $0.value.note },
    .init("createdAt") { $0.value.createdAt },
    .init("finishedAt") { $0.value.finishedAt },
  ]
}

struct ImportCountsOutput: Output {
  let value: ImportCounts

  static let fields: [OutputField<Self>] = [
    .init("total") { $0.value.total },
    .init("created") { $0.value.created },
    .init("updated") { $0.value.updated },
    .init("unchanged") { $0.value.unchanged },
    .init("rejected") { $0.value.rejected },
  ]
}

struct ImportRowOutput: Output {
  let value: ImportRow

  init(_ value: ImportRow) { self.value = value }

  static let fields: [OutputField<Self>] = [
    .init("row") { $0.value.number },
    .init("handle") { $0.value.handle },
    .init("outcome") { $0.value.outcome },
    .init("reason") { $0.value.reason },
  ]
}
