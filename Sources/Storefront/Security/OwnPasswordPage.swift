import Identity
import Kernel
import Presentation
import Web

/// Where one's own password is changed, or set where there was none. Password managers find it by
/// `/.well-known/change-password`.
struct OwnPasswordPage {
  let frame: StorefrontFrame
  let form: FormState
  let own: OwnAccount
}

extension Storefront {
  func showOwnPassword(_ request: Request) async throws -> Response {
    let page = try await ownPasswordPage(request, .empty)
    return try await afterPresence(request, back: Paths.ownPassword, hasPassword: page.own.hasPassword) {
      page.html(request.flash)
    }
  }

  private func ownPasswordPage(_ request: Request, _ form: FormState) async throws -> OwnPasswordPage {
    OwnPasswordPage(
      frame: try await frame(request), form: form,
      own: try await identity.ownAccount(request.requireViewer().account))
  }

  func changeOwnPassword(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request, missing: EntryForm.missing) {
      let viewer = try request.requireViewer()
      try await identity.changePassword(
        viewer.account, request.form(ChangePasswordInput.self), keeping: viewer.session)
      return .redirect(
        to: Paths.security, flash: .success("Your new password is set. All other devices are logged out."))
    } again: { form, _ in
      try await ownPasswordPage(request, form).html(nil)
    } elsewhere: { problem in
      presenceFirst(problem, back: Paths.ownPassword)
    }
  }
}
