import Kernel
import Persistence
import Web

extension Identity {
  /// Makes an account run the marketplace in this role, or gives an administrator another one. It holds from
  /// their next request on. Throws `Problem(.notFound)`, `Problem(.forbidden)`, and `Problem(.notAllowedNow)`
  /// for oneself, the last superadmin, and accounts that can't sign in.
  package func setAdminRole(
    _ id: AccountID, _ choice: AdminRoleInput, by actor: AccountID
  ) async throws -> Person {
    try await setAdminRole(id, { _ in choice }, by: actor)
  }

  /// As above, where the role was chosen by somebody who saw another one; throws what `edit` throws, too.
  package func setAdminRole(
    _ id: AccountID, _ edit: @escaping Edit<Person, AdminRoleInput>, by actor: AccountID
  ) async throws -> Person {
    try await database.write { tx in
      let person = try Authority(over: id, by: actor, tx).require(.administrators)
      let choice = try edit(person)
      let old = person.account.adminRole
      if old == choice.role { return person }
      guard person.canBeAdministrator else {
        throw Problem(.notAllowedNow, "Only an active account that isn't banned can be an administrator.")
      }
      try AccountStore.setAdminRole(id, choice.role, tx)
      try tx.record(
        old == nil ? "account.promoted" : "account.roleChanged", on: id, before: ["role": old.json],
        after: ["role": Optional(choice.role).json])
      try tx.send(RoleMails(site: site.named(tx)).promoted(person.account, choice.role))
      return try RoleStore.find(id, tx) ?? person
    }
  }

  /// Makes an administrator a customer again and signs them out everywhere; nothing when they are one.
  /// Throws as `setAdminRole` does.
  package func removeAdminRole(_ id: AccountID, by actor: AccountID) async throws -> Person {
    try await database.write { tx in
      let person = try Authority(over: id, by: actor, tx).require(.administrators)
      guard person.account.isAdmin else { return person }
      try AccountStore.setAdminRole(id, nil, tx)
      try SessionStore.endAll(of: id, except: nil, tx)
      try tx.record(
        "account.demoted", on: id, before: ["role": person.account.adminRole.json],
        after: ["role": .null])
      try tx.send(RoleMails(site: site.named(tx)).demoted(person.account))
      return try RoleStore.find(id, tx) ?? person
    }
  }
}

extension AdminRole? {
  fileprivate var json: JSONValue { map { .string($0.rawValue) } ?? .null }
}
