import Foundation
import Kernel
import Presentation
import Web

/// What the chooser sends.
private struct LanguageForm: Input {
  let tag: String

  init(from input: inout InputReader) throws {
    tag = input.required("language", .text(1...35))
    if !input.isRejected("language"), Languages.find(tag) == nil {
      input.reject("language", "This is not a language of this site.", code: "not_a_choice")
    }
  }
}

extension Storefront {
  /// Keeps the choice in the browser, and with the account of whoever is signed in; leads back to where it was made.
  func chooseLanguage(_ request: Request) async throws -> Response {
    let form = try request.form(LanguageForm.self)
    guard let language = Languages.find(form.tag) else { throw Problem(.notFound) }
    if let viewer = request.viewer { try await identity.setLanguage(language, of: viewer.account) }
    return .redirect(to: pageBefore(request, without: "language")).setting(RequestLanguage.cookie(language))
  }

  /// What the browser is to know when somebody logs in: the account's language where it has one, else the request's
  /// becomes the account's.
  func agreedLanguage(_ account: AccountID) async throws -> Language {
    if let stored = try await identity.language(of: account) { return stored }
    try await identity.setLanguage(Language.current, of: account)
    return Language.current
  }

  /// The page of this site that the form was on, without one of its parameters; home when the browser doesn't tell.
  func pageBefore(_ request: Request, without parameter: String) -> String {
    let site = request.hosted.map { "https://\($0.host)" } ?? publicURL
    guard let referer = request.headers[.referer], referer.hasPrefix(site + Paths.home),
      var parts = URLComponents(string: String(referer.dropFirst(site.count)))
    else { return Paths.home }
    let items = parts.percentEncodedQueryItems?.filter { $0.name != parameter } ?? []
    parts.percentEncodedQueryItems = items.isEmpty ? nil : items
    guard let path = parts.string, SafePath.isOwn(path) else { return Paths.home }
    return path
  }
}
