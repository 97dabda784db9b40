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

/// Ends imports that nothing works on any more.
struct EndForgottenImports: Job {
  static let kind = "catalog.imports.forgotten"
}

/// A shop's import stopped before its end.
package struct ImportFailed: Event {
  package static let name = "import.failed"

  package let importID: ImportID
  package let shop: ShopID
  package let fileName: String

  package var key: String { importID.description }
}

private let sweepEverySeconds: Int64 = 900
/// After this time without a move nobody works on an import.
private let forgottenSeconds: Int64 = 3_600
private let interrupted: Words = """
  The import was interrupted on our side. What is done stays; upload the file again for the rest.
  """

/// The area's import jobs.
package enum ImportJobs {
  /// Registers the handlers of uploaded imports.
  package static func register(_ catalog: Catalog, in registry: inout JobRegistry) throws {
    registry.on(RunImport.self) { job, context in
      do {
        try await catalog.runUploadedImport(job.id)
      } catch  where context.isLastAttempt {
        try await catalog.failImport(job.id, interrupted)
        throw error
      }
    }
    try FetchPictures.register(catalog, in: &registry)
    registry.on(EndForgottenImports.self) { _, _ in try await catalog.endForgottenImports() }
    try registry.every(seconds: sweepEverySeconds, EndForgottenImports())
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
      // A COMMIT whose answer was lost may still come, and needs the file then; otherwise the sweep finds it.
      if !DatabaseError.isOutcomeUnknown(error) { try importFiles.remove(id) }
      throw error
    }
  }

  private func enqueueImport(
    _ id: ImportID, fileName: String, byteCount: Int64, into shop: ShopID
  ) async throws -> Import {
    let plain = String(
      fileName.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.map(Character.init))
    let name = plain.trimmed.isEmpty ? "products.csv" : String(plain.trimmed.prefix(200))
    let made = try await database.write { tx in
      try ImportStore.insert(id, shop: shop, fileName: name, bytes: byteCount, tx)
      try tx.enqueue(RunImport(id: id), dedupe: id.description)
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

  /// What the files of these imports are called; those that are not there are missing.
  package func importFileNames(_ ids: [ImportID]) async throws -> [ImportID: String] {
    if ids.isEmpty { return [:] }
    return try await database.read { try ImportStore.names(of: ids, $0) }
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
      return try await failImport(id, "The uploaded file is gone. Upload it again.")
    }
    try await runImport(id, of: file, shopOfVendor: { _ in throw Problem(.notFound) })
    try importFiles.remove(id)
  }

  /// Ends imports that stopped without a word: those whose process died in every attempt, or in the operator's shell.
  /// Files go that no import waits for, as of uploads whose program was killed before it could keep them.
  func endForgottenImports() async throws {
    let moment = clock.now().adding(seconds: -forgottenSeconds)
    for id in try await database.read({ try ImportStore.forgotten(since: moment, $0) }) {
      try await failImport(id, interrupted)
      try importFiles.remove(id)
    }
    for id in try importFiles.stored(before: moment) {
      let status = try await database.read { try ImportStore.find(id, $0)?.status }
      if status != .queued && status != .running { try importFiles.remove(id) }
    }
  }

  /// Looks through the whole file twice, a piece at a time, so that a broken one is refused before anything is written.
  private func check(_ content: Content) throws {
    do {
      var survey = FileSurvey()
      try content.forEachPiece { survey.take($0) }
      let dialect = survey.dialect()
      var check = ImportCheck()
      var decoder = TextDecoder(dialect.encoding)
      var reader = CSVReader(separator: dialect.separator, offset: dialect.leadBytes)
      var lead = dialect.leadBytes
      func take(_ text: [UInt8]) throws {
        let skipped = min(lead, text.count)
        lead -= skipped
        for record in reader.read(text.dropFirst(skipped)) { try check.take(record) }
      }
      try content.forEachPiece { try take(decoder.utf8($0)) }
      try take(decoder.finish())
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
