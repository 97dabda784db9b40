import Areas
import Kernel
import Web

/// People for administrators: find them, ban them, give them roles.
package enum RoleRoutes {
  private static let tag = "People"

  /// Every route of the noun.
  package static func routes(_ identity: Identity) -> [Route] {
    readRoutes(identity) + banRoutes(identity) + roleRoutes(identity)
  }

  private static func readRoutes(_ identity: Identity) -> [Route] {
    [
      .api(
        .get, "/admin/accounts", "List accounts", tag: tag, .admin(.people),
        query: PeopleFilter.self, answer: Page<PersonOutput>.self
      ) { request, filter in
        try await identity.people(filter, request.page()).map(PersonOutput.init)
      },
      .download(
        .get, "/admin/accounts.csv", "Download what the list shows, as CSV", tag: tag, .admin(.people),
        query: PeopleFilter.self, contentType: "text/csv"
      ) { _, filter in try await identity.peopleTable(filter, as: .csv) },
      .download(
        .get, "/admin/accounts.xlsx", "Download what the list shows, for Excel", tag: tag, .admin(.people),
        query: PeopleFilter.self, contentType: TableFormat.xlsx.contentType
      ) { _, filter in try await identity.peopleTable(filter, as: .xlsx) },
      .api(
        .get, "/admin/accounts/{account}", "Show an account", tag: tag, .admin(.people),
        answer: PersonDetailsOutput.self, problems: [.notFound]
      ) { request in
        PersonDetailsOutput(details: try await identity.person(subject(of: request)))
      },
      .api(
        .delete, "/admin/accounts/{account}/sessions", "Log somebody out everywhere", tag: tag,
        .admin(.people), answer: NoContent.self, problems: [.notFound, .notAllowedNow]
      ) { request in
        try await identity.signOutEverywhere(subject(of: request), by: request.requireViewer().account)
        return NoContent()
      },
    ]
  }

  private static func banRoutes(_ identity: Identity) -> [Route] {
    [
      .api(
        .post, "/admin/accounts/{account}/ban", "Ban somebody with a reason; ends their sessions", tag: tag,
        .admin(.bans), body: BanInput.self, answer: PersonOutput.self, idempotent: true,
        problems: [.notFound, .notAllowedNow]
      ) { request, decision in
        let actor = try request.requireViewer().account
        return try await request.answer(with: PersonOutput.init) {
          try await identity.ban(subject(of: request), decision, by: actor)
        }
      },
      .api(
        .post, "/admin/accounts/{account}/unban", "Let somebody in again", tag: tag, .admin(.bans),
        answer: PersonOutput.self, idempotent: true, problems: [.notFound, .notAllowedNow]
      ) { request in
        let actor = try request.requireViewer().account
        return try await request.answer(with: PersonOutput.init) {
          try await identity.unban(subject(of: request), by: actor)
        }
      },
    ]
  }

  private static func roleRoutes(_ identity: Identity) -> [Route] {
    [
      .api(
        .put, "/admin/accounts/{account}/role", "Give an account an administrator's role", tag: tag,
        .admin(.administrators), body: AdminRoleInput.self, answer: PersonOutput.self,
        problems: [.notFound, .notAllowedNow]
      ) { request, choice in
        let actor = try request.requireViewer().account
        return PersonOutput(person: try await identity.setAdminRole(subject(of: request), choice, by: actor))
      },
      .api(
        .delete, "/admin/accounts/{account}/role", "Take an administrator's role away; ends their sessions",
        tag: tag, .admin(.administrators), answer: NoContent.self, problems: [.notFound, .notAllowedNow]
      ) { request in
        let actor = try request.requireViewer().account
        _ = try await identity.removeAdminRole(subject(of: request), by: actor)
        return NoContent()
      },
      .api(
        .delete, "/admin/accounts/{account}/second-factor",
        "Take somebody's second factor and passkeys away who lost them; ends their sessions", tag: tag,
        .admin(.administrators), answer: NoContent.self, problems: [.notFound, .notAllowedNow]
      ) { request in
        let actor = try request.requireViewer().account
        try await identity.resetSecondFactor(subject(of: request), by: actor)
        return NoContent()
      },
    ]
  }

  private static func subject(of request: Request) throws -> AccountID {
    try request.id("account", as: AccountID.self)
  }
}
