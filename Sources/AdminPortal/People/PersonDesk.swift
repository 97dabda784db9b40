import Identity
import Kernel
import Vendors
import Web

enum PersonDeskRoutes {
  private static let path = "/admin/people/{account}"

  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, path, .admin(.people)) { request in
        .html(try await portal.personPage(request, .empty).html(request))
      },
      .page(.post, "\(path)/ban", .admin(.bans)) { request in
        try await portal.change(
          request, done: { "\($0) is banned and logged out everywhere." }, undo: "unban"
        ) {
          id, actor in
          try await portal.identity.ban(id, request.form(BanInput.self), by: actor)
        }
      },
      .page(.post, "\(path)/unban", .admin(.bans)) { request in
        try await portal.change(request, done: { "\($0) can log in again." }) { id, actor in
          try await portal.identity.unban(id, by: actor)
        }
      },
      .page(.post, "\(path)/sign-out", .admin(.people)) { request in
        try await portal.change(request, done: { "\($0) is logged out everywhere." }) { id, actor in
          try await portal.identity.signOutEverywhere(id, by: actor)
          return try await portal.identity.person(id).person
        }
      },
    ] + roleRoutes(portal)
  }

  private static func roleRoutes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.post, "\(path)/role", .admin(.administrators)) { request in
        try await portal.change(request, done: { "\($0) has the role now." }) { id, actor in
          try await portal.identity.setAdminRole(id, request.form(AdminRoleInput.self), by: actor)
        }
      },
      .page(.post, "\(path)/demote", .admin(.administrators)) { request in
        try await portal.change(request, done: { "\($0) is no longer an administrator." }) { id, actor in
          try await portal.identity.removeAdminRole(id, by: actor)
        }
      },
      .page(.post, "\(path)/second-factor", .admin(.administrators)) { request in
        try await portal.change(request, done: { "\($0) logs in with the password alone now." }) {
          id, actor in
          try await portal.identity.resetSecondFactor(id, by: actor)
          return try await portal.identity.person(id).person
        }
      },
      .page(.post, "\(path)/erasure", .admin(.administrators)) { request in
        try await portal.erase(request)
      },
    ]
  }
}

/// One person, what is theirs, and what can be done about them.
struct PersonPage {
  let frame: AdminFrame
  let details: PersonDetails
  /// The shops that they own or work in.
  let workplaces: [Workplace]
  let form: FormState
}

extension AdminPortal {
  func personPage(_ request: Request, _ form: FormState) async throws -> PersonPage {
    let id = try request.id("account", as: AccountID.self)
    return PersonPage(
      frame: try await frame(request), details: try await identity.person(id),
      workplaces: try await vendors.workplaces(of: id), form: form)
  }

  /// Changes somebody and goes back to their page, where `done` says it of their name; a refusal is said there, too.
  /// `undo` is what takes it back.
  func change(
    _ request: Request, done: (String) -> Words, undo: String? = nil,
    _ act: (AccountID, AccountID) async throws -> Person
  ) async throws -> Response {
    let id = try request.id("account", as: AccountID.self)
    do {
      let person = try await act(id, request.requireViewer().account)
      let place = "/admin/people/\(id)"
      return .redirect(
        to: place,
        flash: .success(done(person.account.name), undoPath: undo.map { "\(place)/\($0)" }))
    } catch let problem as Problem where problem.kind == .invalidInput {
      let page = try await personPage(request, FormState(request.formValues, problem: problem))
      return .html(page.html(request), status: .unprocessableContent)
    } catch let problem as Problem where [.notAllowedNow, .forbidden].contains(problem.kind) {
      return .redirect(to: "/admin/people/\(id)", flash: .error(problem.detail))
    }
  }
}
