import Kernel
import Persistence

extension Identity {
  /// Closes an account for good: its personal data goes, its sessions end, its address is free again. What
  /// others need, as orders, keeps its own copies. Throws `Problem(.notAllowedNow)` while something must be
  /// settled first.
  package func close(_ id: AccountID) async throws {
    try await database.write { tx in
      guard let account = try AccountStore.lock(id, tx) else { throw Problem(.unauthenticated) }
      if account.isAdmin, try AccountStore.admins(limit: 2, tx).count < 2 {
        throw Problem(.notAllowedNow, "You are the only administrator. Make another one first.")
      }
      for area in personalData {
        if let obstacle = try area.obstacle(toClosing: id, tx) { throw Problem(.notAllowedNow, obstacle) }
      }
      for area in personalData { try area.forget(id, tx) }
      try SessionStore.endAll(of: id, except: nil, tx)
      try CodeStore.deleteAll(of: id, tx)
      try AddressStore.deleteAll(of: id, tx)
      // Before the address is gone; the mail itself is a job of its own.
      try tx.enqueue(SendMail(AccountMails(self).closed(account)))
      try AccountStore.anonymise(id, tx)
      try tx.emit(AccountClosed(account: id))
    }
  }
}
