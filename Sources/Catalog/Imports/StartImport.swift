import Foundation
import Identity
import Kernel
import Persistence
import Web

/// Carries an uploaded import out.
struct RunImport: Job {
  static let kind = "catalog.import"
  let id: ImportID
}

/// The area's import job.
package enum ImportJobs {
  /// Registers the handler of uploaded imports.
  package static func register(_ catalog: Catalog, in registry: inout JobRegistry) {
    registry.on(RunImport.self) { job, _ in try await catalog.runUploadedImport(job.id) }
  }
}

extension Catalog {
  /// Takes an uploaded file in and enqueues its import. Throws `.fileUnreadable` for a file that has no header, no rows,
  /// or a quoted field that is never closed; nothing is stored then.
  package func startImport(_ content: Content, fileName: String, into shop: ShopID) async throws -> Import {
    if content.isEmpty { throw Problem.invalid("file", "required", "Choose a CSV file.") }
    try check(content)
    let id = ImportID()
    try importFiles.store(content, as: id)
    do {
      return try await enqueueImport(id, fileName: fileName, byteCount: Int64(content.count), into: shop)
    } catch {
      // Whether the transaction committed is not known when its answer is lost, and only then the file is needed.
      if try await database.read({ try ImportStore.find(id, $0) }) == nil { try importFiles.remove(id) }
      throw error
    }
  }

  private func enqueueImport(
    _ id: ImportID, fileName: String, byteCount: Int64, into shop: ShopID
  ) async throws -> Import {
    let name = fileName.trimmed.isEmpty ? "products.csv" : String(fileName.trimmed.prefix(200))
    let made = try await database.write { tx in
      try ImportStore.insert(id, shop: shop, fileName: name, bytes: byteCount, tx)
      try tx.enqueue(RunImport(id: id))
      try tx.record(
        "import.started", on: id, shop: shop,
        after: ["file": .string(name), "bytes": .integer(byteCount)])
      return try ImportStore.find(id, tx)
    }
    guard let made else { throw Problem(.notFound) }
    return made
  }

  /// One of the shop's imports. Throws `.notFound` for another shop's.
  package func importStatus(_ id: ImportID, of shop: ShopID) async throws -> Import {
    guard let found = try await database.read({ try ImportStore.find(id, of: shop, $0) }) else {
      throw Problem(.notFound)
    }
    return found
  }

  /// The shop's imports, newest first.
  package func imports(of shop: ShopID, _ page: PageRequest) async throws -> Page<Import> {
    let before = try page.cursor.map { try cursorID($0) }
    let rows = try await database.read {
      try ImportStore.list(of: shop, limit: page.limit, before: before, $0)
    }
    return Page(fetched: rows, limit: page.limit) { Cursor([$0.id.description]) }
  }

  /// What became of the rows, in the order of the file.
  package func importRows(
    _ id: ImportID, of shop: ShopID, outcome: RowOutcome?, _ page: PageRequest
  ) async throws -> Page<ImportRow> {
    _ = try await importStatus(id, of: shop)
    let after = page.cursor?.values.first.flatMap { Int64($0) } ?? 0
    let rows = try await database.read {
      try ImportStore.rows(of: id, outcome: outcome, after: after, limit: page.limit, $0)
    }
    return Page(fetched: rows, limit: page.limit) { Cursor([String($0.number)]) }
  }

  func runUploadedImport(_ id: ImportID) async throws {
    guard let found = try await database.read({ try ImportStore.find(id, $0) }) else { return }
    guard found.status == .queued || found.status == .running else { return try importFiles.remove(id) }
    let file = importFiles.url(of: id)
    guard FileManager.default.fileExists(atPath: file.path) else {
      try await database.write { tx in
        try ImportStore.finish(id, failure: "The uploaded file is gone. Upload it again.", tx)
      }
      return
    }
    try await runImport(id, of: file, shopOfVendor: { _ in throw Problem(.notFound) })
    try importFiles.remove(id)
  }

  /// Looks through the whole file once, a piece at a time, so that a broken one is refused before anything is written.
  private func check(_ content: Content) throws {
    var check = ImportCheck()
    var reader = CSVReader()
    do {
      try content.forEachPiece { piece in
        for record in reader.read(piece) { try check.take(record) }
      }
      if let last = reader.finish() { try check.take(last) }
      try check.finish()
    } catch let problem as Problem {
      throw unreadable(problem.detail)
    }
  }

  private func unreadable(_ detail: Words) -> Problem {
    Problem(.fileUnreadable, detail, fields: [FieldError(field: "file", code: "unreadable", message: detail)])
  }

  private func cursorID(_ cursor: Cursor) throws -> ImportID {
    guard let text = cursor.values.first, let id = ImportID(text) else {
      throw Problem.invalid("cursor", "invalid", "This cursor does not belong to this list.")
    }
    return id
  }
}

extension Catalog {
  /// An import whoever it belongs to; for the operator's shell.
  package func importResult(_ id: ImportID) async throws -> Import? {
    try await database.read { try ImportStore.find(id, $0) }
  }

  /// The first rejected rows of an import; for the operator's shell.
  package func rejectedRows(of id: ImportID, limit: Int) async throws -> [ImportRow] {
    try await database.read { try ImportStore.rows(of: id, outcome: .rejected, after: 0, limit: limit, $0) }
  }
}

/// What an upload's records are refused for; it remembers one product's handle at a time.
private struct ImportCheck {
  private var columns: ShopifyColumns?
  private var rows = 0
  private var handle = ""
  private var rowsOfHandle = 0

  /// Throws `Problem(.fileUnreadable)` for a header that can't be used, a row that is cut off or out of bounds, or a
  /// product on too many rows.
  mutating func take(_ record: CSVRecord) throws {
    guard let columns else {
      if let fault = record.fault { throw Problem(.fileUnreadable, fault.sentence) }
      self.columns = try ShopifyColumns(header: record.fields)
      return
    }
    rows += 1
    if let fault = record.fault, [.unclosedQuote, .tooLong, .tooManyFields].contains(fault) {
      throw Problem(.fileUnreadable, "Row \(record.number): \(fault.sentence) Nothing was imported.")
    }
    let next = columns.text(.handle, of: record)
    rowsOfHandle = next == handle && !next.isEmpty ? rowsOfHandle + 1 : 1
    handle = next
    guard rowsOfHandle <= ShopifyFile.maximumRowsPerProduct else {
      throw ShopifyFile.tooManyRows(record.number)
    }
  }

  func finish() throws {
    if columns == nil { throw Problem(.fileUnreadable, "The file is empty.") }
    if rows == 0 { throw Problem(.fileUnreadable, "The file has a header, but no rows.") }
  }
}
