import Areas
import Gateways
import Kernel
import Persistence
import Web

/// How many characters of a random token make a pseudonym.
private let pseudonymBytes = 12

extension Identity {
  /// What must be settled before the account can be closed; empty when nothing must.
  package func obstacles(toClosing id: AccountID) async throws -> [Words] {
    try await database.read { snapshot in
      var found: [Words] = []
      if try isLastAdmin(id, snapshot) { found.append(Self.lastAdmin) }
      return try found + hooks.personalData.reversed().compactMap { try $0.obstacle(toClosing: id, snapshot) }
    }
  }

  /// Closes an account with its owner's password, or with a recent log-in where it has none: see `close`.
  /// Throws `Problem(.invalidInput)` on `password` and `Problem(.confirmationNeeded)` besides.
  package func erase(
    _ id: AccountID, password: String?, in session: SessionID
  ) async throws -> ErasureReceipt {
    _ = try await prove(password, of: id, in: session, field: "password")
    return try await close(id)
  }

  /// Closes the account of somebody who logged in or showed who they are lately: see `close`. Throws
  /// `Problem(.confirmationNeeded)` besides.
  func closeOwn(
    _ viewer: Viewer, when condition: @escaping Condition<OwnAccount> = { _ in }
  ) async throws {
    guard try await isRecent(viewer.session) else { throw Problem(.confirmationNeeded) }
    try await close(viewer.account, when: condition)
  }

  /// Closes an account for good: its personal data goes, its sessions end, its address is free again, and what
  /// the books must keep names nobody. Files, queues and mails are looked through by a job, which completes the
  /// report. `admin` did it unless it was the owner; who is none any more gets `Problem(.forbidden)`, and nobody
  /// closes their own account like that, without its password. Throws `Problem(.notAllowedNow)` while something
  /// must be settled first, `Problem(.unauthenticated)` when the account was closed, to administrators `.notFound`.
  @discardableResult
  package func close(
    _ id: AccountID, by admin: AccountID? = nil, when condition: @escaping Condition<OwnAccount> = { _ in }
  ) async throws -> ErasureReceipt {
    try await database.write { tx in
      // Every superadmin is locked, so that the last two can't go at once.
      if let admin {
        _ = try Authority(over: id, by: admin, tx).require(.administrators)
      } else {
        _ = try RoleStore.lock([id], tx)
      }
      guard let account = try AccountStore.lock(id, tx) else {
        throw Problem(admin == nil ? .unauthenticated : .notFound)
      }
      try condition(ownAccount(id, tx))
      if try isLastAdmin(id, tx) { throw Problem(.notAllowedNow, Self.lastAdmin) }
      // What comes first among the areas is to be settled first, as a shop before its orders.
      for area in hooks.personalData.reversed() {
        if let obstacle = try area.obstacle(toClosing: id, tx) { throw Problem(.notAllowedNow, obstacle) }
      }
      let token = SecureToken.make()
      // For the last mail to them; it goes with the account.
      let language = try ProfileStore.find(id, tx).language
      let erasure = try erase(account, by: admin, token: token, tx)
      let key = EraseTraces.farewellKey(erasure.id)
      // Before the address is gone; the mail itself is a job of its own, which the last look removes.
      let farewell = try PrivacyMails(site: site.named(tx)).closed(account.email, report: token, in: language)
      try tx.send(farewell, dedupe: key)
      try tx.enqueue(EraseTraces(erasure: erasure.id, isFinal: false))
      try tx.enqueue(
        EraseTraces(erasure: erasure.id, isFinal: true),
        at: tx.now.adding(seconds: settings.retention.farewellSeconds))
      if admin != nil { try tx.record("account.erased", on: id) }
      try tx.emit(AccountClosed(account: id))
      return ErasureReceipt(erasure: erasure, token: token)
    }
  }

  /// Everything that one transaction can do.
  private func erase(
    _ account: Account, by admin: AccountID?, token: String, _ tx: Transaction
  ) throws -> Erasure {
    let emails = try AccountStore.knownEmails(account.id, tx).map(\.text)
    let person = ErasedPerson(
      account: account.id, emails: emails,
      pseudonym: "erased-\(SecureToken.contentHash(Array(SecureToken.make().utf8)).prefix(pseudonymBytes))")
    let asked = try EmailChangeStore.allEmails(of: account.id, tx).map(\.text)
    var traces = Set(emails + asked)
    for area in hooks.personalData { traces.formUnion(try area.traces(of: account.id, tx)) }
    var entries: [ErasureEntry] = []
    for area in hooks.personalData { entries += try area.erase(person, tx) }
    entries += try eraseIdentity(account, person, tx)
    let id = ErasureID(at: tx.now)
    let erasure = Erasure(
      id: id, account: account.id, requestedBy: admin, entries: entries.filter { $0.count > 0 },
      requestedAt: tx.now, finishedAt: nil)
    let text = traces.sorted().joined(separator: "\n")
    try ErasureStore.insert(
      erasure, tokenHash: SecureToken.hash(token),
      traces: try vault.seal(text, context: EraseTraces.context(id)), tx)
    return erasure
  }

  private func isLastAdmin(_ id: AccountID, _ snapshot: Snapshot) throws -> Bool {
    guard let account = try AccountStore.find(id, snapshot) else { return false }
    return try RoleStore.isLastSuperadmin(account, snapshot)
  }

  private static var lastAdmin: Words { "You are the only superadmin. Make another one first." }
}
