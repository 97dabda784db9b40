import Foundation
import Kernel
import Persistence

/// After this time without a move nobody works on an import.
private let forgottenSeconds: Int64 = 3_600
/// So long the file of an import lies there whose rejected rows can be asked for.
private let rejectedRowsSeconds: Int64 = 7 * 24 * 3_600
/// So long a file that was only looked at waits for its import.
private let previewSeconds: Int64 = 24 * 3_600
/// Of so many imports of a shop the files are kept for their rejected rows, among so many that are looked through.
private let keptFiles = 5
private let recentImports = 50
private let rowsPerRemoval = 2_000

extension ImportJobs {
  /// Why an import ended that nobody works on any more.
  static let interrupted: Words = """
    The import was interrupted on our side. What is done stays; upload the file again for the rest.
    """
}

extension Catalog {
  /// Carries an uploaded import out, or the look at what it would change.
  func runUploadedImport(_ id: ImportID) async throws {
    guard let found = try await database.read({ try ImportStore.find(id, $0) }) else { return }
    guard found.status == .queued || found.status == .running else { return try await tidy(id) }
    let file = importFiles.url(of: id)
    guard FileManager.default.fileExists(atPath: file.path) else {
      return try await failImport(id, "The uploaded file is gone. Upload it again.")
    }
    do {
      try await runImport(id, of: file, shopOfVendor: { _ in throw Problem(.notFound) })
    } catch let problem as Problem where problem.kind == .conflict {
      let now = try await database.read { try ImportStore.find(id, $0)?.status }
      guard now == nil || now == .discarded else { throw problem }
    }
    try await tidy(id)
    if let shop = found.shop { try await makeRoom(in: shop) }
  }

  /// Removes the file of an import that needs it no more.
  private func tidy(_ id: ImportID) async throws {
    let found = try await database.read { try ImportStore.find(id, $0) }
    if !isFileNeeded(found) { try importFiles.remove(id) }
  }

  /// Makes room for the file of an import that ended: those of older ones go.
  private func makeRoom(in shop: ShopID) async throws {
    let recent = try await database.read {
      try ImportStore.list(of: shop, limit: recentImports, before: nil, $0)
    }
    let kept = recent.filter { !$0.isDryRun && $0.finishedAt != nil && $0.rows.rejected > 0 }
    for older in kept.dropFirst(keptFiles) { try importFiles.remove(older.id) }
  }

  /// A file lies there while it is worked on or waits for that, and as long as its rejected rows can be asked for.
  private func isFileNeeded(_ found: Import?) -> Bool {
    guard let found else { return false }
    switch found.status {
    case .queued, .running: return true
    case .discarded: return false
    case .completed, .failed, .unmapped:
      if found.isDryRun { return true }
      let since = clock.now().adding(seconds: -rejectedRowsSeconds)
      return found.rows.rejected > 0 && (found.finishedAt ?? since) > since
    }
  }

  /// Ends imports that stopped without a word: those whose process died in every attempt, or in the operator's shell.
  /// What was only looked at goes after a day, and files go that no import waits for, as of uploads whose program was
  /// killed before it could keep them.
  func endForgottenImports() async throws {
    let moment = clock.now().adding(seconds: -forgottenSeconds)
    for id in try await database.read({ try ImportStore.forgotten(since: moment, $0) }) {
      try await failImport(id, ImportJobs.interrupted)
      try await tidy(id)
    }
    let day = clock.now().adding(seconds: -previewSeconds)
    for id in try await database.read({ try ImportStore.abandoned(since: day, $0) }) {
      // Somebody may bring it in at this moment.
      if try await database.write({ tx in try ImportStore.discard(id, tx) }) { try await removeDiscarded(id) }
    }
    for id in try importFiles.stored(before: moment) { try await tidy(id) }
    try importFiles.removeLeftovers(before: moment)
  }

  /// Removes what is left of an import that was discarded.
  func removeDiscarded(_ id: ImportID) async throws {
    try importFiles.remove(id)
    try await removeRows(of: id)
    try await database.write { tx in try ImportStore.delete(id, tx) }
  }

  /// Forgets the results of rows, some at a time.
  func removeRows(of id: ImportID) async throws {
    while true {
      let removed = try await database.write { tx in
        try ImportStore.deleteSomeRows(of: id, limit: rowsPerRemoval, tx)
      }
      if removed < rowsPerRemoval { return }
    }
  }
}
