import Identity
import Kernel
import Presentation
import Web

/// Where people show again who they are, before they change how they log in.
struct PresencePage {
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
}

extension Storefront {
  func showPresence(_ request: Request) async throws -> Response {
    .html(try await presencePage(request, .empty).html(request.flash))
  }

  private func presencePage(_ request: Request, _ form: FormState) async throws -> PresencePage {
    let viewer = try request.requireViewer()
    let hasCodes = try await identity.secondFactor(of: viewer.account).isOn
    let hasPassword = try await identity.ownAccount(viewer.account).hasPassword
    return PresencePage(
      frame: try await frame(request), form: form, next: request.nextPath,
      proof: hasCodes ? .code : hasPassword ? .password : .newLogIn, email: viewer.email)
  }

  /// Leads to where one shows who one is, and from there to `back`.
  private func confirmFirst(for back: String) -> Response {
    .redirect(
      to: EntryForm.path(Paths.presence, next: back),
      flash: .information("It is a while since you logged in. Show that it is you, then go on."))
  }

  /// Where it is too long since the last log-in, showing who one is comes first.
  func presenceFirst(_ problem: Problem, back: String) -> Response? {
    problem.kind == .confirmationNeeded ? confirmFirst(for: back) : nil
  }

  /// A page whose form asks for the password; without one, showing who one is comes first, so that nothing is typed
  /// in vain.
  func afterPresence(
    _ request: Request, back: String, hasPassword: Bool, _ page: () -> HTML
  ) async throws -> Response {
    if !hasPassword, try await !identity.isRecent(request.requireViewer().session) {
      return confirmFirst(for: back)
    }
    return .html(page())
  }

  func confirmPresence(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request, missing: EntryForm.missing, beside: [.secondFactorWrong: "code"]) {
      try await identity.confirm(request.form(PresenceProofInput.self), in: request.requireViewer())
      return .redirect(to: request.nextPath ?? Paths.security, flash: .success("Thank you. Go on."))
    } again: { form, _ in
      try await presencePage(request, form).html(nil)
    }
  }
}

extension PresencePage {
  func html(_ flash: Flash?) -> HTML {
    StorefrontPage.renderForm(
      head: DocumentHead(title: "Is it you?", siteName: frame.siteName, isIndexable: false), frame: frame,
      flash: flash, title: "Is it you?",
      intro: "What protects your account is changed only by you, so show once more that it is you.",
      proof == .newLogIn ? logInAgain : fields,
      below: EntryForm.question("Changed your mind?", "Back to security", Paths.security))
  }

  private var fields: HTML {
    let field: HTML =
      proof == .code
      ? Field.text(
        "code", "Code from the app, or a recovery code", in: form, maximumLength: 32,
        autocomplete: "one-time-code")
      : Field.password("password", "Your password", in: form)
    return """
      <form class="stack" method="post" action="\(Paths.presence)">\(form.summary)\(EntryForm.next(next))\(field)\
      \(Button.submit("Go on", size: .wide))</form>
      """
  }

  private var logInAgain: HTML {
    let forgotten = EntryForm.path(Paths.password, email: email, next: next)
    return """
      <form class="stack" method="post" action="\(Paths.signOut)">\(form.summary)\
      <p>\(say: "You have no password here, so log in once more as you did before.")</p>\
      \(Button.hidden("next", EntryForm.path(Paths.signIn, next: next ?? Paths.security)))\
      \(Button.submit("Log out and in again", size: .wide))\
      <p class="small"><a href="\(forgotten)">\(say: "Set a password by mail instead")</a></p></form>
      """
  }
}
