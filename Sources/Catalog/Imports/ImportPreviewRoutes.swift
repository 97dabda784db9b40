import Kernel
import Web

/// Files that are looked at before they are brought in, and rows that were rejected.
package enum ImportPreviewRoutes {
  static func routes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/imports/{import}/preview",
        "Show how a file is understood that was only looked at",
        tag: "Imports", .shop(.products), answer: ImportPreviewOutput.self,
        problems: [.notFound, .notAllowedNow]
      ) { request in
        let id = try request.id("import", as: ImportEntity.self)
        return ImportPreviewOutput(
          value: try await catalog.importPreview(id, of: request.requireShop()))
      },
      .api(
        .post, "/shops/{shop}/imports/{import}/previews", "Look at a file once more with other columns",
        tag: "Imports", .shop(.products), body: ImportMappingInput.self, answer: ImportOutput.self,
        status: .accepted, idempotent: true, problems: [.notFound, .notAllowedNow, .fileUnreadable]
      ) { request, body in
        try await request.answer(with: ImportOutput.init) {
          try await catalog.previewImport(
            request.id("import", as: ImportEntity.self), of: request.requireShop(), mapping: body.mapping)
        }
      },
      .api(
        .post, "/shops/{shop}/imports/{import}/start", "Import a file that was only looked at",
        tag: "Imports", .shop(.products), optionalBody: ImportMappingInput.self, answer: ImportOutput.self,
        status: .accepted, idempotent: true, problems: [.notFound, .notAllowedNow, .fileUnreadable]
      ) { request, body in
        try await request.answer(with: ImportOutput.init) {
          try await catalog.confirmImport(
            request.id("import", as: ImportEntity.self), of: request.requireShop(), mapping: body?.mapping)
        }
      },
      .download(
        .get, "/shops/{shop}/imports/{import}/rejected.csv",
        "Download the rows of products of which some were rejected, with reasons", tag: "Imports",
        .shop(.products), contentType: "text/csv; charset=utf-8", problems: [.notFound, .notAllowedNow]
      ) { request in try await rejectedRows(request, catalog) },
    ]
  }

  /// The answer that streams the rejected rows of an import.
  package static func rejectedRows(_ request: Request, _ catalog: Catalog) async throws -> Response {
    let id = try request.id("import", as: ImportEntity.self)
    let rows = try await catalog.rejectedRowsFile(id, of: request.requireShop())
    return Response(
      headers: [
        .contentType: "text/csv; charset=utf-8",
        .contentDisposition: "attachment; filename=\"rejected-rows.csv\"",
      ],
      body: .stream(length: nil) { writer in try await rows { try await writer.write($0) } })
  }
}

/// What columns of a file are, by their names: names of fields, or `ignore`.
struct ImportMappingInput: Input {
  let mapping: FieldMapping

  init(from input: inout InputReader) throws {
    mapping = FieldMapping(input.map("mapping", .text(1...60)))
  }
}

struct ImportPreviewOutput: Output {
  let value: ImportPreview

  static let fields: [OutputField<Self>] = [
    .init("import") { ImportOutput($0.value.file) },
    .init("encoding") { $0.value.encoding.rawValue },
    .init("separator") { $0.value.separator },
    .init("usable") { $0.value.isUsable },
    .init("columns") { $0.value.columns.map { ImportColumnOutput(value: $0) } },
    .init("fields") { $0.value.fields.map { ImportFieldOutput(name: $0.name, label: $0.label) } },
    .init("products") { preview in
      preview.value.products.map { ImportPreviewProductOutput(value: $0, currency: preview.value.currency) }
    },
  ]
}

struct ImportColumnOutput: Output {
  let value: ImportPreview.Column

  static let fields: [OutputField<Self>] = [
    .init("name") { $0.value.name },
    .init("field") { $0.value.field },
    .init("asked") { $0.value.isAsked },
    .init("samples") { $0.value.samples },
  ]
}

struct ImportFieldOutput: Output {
  let name: String
  let label: Words

  static let fields: [OutputField<Self>] = [
    .init("name") { $0.name },
    .init("label") { $0.label },
  ]
}

struct ImportPreviewProductOutput: Output {
  let value: ImportPreview.Product
  let currency: Currency

  static let fields: [OutputField<Self>] = [
    .init("handle") { $0.value.handle },
    .init("outcome") { $0.value.outcome },
    .init("title") { $0.value.draft?.title },
    .init("status") { $0.value.draft?.status },
    .init("price") { product in
      product.value.draft?.variants.map(\.price).min().map { Money($0, product.currency) }
    },
    .init("variants") { $0.value.draft?.variants.count ?? 0 },
    .init("pictures") { $0.value.draft?.images?.count },
    .init("category") { $0.value.category },
    .init("remarks") { $0.value.remarks },
  ]
}
