import Identity
import Kernel
import Presentation
import Web

private let shownEvents = 10

/// How one logs in, and where one is logged in.
struct SecurityPage {
  let frame: StorefrontFrame
  let viewer: Viewer
  let hasPassword: Bool
  let secondFactor: SecondFactorState
  let passkeys: [Passkey]
  let hasPasskeys: Bool
  /// Whether it was shown lately who is here; else that comes before a passkey is made.
  let isRecent: Bool
  let sessions: [Session]
  let externalIdentities: HTML?
  /// What changed lately in how one logs in.
  let events: [SecurityEvent]
  /// What was refused.
  let refusal: Words?
  /// The form of a passkey's name that was refused.
  var renaming: (passkey: PasskeyID, form: FormState)?
}

extension Storefront {
  func showSecurity(_ request: Request) async throws -> Response {
    .html(try await securityPage(request, nil).html(request.flash))
  }

  func securityPage(_ request: Request, _ refusal: Words?) async throws -> SecurityPage {
    let viewer = try request.requireViewer()
    return SecurityPage(
      frame: try await frame(request), viewer: viewer,
      hasPassword: try await identity.ownAccount(viewer.account).hasPassword,
      secondFactor: try await identity.secondFactor(of: viewer.account),
      passkeys: try await identity.passkeys(of: viewer.account), hasPasskeys: identity.hasPasskeys,
      isRecent: try await identity.isRecent(viewer.session),
      sessions: try await identity.sessions(of: viewer.account),
      externalIdentities: try await externalIdentities(request),
      events: try await identity.securityEvents(of: viewer.account, limit: shownEvents), refusal: refusal)
  }

  /// Does what changes how one logs in. Where it is too long since one did, showing who one is comes first.
  func securely(_ request: Request, _ act: () async throws -> Response) async throws -> Response {
    try await RefusedForm.answer(request, act) { _, problem in
      try await securityPage(request, problem.detail).html(nil)
    } elsewhere: { problem in
      presenceFirst(problem, back: Paths.security)
    }
  }

  func addPasskey(_ request: Request) async throws -> Response {
    try await securely(request) {
      let passkey = try await identity.registerPasskey(
        request.form(RegisterPasskeyInput.self), request.requireViewer())
      return .redirect(
        to: Paths.security, flash: .success("\(passkey.name) is ready. Use it at your next log-in."))
    }
  }

  func renamePasskey(_ request: Request) async throws -> Response {
    let id = try request.id("passkey", as: PasskeyID.self)
    return try await RefusedForm.answer(request, form: SecurityPage.renamingForm(id)) {
      let edit = request.edit(over: SecurityPage.renamingState) { try RenamePasskeyInput.read($0) }
      _ = try await identity.rename(id, of: request.requireViewer().account, edit)
      return .redirect(to: Paths.security, flash: .success("The name is saved."))
    } again: { form, _ in
      var page = try await securityPage(request, nil)
      page.renaming = (id, form)
      return page.html(nil)
    }
  }

  func removePasskey(_ request: Request) async throws -> Response {
    try await securely(request) {
      try await identity.removePasskey(
        request.id("passkey", as: PasskeyID.self), request.requireViewer())
      return .redirect(
        to: Paths.security,
        flash: .success("The passkey does not log in any more. Delete it on your device, too."))
    }
  }

  func endDeviceSession(_ request: Request) async throws -> Response {
    let viewer = try request.requireViewer()
    try await identity.endSession(request.id("session", as: SessionID.self), of: viewer.account)
    return .redirect(to: Paths.security, flash: .success("The device is logged out."))
  }

  func endOtherDevices(_ request: Request) async throws -> Response {
    let viewer = try request.requireViewer()
    try await identity.endOtherSessions(of: viewer.account, keeping: viewer.session)
    return .redirect(to: Paths.security, flash: .success("All other devices are logged out."))
  }
}
