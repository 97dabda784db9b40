import Identity
import Kernel
import Web

/// Where people show again who they are, before they change how they log in.
struct PresencePage {
  static let path = "\(SecurityPage.path)/confirm"

  let frame: StorefrontFrame
  let form: FormState
  let next: String?
  let proof: Proof
  let email: String

  /// What somebody shows that it is them with.
  enum Proof {
    case password, code
    /// There is neither, so only another log-in shows it.
    case newLogIn
  }

  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, path, .signedIn) { request in
        .html(try await storefront.presencePage(request, .empty).html(request.flash))
      },
      .page(.post, path, .signedIn, limit: .signIn) { request in
        try await storefront.showPresence(request)
      },
    ]
  }
}

extension Storefront {
  func presencePage(_ request: Request, _ form: FormState) async throws -> PresencePage {
    let viewer = try request.requireViewer()
    let hasCodes = try await identity.secondFactor(of: viewer.account).isOn
    let hasPassword = try await identity.ownAccount(viewer.account).hasPassword
    return PresencePage(
      frame: try await frame(request), form: form, next: request.nextPath,
      proof: hasCodes ? .code : hasPassword ? .password : .newLogIn, email: viewer.email)
  }

  /// Leads to where one shows who one is, and from there to `back`.
  func confirmFirst(for back: String) -> Response {
    .redirect(
      to: EntryForm.path(PresencePage.path, next: back),
      flash: .information("It is a while since you logged in. Show that it is you, then go on."))
  }

  /// Does what needs a recent log-in; where it is too long ago, showing who one is comes first.
  func afterPresence(back: String, _ act: () async throws -> Response) async throws -> Response {
    do {
      return try await act()
    } catch let problem as Problem where problem.kind == .confirmationNeeded {
      return confirmFirst(for: back)
    }
  }

  func showPresence(_ request: Request) async throws -> Response {
    try await answer(request) {
      do {
        try await identity.confirm(request.form(PresenceProofInput.self), in: request.requireViewer())
        return .redirect(to: request.nextPath ?? SecurityPage.path, flash: .success("Thank you. Go on."))
      } catch let problem as Problem where problem.kind == .secondFactorWrong {
        throw Problem.invalid("code", "wrong", problem.detail)
      }
    } again: { form in
      try await presencePage(request, form).html(nil)
    }
  }
}

extension PresencePage {
  func html(_ flash: Flash?) -> HTML {
    return StorefrontPage.renderForm(
      head: DocumentHead(title: "Is it you?", siteName: frame.siteName, isIndexable: false), frame: frame,
      flash: flash, title: "Is it you?",
      intro: "What protects your account is changed only by you, so show once more that it is you.",
      proof == .newLogIn ? logInAgain : fields,
      below: EntryForm.question("Changed your mind?", "Back to security", SecurityPage.path))
  }

  private var fields: HTML {
    let field: HTML =
      proof == .code
      ? Field.text(
        "code", "Code from the app, or a recovery code", in: form, maximumLength: 32,
        autocomplete: "one-time-code")
      : Field.password("password", "Your password", in: form)
    return """
      <form class="stack" method="post" action="\(Self.path)">\(form.summary)\(EntryForm.next(next))\(field)\
      \(Button.submit("Go on", size: .wide))</form>
      """
  }

  private var logInAgain: HTML {
    let forgotten = EntryForm.path("/password", email: email, next: next)
    return """
      <form class="stack" method="post" action="/logout">\(form.summary)\
      <p>\(say: "You have no password here, so log in once more as you did before.")</p>\
      \(Button.hidden("next", EntryForm.path("/login", next: next ?? SecurityPage.path)))\
      \(Button.submit("Log out and in again", size: .wide))\
      <p class="small"><a href="\(forgotten)">\(say: "Set a password by mail instead")</a></p></form>
      """
  }
}
