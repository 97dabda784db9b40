import Identity
import Kernel
import Web

/// Where one's own password is changed, or set where there was none. Password managers find it by
/// `/.well-known/change-password`.
struct OwnPasswordPage {
  static let path = "/account/password"

  let frame: StorefrontFrame
  let form: FormState
  let own: OwnAccount

  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, path, .signedIn) { request in
        let page = try await storefront.ownPasswordPage(request, .empty)
        if !page.own.hasPassword, try await !storefront.identity.isRecent(request.requireViewer().session) {
          return storefront.confirmFirst(for: path)
        }
        return .html(page.html(request.flash))
      },
      .page(.post, path, .signedIn, limit: .signIn) { request in
        try await storefront.changeOwnPassword(request)
      },
    ]
  }
}

extension Storefront {
  func ownPasswordPage(_ request: Request, _ form: FormState) async throws -> OwnPasswordPage {
    OwnPasswordPage(
      frame: try await frame(request), form: form,
      own: try await identity.ownAccount(request.requireViewer().account))
  }

  func changeOwnPassword(_ request: Request) async throws -> Response {
    try await afterPresence(back: OwnPasswordPage.path) {
      try await answer(request) {
        let viewer = try request.requireViewer()
        try await identity.changePassword(
          viewer.account, request.form(ChangePasswordInput.self), keeping: viewer.session)
        return .redirect(
          to: SecurityPage.path,
          flash: .success("Your new password is set. All other devices are logged out."))
      } again: { form in
        try await ownPasswordPage(request, form).html(nil)
      }
    }
  }
}
