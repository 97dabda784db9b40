import Areas
import Gateways
import Kernel
import Persistence
import Web

extension Identity {
  /// A page of people.
  package func people(_ filter: PeopleFilter, _ page: PageRequest) async throws -> Page<Person> {
    try await database.read { try RoleStore.page(filter, page, $0) }
  }

  /// How many people are banned, and how many run the marketplace.
  package func peopleCounts() async throws -> (banned: Int, admins: Int) {
    try await database.read { (try RoleStore.bannedCount($0), try RoleStore.adminCount($0)) }
  }

  /// A person with what is theirs, in numbers. Throws `Problem(.notFound)`.
  package func person(_ id: AccountID) async throws -> PersonDetails {
    let now = clock.now()
    let details = try await database.read { snapshot -> PersonDetails? in
      guard let person = try RoleStore.find(id, snapshot) else { return nil }
      var counts: [String: Int] = [:]
      for area in hooks.personalData {
        counts.merge(try area.counts(of: id, snapshot)) { first, _ in first }
      }
      return PersonDetails(
        person: person, sessionCount: try RoleStore.sessionCount(of: id, at: now, snapshot),
        hasSecondFactor: try SecondFactorStore.find(id, snapshot)?.confirmedAt != nil,
        passkeyCount: try PasskeyStore.count(of: id, snapshot), counts: counts)
    }
    guard let details else { throw Problem(.notFound) }
    return details
  }

  /// These people, in no order; those that aren't there are left out.
  package func people(_ ids: [AccountID]) async throws -> [Person] {
    try await database.read { snapshot in try ids.compactMap { try RoleStore.find($0, snapshot) } }
  }

  /// Everybody whom the filter finds, as a table; that it was taken is noted in the audit log.
  package func peopleTable(_ filter: PeopleFilter, as format: TableFormat) async throws -> Response {
    try await database.write { try $0.record("accounts.exported", on: "accounts") }
    return try .table("people", as: format, header: Person.tableHeader) { [database] page in
      try await database.read { try RoleStore.page(filter, page, $0) }
    } cells: {
      $0.tableRow
    }
  }
}

extension Person {
  fileprivate static let tableHeader = [
    "Id", "Name", "E-mail", "Role", "State", "Reason", "Banned", "Joined",
  ]

  fileprivate var tableRow: [TableCell] {
    [
      .text(id.description), .text(account.name), .text(account.email.text),
      .text(account.adminRole?.rawValue ?? account.role.rawValue), .text(state.rawValue),
      .optional(account.blockedReason), .optional(bannedAt), .moment(account.createdAt),
    ]
  }
}
