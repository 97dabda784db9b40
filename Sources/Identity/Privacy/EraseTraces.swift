import Areas
import Gateways
import Kernel
import Persistence

/// Looks through queues and kept mails for what is left of somebody whose account was closed: once at once, and
/// a last time when the farewell mail has gone out.
struct EraseTraces: Job {
  static let kind = "privacy.erase"

  let erasure: ErasureID
  let isFinal: Bool

  /// What the texts to look for are sealed for.
  static func context(_ erasure: ErasureID) -> String { "erasures.sealed_traces:\(erasure)" }
  /// The key of the job that mails the farewell; that mail may stay until the last look.
  static func farewellKey(_ erasure: ErasureID) -> String { "farewell:\(erasure)" }
}

extension Identity {
  /// Deletes what is left and completes the report. Safe to repeat.
  func eraseTraces(_ id: ErasureID, isFinal: Bool) async throws {
    guard let sealed = try await database.read({ try ErasureStore.traces(id, $0) }) else { return }
    let traces = try vault.text(sealed, context: EraseTraces.context(id)).split(separator: "\n").map(
      String.init)
    let key = EraseTraces.farewellKey(id)
    let why: Words = "Copies on their way to somewhere, and mails that are kept for development."
    // The report tells of rows in the transaction that deletes them: a job that is killed here and runs again
    // finds none.
    try await database.write { tx in
      guard var erasure = try ErasureStore.find(id, tx) else { return }
      var found = try TraceStore.erase(
        traces, mails: SendMail.kind, keeping: key, isFinal: isFinal, tx)
      if isFinal { found.jobs += try TraceStore.eraseJobs(keyed: key, tx) }
      erasure.add(ErasureEntry("Events", .deleted, found.events, why: why))
      erasure.add(ErasureEntry("Waiting jobs", .deleted, found.jobs, why: why))
      erasure.add(ErasureEntry("Failed jobs", .deleted, found.deadJobs, why: why))
      // A request that was on its way when the account was closed may have left a row behind.
      let late = try AuditLog.erase(doneBy: erasure.account, tx)
      erasure.add(
        ErasureEntry(
          "Audit details", .deleted, late, why: "Of what was under way when the account was closed."))
      try ErasureStore.setEntries(id, erasure.entries, tx)
    }
    // The farewell lies among the kept mails until the last look.
    let mails = try await files.mails.forget(traces)
    try await database.write { tx in
      guard var erasure = try ErasureStore.find(id, tx) else { return }
      erasure.add(ErasureEntry("Kept mails", .deleted, mails, why: why))
      try ErasureStore.setEntries(id, erasure.entries, tx)
      if isFinal { try ErasureStore.finish(id, tx) }
    }
  }

  /// The report that a link opens. Throws `Problem(.notFound)`.
  package func erasure(token: String) async throws -> Erasure {
    let found = try await database.read { try ErasureStore.byToken(SecureToken.hash(token), $0) }
    guard let found else { throw Problem(.notFound) }
    return found
  }

  /// A report, for administrators. Throws `Problem(.notFound)`.
  package func erasure(_ id: ErasureID) async throws -> Erasure {
    let found = try await database.read { try ErasureStore.find(id, $0) }
    guard let found else { throw Problem(.notFound) }
    return found
  }

  /// Reports, the newest first.
  package func erasures(_ page: PageRequest) async throws -> Page<Erasure> {
    try await database.read { try ErasureStore.page(page, $0) }
  }
}

extension Erasure {
  /// Adds to the line about the same thing, or a line of its own.
  fileprivate mutating func add(_ entry: ErasureEntry) {
    guard entry.count > 0 else { return }
    if let index = entries.firstIndex(where: { $0.what == entry.what }) {
      entries[index].count += entry.count
    } else {
      entries.append(entry)
    }
  }
}

/// The texts of erasures that are still going on.
struct SealedErasureTraces: SealedRows {
  let title = "erasures"

  /// Seals every running erasure anew that lies under an older key.
  func reseal(_ vault: Vault, _ database: Database) async throws -> Int {
    var count = 0
    for row in try await database.read({ try ErasureStore.sealed($0) }) where !vault.isCurrent(row.sealed) {
      let context = EraseTraces.context(row.id)
      let anew = try vault.seal(vault.open(row.sealed, context: context), context: context)
      count += try await database.write { try ErasureStore.reseal(row.id, anew, old: row.sealed, $0) }
    }
    return count
  }
}
