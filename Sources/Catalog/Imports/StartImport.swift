import Foundation
import Identity
import Kernel
import Persistence
import Web

/// Carries an uploaded import out.
struct RunImport: Job {
  static let kind = "catalog.import"
  private static let mark: Character = "."
  let id: ImportID

  /// Leaves the work for after the commit. The job of an earlier run may not be gone yet, so each has a key of its own.
  static func enqueue(_ id: ImportID, _ tx: Transaction) throws {
    try tx.enqueue(RunImport(id: id), dedupe: "\(id)\(mark)\(tx.now.milliseconds)")
  }

  /// The import whose job has this key.
  static func importID(of key: String) -> ImportID? {
    key.split(separator: mark).first.flatMap { ImportID(String($0)) }
  }
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
/// So many files of a shop lie there that were only looked at.
private let mostPreviews = 10

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
  /// Takes an uploaded file in and enqueues its import, or a look at what it would change (`isDryRun`). Throws
  /// `.fileUnreadable` for a file that has no header, no rows, or a quoted field that is never closed, and, unless it is
  /// only looked at, for one whose columns are not known; `.invalidInput` for a mapping to no field; `.notAllowedNow` when
  /// too many wait that were only looked at. Nothing is stored then.
  package func startImport(
    _ content: Content, fileName: String, into shop: ShopID, isDryRun: Bool = false,
    mapping: FieldMapping = FieldMapping()
  ) async throws -> Import {
    if content.isEmpty { throw Problem.invalid("file", "required", "Choose a CSV file.") }
    let look = try FileLook(content, mapping, isStrict: !isDryRun)
    let id = ImportID()
    try importFiles.store(content, as: id)
    do {
      return try await enqueueImport(
        id, fileName: fileName, byteCount: Int64(content.count), into: shop, isDryRun, look)
    } catch {
      // A COMMIT whose answer was lost may still come, and needs the file then; otherwise the sweep finds it.
      if !DatabaseError.isOutcomeUnknown(error) { try importFiles.remove(id) }
      throw error
    }
  }

  private func enqueueImport(
    _ id: ImportID, fileName: String, byteCount: Int64, into shop: ShopID, _ isDryRun: Bool, _ look: FileLook
  ) async throws -> Import {
    let plain = String(
      fileName.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.map(Character.init))
    let name = plain.trimmed.isEmpty ? "products.csv" : String(plain.trimmed.prefix(200))
    let made = try await database.write { tx in
      if isDryRun, try ImportStore.waiting(of: shop, tx) >= mostPreviews {
        throw Problem(
          .notAllowedNow, "\(mostPreviews) files wait already. Import or discard one of them first.")
      }
      try ImportStore.insert(
        id, shop: shop, fileName: name, bytes: byteCount, isDryRun: isDryRun, look: look, tx)
      if look.header.isUsable { try RunImport.enqueue(id, tx) }
      try tx.record(
        isDryRun ? "import.previewed" : "import.started", on: id, shop: shop,
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
