import Identity
import Kernel
import Presentation
import Web

extension AdminPortal {
  func ban(_ request: Request) async throws -> Response {
    try await change(
      request, done: { "\($0) is banned and logged out everywhere." }, undo: AdminPaths.unban
    ) { id, actor in
      try await identity.ban(id, request.form(BanInput.self), by: actor)
    }
  }

  func unban(_ request: Request) async throws -> Response {
    try await change(request, done: { "\($0) can log in again." }) { id, actor in
      try await identity.unban(id, by: actor)
    }
  }

  func signOut(_ request: Request) async throws -> Response {
    try await change(request, done: { "\($0) is logged out everywhere." }) { id, actor in
      try await identity.signOutEverywhere(id, by: actor)
      return try await identity.person(id).person
    }
  }

  func setRole(_ request: Request) async throws -> Response {
    try await change(request, done: { "\($0) has the role now." }) { id, actor in
      let isChosen = request.formValues.has("role")
      let edit = request.edit(over: PersonPage.roleState, naming: PersonPage.roleName) { form in
        // It was left as it was shown, and meanwhile there is none.
        if isChosen, !form.has("role") { throw Problem(.conflict) }
        return try AdminRoleInput.read(form)
      }
      return try await identity.setAdminRole(id, edit, by: actor)
    }
  }

  func demote(_ request: Request) async throws -> Response {
    try await change(request, done: { "\($0) is no longer an administrator." }) { id, actor in
      try await identity.removeAdminRole(id, by: actor)
    }
  }

  func resetSecondFactor(_ request: Request) async throws -> Response {
    try await change(request, done: { "\($0) logs in with the password alone now." }) { id, actor in
      try await identity.resetSecondFactor(id, by: actor)
      return try await identity.person(id).person
    }
  }

  /// Changes somebody and goes back to their page, where `done` says it of their name; a refusal is said there, too.
  /// `undo` is where it is taken back.
  private func change(
    _ request: Request, done: (String) -> Words, undo: ((AccountID) -> String)? = nil,
    _ act: (AccountID, AccountID) async throws -> Person
  ) async throws -> Response {
    let id = try request.id("account", as: AccountID.self)
    return try await RefusedForm.redirect(to: AdminPaths.person(id)) {
      try await RefusedForm.answer(request) {
        let person = try await act(id, request.requireViewer().account)
        return .redirect(
          to: AdminPaths.person(id),
          flash: .success(done(person.account.name), undoPath: undo.map { $0(id) }))
      } again: { form, problem in
        guard problem.kind == .invalidInput || problem.kind == .conflict else { throw problem }
        return try await personPage(request, form).html(request)
      }
    }
  }
}
