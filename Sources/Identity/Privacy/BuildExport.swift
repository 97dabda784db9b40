import Areas
import Gateways
import Kernel
import Persistence
import Web

/// Larger files are refused: they are sealed in memory.
private let maximumFileBytes = 512 * 1024 * 1024

extension Identity {
  /// Makes the file: a JSON text for every section, and the files. Safe to repeat.
  func buildExport(_ id: ExportID, at key: String) async throws {
    guard let export = try await database.read({ try ExportStore.find(id, $0) }) else {
      // The account was closed, and the program may have ended between putting the file there and noticing.
      return try await files.secret.delete(key)
    }
    guard export.status == .queued else { return }
    do {
      let archive = try await archive(of: export.account)
      let sealed = try vault.seal(archive, context: export.context)
      try await files.secret.put(export.key, sealed, contentType: "application/octet-stream")
      let isKept = try await database.write { tx in
        guard try ExportStore.finish(id, bytes: archive.count, tx) else { return false }
        if let account = try AccountStore.find(export.account, tx) {
          let days = settings.retention.exportDays
          try tx.send(PrivacyMails(site: site.named(tx)).exportReady(account, days: days))
        }
        return true
      }
      // The account was closed while the file was being made.
      if !isKept { try await files.secret.delete(export.key) }
    } catch let error as ZipError {
      try await database.write { try ExportStore.fail(id, $0) }
      throw PermanentFailure("export: \(error)")
    }
  }

  /// The export could not be made, and will not be tried again.
  func giveUpExport(_ id: ExportID) async throws {
    try await database.write { try ExportStore.fail(id, $0) }
  }

  private func archive(of account: AccountID) async throws -> [UInt8] {
    let now = clock.now()
    var zip = ZipWriter(maximumBytes: maximumFileBytes)
    guard case .object(let sections) = try await export(account) else { return zip.finish() }
    for (name, value) in sections.sorted(by: { $0.key < $1.key }) where name != "exportedAt" {
      try zip.add("\(name).json", JSONWriter.bytes(of: value), at: now)
    }
    for (index, file) in try await personalFiles(of: account).enumerated() {
      guard let content = try await file.read() else { continue }
      let name = ZipWriter.safeName(file.path)
      try add(content, ["files/\(name)", "files/\(index)/\(name)"], to: &zip, at: now)
    }
    let about = """
      What is kept about you, as of \(now.rfc3339).

      Every .json file is one kind of thing; the files below "files" are those that you sent.
      Times are UTC, amounts are in the smallest unit of their currency.

      """
    try zip.add("README.txt", Array(about.utf8), at: now)
    return zip.finish()
  }

  /// Adds a file under the first of these names that no other has.
  private func add(
    _ content: [UInt8], _ names: [String], to zip: inout ZipWriter, at now: Timestamp
  ) throws {
    for name in names.dropLast() {
      do {
        return try zip.add(name, content, at: now)
      } catch ZipError.badName {
        continue
      }
    }
    if let last = names.last { try zip.add(last, content, at: now) }
  }

  private func personalFiles(of account: AccountID) async throws -> [PersonalFile] {
    var found = try await database.read { snapshot in
      try hooks.personalData.flatMap { try $0.files(for: account, snapshot) }
    }
    let profile = try await database.read { try ProfileStore.find(account, $0) }
    if let key = profile.avatarKey {
      found.append(
        PersonalFile(path: "avatar.webp") { [media = files.media] in try await media.get(key)?.bytes })
    }
    return found
  }

  func removeExports(_ keys: [String]) async throws {
    for key in keys { try await files.secret.delete(key) }
  }

  /// Deletes exports whose time is over, with their files.
  func purgeExports(limit: Int) async throws {
    try await database.repeating(upTo: limit) { tx in
      let keys = try ExportStore.purge(at: tx.now, limit: limit, tx)
      if !keys.isEmpty { try tx.enqueue(RemoveExports(keys: keys)) }
      return keys.count
    }
  }
}

/// The files of exports.
struct SealedExports: SealedRows {
  let title = "exports of personal data"
  private let files: any ObjectStore

  /// Exports whose files lie in this store.
  init(files: any ObjectStore) { self.files = files }

  /// Seals every finished export anew that lies under an older key.
  func reseal(_ vault: Vault, _ database: Database) async throws -> Int {
    var count = 0
    for export in try await database.read({ try ExportStore.ready($0) }) {
      guard let sealed = try await files.get(export.key), !vault.isCurrent(sealed.bytes) else { continue }
      let anew = try vault.seal(vault.open(sealed.bytes, context: export.context), context: export.context)
      try await files.put(export.key, anew, contentType: "application/octet-stream")
      // Its time may be over, or its owner erased, meanwhile.
      if try await database.read({ try ExportStore.find(export.id, $0) }) == nil {
        try await files.delete(export.key)
      }
      count += 1
    }
    return count
  }
}
