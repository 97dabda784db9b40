import Gateways
import Kernel
import Persistence
import Web

package enum ExportEntity: Entity { package static let idPrefix = "exp" }
package typealias ExportID = ID<ExportEntity>

/// How an export is getting on.
package enum ExportStatus: String, CaseIterable, SQLValue, JSONWritable {
  case queued, ready, failed
}

/// A ZIP file of what is kept about a person.
package struct Export: Hashable, Sendable {
  package let id: ExportID
  package let account: AccountID
  package let status: ExportStatus
  /// Of the file; `nil` until it is ready.
  package let bytes: Int64?
  package let createdAt: Timestamp
  package let readyAt: Timestamp?
  /// When the file goes.
  package let expiresAt: Timestamp
  /// Where the sealed file lies in the private store.
  let key: String

  /// What the file is sealed for.
  var context: String { "account_exports.file:\(id)" }
}

/// Makes the file of an export.
struct BuildExport: Job {
  static let kind = "privacy.export"
  static let maximumAttempts = 5

  let export: ExportID
  /// Where the file lies: when the export is gone, so must a file be that was put there meanwhile.
  let key: String
}

/// Deletes the files of exports.
struct RemoveExports: Job {
  static let kind = "privacy.exports.remove"

  let keys: [String]
}

extension Identity {
  /// Asks for an export; the one that is being made, where there is one. Throws `Problem(.notAllowedNow)` when
  /// there are too many already.
  package func requestExport(of account: AccountID) async throws -> Export {
    let days = settings.retention.exportDays
    return try await database.write { tx in
      guard try AccountStore.lock(account, tx) != nil else { throw Problem(.unauthenticated) }
      let present = try ExportStore.list(of: account, tx).filter { $0.expiresAt > tx.now }
      if let waiting = present.first(where: { $0.status == .queued }) { return waiting }
      guard present.count < maximumExports else {
        throw Problem(
          .notAllowedNow,
          "There are \(maximumExports) files already. Use one of them, or wait until one goes.")
      }
      let export = Export(
        id: ExportID(at: tx.now), account: account, status: .queued, bytes: nil, createdAt: tx.now,
        readyAt: nil, expiresAt: tx.now.adding(seconds: days * 24 * 60 * 60),
        key: "exports/\(SecureToken.make(bytes: 16))")
      try ExportStore.insert(export, tx)
      try tx.enqueue(BuildExport(export: export.id, key: export.key))
      return export
    }
  }

  /// One's exports, the newest first.
  package func exports(of account: AccountID) async throws -> [Export] {
    let now = clock.now()
    return try await database.read { try ExportStore.list(of: account, $0).filter { $0.expiresAt > now } }
  }

  /// The file of an export. Throws `Problem(.notFound)` for another's, or one whose time is over, and
  /// `Problem(.notAllowedNow)` until it is ready.
  package func exportFile(_ id: ExportID, of account: AccountID) async throws -> [UInt8] {
    let now = clock.now()
    guard let export = try await database.read({ try ExportStore.find(id, $0) }), export.account == account,
      export.expiresAt > now
    else { throw Problem(.notFound) }
    guard export.status == .ready else {
      throw Problem(.notAllowedNow, "The file is not ready yet. A mail tells you when it is.")
    }
    guard let sealed = try await files?.secret.get(export.key) else { throw Problem(.notFound) }
    return try vault.open(sealed.bytes, context: export.context)
  }
}

/// As many files may lie there for one person.
private let maximumExports = 5
