import Identity
import Kernel
import Web

/// One's account: name, password, devices, data.
struct ProfilePage {
  static let nameForm = "name"
  static let passwordForm = "password"
  static let closingForm = "close"

  let frame: StorefrontFrame
  let account: Account
  let sessions: [Session]
  let current: SessionID
  /// What was refused, by the id of its form; all others are as stored.
  let refused: FormState?

  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/account", .signedIn) { request in
        .html(try await storefront.profilePage(request, nil).html(request.flash))
      },
      .page(.post, "/account", .signedIn) { request in try await storefront.editName(request) },
      .page(.post, "/account/password", .signedIn, limit: .signIn) { request in
        try await storefront.changePassword(request)
      },
      .page(.post, "/account/devices/{session}/end", .signedIn) { request in
        try await storefront.endDevice(request)
      },
      .page(.get, "/account/export", .signedIn) { request in
        let document = try await storefront.identity.export(request.requireViewer().account)
        return .json(document).attachment("account.json")
      },
      .page(.post, "/account/close", .signedIn) { request in try await storefront.closeAccount(request) },
    ]
  }
}

/// The present name. Unlike an API's change, a form always sends it.
struct NameForm: Input {
  let name: String

  init(from input: inout InputReader) throws {
    name = input.required("name", .text(1...80))
  }
}

/// What is typed to close an account: its address.
struct ClosingForm: Input {
  let confirm: String

  init(from input: inout InputReader) throws {
    confirm = input.required("confirm", .text(1...254))
  }
}

extension Storefront {
  func profilePage(_ request: Request, _ refused: FormState?) async throws -> ProfilePage {
    let viewer = try request.requireViewer()
    return ProfilePage(
      frame: try await frame(request), account: try await identity.account(viewer.account),
      sessions: try await identity.sessions(of: viewer.account), current: viewer.session, refused: refused)
  }

  func editName(_ request: Request) async throws -> Response {
    try await answer(request, form: ProfilePage.nameForm) {
      _ = try request.form(NameForm.self)
      _ = try await identity.edit(request.requireViewer().account, request.form(EditAccount.self))
      return .redirect(to: "/account", flash: .success("Your name is saved."))
    } again: { form in
      try await profilePage(request, form).html(nil)
    }
  }

  func changePassword(_ request: Request) async throws -> Response {
    try await answer(request, form: ProfilePage.passwordForm) {
      let viewer = try request.requireViewer()
      try await identity.changePassword(
        viewer.account, request.form(ChangePassword.self), keeping: viewer.session)
      return .redirect(
        to: "/account", flash: .success("Your password is changed. All other devices are logged out."))
    } again: { form in
      try await profilePage(request, form).html(nil)
    }
  }

  func endDevice(_ request: Request) async throws -> Response {
    let viewer = try request.requireViewer()
    try await identity.endSession(request.id("session", as: SessionID.self), of: viewer.account)
    return .redirect(to: "/account", flash: .success("The device is logged out."))
  }

  func closeAccount(_ request: Request) async throws -> Response {
    try await answer(request, form: ProfilePage.closingForm) {
      let viewer = try request.requireViewer()
      guard try request.form(ClosingForm.self).confirm.lowercased() == viewer.email else {
        throw Problem.invalid("confirm", "wrong", "Type \(viewer.email) to close the account.")
      }
      try await identity.close(viewer.account)
      return .redirect(to: "/", flash: .success("Your account is closed and its data is gone. Farewell."))
        .setting(.removing(Cookie.sessionName))
    } again: { form in
      try await profilePage(request, form).html(nil)
    }
  }
}
