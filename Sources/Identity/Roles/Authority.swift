import Kernel
import Persistence
import Web

/// An administrator and the person whom they are about to change, both locked. What the guard of a route saw
/// may have changed since, so it is looked at again here.
struct Authority {
  private let actor: Person?
  private let subject: Person
  private let superadmins: [Person]

  /// Throws `Problem(.notFound)` when there is no such account.
  init(over id: AccountID, by actor: AccountID, _ tx: Transaction) throws {
    let people = try RoleStore.lock([id, actor], tx)
    guard let subject = people[id] else { throw Problem(.notFound) }
    self.subject = subject
    self.actor = people[actor]
    superadmins = people.values.filter { $0.account.adminRole == .superadmin && $0.state == .active }
  }

  /// The person, if the actor may do this to them. Nobody does it to themselves, only who looks after
  /// administrators does it to one, and the last superadmin stays.
  func require(_ permission: AdminPermission) throws -> Person {
    guard let actor, actor.state == .active, let role = actor.account.adminRole,
      role.permissions.contains(permission)
    else { throw Problem(.forbidden) }
    guard actor.id != subject.id else {
      throw Problem(.notAllowedNow, "Nobody can do this to themselves. Ask another administrator.")
    }
    guard role.looksAfter(subject) else {
      throw Problem(.forbidden, "This person is an administrator. Ask a superadmin to do it.")
    }
    guard superadmins.contains(where: { $0.id != subject.id }) || !isSuperadmin(subject) else {
      throw Problem(.notAllowedNow, "This is the last superadmin. Make another one first.")
    }
    return subject
  }

  private func isSuperadmin(_ person: Person) -> Bool { person.account.adminRole == .superadmin }
}

extension AdminRole {
  /// Administrators are changed only by who looks after them.
  fileprivate func looksAfter(_ person: Person) -> Bool {
    !person.account.isAdmin || permissions.contains(.administrators)
  }
}

extension Person {
  /// Whether `viewer` may change anything about this person, as far as it is seen without locking them both.
  package func isInReach(of viewer: Viewer) -> Bool {
    viewer.account != id && (viewer.adminRole?.looksAfter(self) ?? false)
  }

  /// Whether the person can be given a role.
  package var canBeAdministrator: Bool { state == .active }
}
