import Kernel
import Persistence
import Web

extension Identity {
  /// Blocks somebody with a reason: their sessions end at once, and they can't sign in. Says nothing new when
  /// they are banned for this reason already. Throws `Problem(.notFound)`, `Problem(.forbidden)` for an
  /// administrator unless `actor` looks after those, `Problem(.notAllowedNow)` for oneself.
  package func ban(_ id: AccountID, _ decision: BanInput, by actor: AccountID) async throws -> Person {
    try await database.write { tx in
      let person = try Authority(over: id, by: actor, tx).require(.bans)
      if person.account.blockedReason == decision.reason { return person }
      try RoleStore.ban(id, reason: decision.reason, tx)
      try SessionStore.endAll(of: id, except: nil, tx)
      try CodeStore.deleteAll(of: id, tx)
      try tx.record(
        "account.banned", on: id, before: ["state": .string(person.state.rawValue)],
        after: ["state": .string(PersonState.banned.rawValue)])
      try tx.send(RoleMails(site: site.named(tx)).banned(person.account, reason: decision.reason))
      return try RoleStore.find(id, tx) ?? person
    }
  }

  /// Lets somebody in again; nothing when they aren't banned. Throws as `ban` does.
  package func unban(_ id: AccountID, by actor: AccountID) async throws -> Person {
    try await database.write { tx in
      let person = try Authority(over: id, by: actor, tx).require(.bans)
      guard person.state == .banned else { return person }
      try RoleStore.unban(id, tx)
      let open = try RoleStore.find(id, tx) ?? person
      try tx.record(
        "account.unbanned", on: id, before: ["state": .string(person.state.rawValue)],
        after: ["state": .string(open.state.rawValue)])
      try tx.send(RoleMails(site: site.named(tx)).unbanned(person.account))
      return open
    }
  }

  /// Signs somebody out everywhere. Throws as `ban` does.
  package func signOutEverywhere(_ id: AccountID, by actor: AccountID) async throws {
    try await database.write { tx in
      _ = try Authority(over: id, by: actor, tx).require(.people)
      try SessionStore.endAll(of: id, except: nil, tx)
      try tx.record("account.signedOut", on: id)
    }
  }
}
