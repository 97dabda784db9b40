import Identity
import Kernel
import Ordering
import Web

private let cartCookieName = "souk_cart"

/// What the pages that lead into an account share.
enum EntryForm {
  /// A path of these pages that carries the address typed so far and where to go on afterwards.
  static func path(_ path: String, email: String? = nil, next: String?) -> String {
    let parameters = Parameters().setting("email", email).setting("next", next)
    return parameters.isEmpty ? path : "\(path)?\(parameters.encoded)"
  }

  /// What is said of a field that was left empty.
  static let missing = [
    "name": "Write a name.", "email": "Write an e-mail address.", "password": "Type a password.",
    "current": "Type your present password.", "code": "Type the six digits from the mail.",
    "line1": "Write the street and number.", "postalCode": "Write the postal code.",
    "city": "Write the city.",
    "country": "Choose a country.", "reason": "Say what is wrong.",
  ]

  /// Carries on where to go afterwards.
  static func next(_ path: String?) -> HTML? { path.map { Button.hidden("next", $0) } }

  /// A question with the link that answers it, below a form.
  static func question(_ text: String, _ label: String, _ path: String) -> HTML {
    "<p class=\"muted\">\(text) <a href=\"\(path)\">\(label)</a></p>"
  }
}

extension Request {
  /// The address that the query or the form holds, when it is one.
  var typedEmail: String? {
    (query["email"] ?? formValues["email"]).flatMap { EmailAddress($0)?.text }
  }
}

extension Problem {
  /// The same, with these sentences for fields that were left empty.
  func naming(_ missing: [String: String]) -> Problem {
    let named = fields.map { error in
      guard error.code == "required", let message = missing[error.field] else { return error }
      return FieldError(field: error.field, code: error.code, message: message)
    }
    return Problem(kind, detail, fields: named, retryAfterSeconds: retryAfterSeconds)
  }

  /// Whether the form that was sent says it, rather than a page of its own.
  var belongsToForm: Bool {
    switch kind {
    case .notFound, .unauthenticated, .forbidden, .crossSiteRequest, .malformedRequest, .unsupportedMediaType,
      .tooLarge:
      false
    default: kind.status < 500
    }
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
      return .html(try await again(form), status: .unprocessableContent)
    }
  }

  /// The answer that begins a session in the browser: the guest's cart becomes the account's, and the page
  /// that was wanted comes next.
  func welcome(_ issued: IssuedSession, _ request: Request, flash: Flash? = nil) async throws -> Response {
    let account = issued.account
    let home = account.isAdmin ? "/admin" : "/"
    var response = Response.redirect(to: request.nextPath ?? home, flash: flash).setting(issued.cookie)
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
