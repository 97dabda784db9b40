import Identity
import Kernel
import Ordering
import Presentation
import Web

private let cartCookieName = "souk_cart"

/// What the pages that lead into an account share.
enum EntryForm {
  /// A path of these pages that carries, besides when a code was mailed, the address typed so far and where to go on afterwards.
  static func path(
    _ path: String, email: String? = nil, next: String?, sentAt moment: Timestamp? = nil
  ) -> String {
    let parameters = Parameters().setting("email", email).setting("next", next)
      .setting("sent", moment.map(CodeSent.stamp))
    return parameters.isEmpty ? path : "\(path)?\(parameters.encoded)"
  }

  /// What is said of a field that was left empty.
  static let missing: [String: Words] = [
    "name": "Write a name.", "email": "Write an e-mail address.", "password": "Type a password.",
    "current": "Type your present password.", "code": "Type the six digits.",
    "line1": "Write the street and number.", "postalCode": "Write the postal code.",
    "city": "Write the city.",
    "country": "Choose a country.", "reason": "Say what is wrong.", "confirm": "Type the word.",
  ]

  /// Carries on where to go afterwards.
  static func next(_ path: String?) -> HTML? { path.map { Button.hidden("next", $0) } }

  /// A question with the link that answers it, below a form.
  static func question(_ text: Words, _ label: Words, _ path: String) -> HTML {
    "<p class=\"muted\">\(text) <a href=\"\(path)\">\(label)</a></p>"
  }

  /// The chooser of a person's picture, which is shown in the element `avatar` before it is sent.
  static func picture(_ label: Words, in form: FormState, required: Bool = true) -> HTML {
    let hint: Words = "PNG, JPEG, WebP or GIF, at most 10 MB. It is cut to a square."
    let control: HTML = """
      <input class="input input--file" type="file" id="\(form.controlID("avatar"))" name="avatar" \
      accept="image/png,image/jpeg,image/webp,image/gif"\(attribute: "required", if: required) \
      data-module="preview" data-preview="#avatar"\(Field.description("avatar", form, hint))>
      """
    return Field.frame("avatar", label, in: form, hint: hint, required: required, control: control)
  }

  /// A way back, below a form.
  static func back(_ label: Words, _ path: String) -> HTML {
    "<p>\(Button.link(label, to: path, kind: .quiet, icon: .arrowLeft, size: .small))</p>"
  }
}

extension Request {
  /// The address that the query or the form holds, when it is one.
  var typedEmail: String? {
    (query["email"] ?? formValues["email"]).flatMap { EmailAddress($0)?.text }
  }
}

extension Storefront {
  /// Does what a form asks for. What is refused is shown by the page that `again` makes, with status 422.
  func answer(
    _ request: Request, form id: String = "f", _ act: () async throws -> Response,
    again: (FormState) async throws -> HTML
  ) async throws -> Response {
    do {
      return try await act()
    } catch let problem as Problem where problem.belongsToForm {
      let form = FormState(id: id, request.formValues, problem: problem.naming(EntryForm.missing))
      let html = try await again(form)
      guard problem.kind == .tooManyRequests else { return .html(html, status: .unprocessableContent) }
      let response = Response.html(html, status: .tooManyRequests)
      return response.header(.retryAfter, String(problem.retryAfterSeconds ?? 1))
    }
  }

  /// The answer that begins a session in the browser: the guest's cart becomes the account's, and the page
  /// that was wanted comes next.
  func welcome(_ issued: IssuedSession, _ request: Request, flash: Flash? = nil) async throws -> Response {
    let account = issued.account
    let home = account.isAdmin ? "/admin" : "/"
    var response = Response.redirect(to: request.nextPath ?? home, flash: flash).setting(issued.cookie)
    if let device = issued.deviceCookie { response.cookies.append(device) }
    if let choice = try await agreedConsent(request, account.id) { response.cookies.append(choice.cookie) }
    response.cookies.append(RequestLanguage.cookie(try await agreedLanguage(account.id)))
    guard let held = heldCart(request) else { return response }
    do {
      _ = try await ordering.mergeCart(guest: held, into: account.id)
    } catch let problem as Problem where problem.kind == .notFound {
      // Somebody else's, or long forgotten: there is nothing to bring along.
    }
    response.cookies.append(.removing(cartCookieName))
    return response
  }
}
