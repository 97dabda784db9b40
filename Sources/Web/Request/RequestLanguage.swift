import HTTPTypes
import Kernel

/// In which language a request is answered: the one in the address (`?language=`), else the one that its sender chose,
/// else what their browser or program likes best (`Accept-Language`), else the site's own.
package enum RequestLanguage {
  /// Its name does not begin like Souk's other cookies: a page is the same for everybody who reads its language.
  static let cookieName = "language"
  private static let parameter = "language="
  private static let lifetimeSeconds = 400 * 24 * 60 * 60

  /// The choice as a cookie, for as long as browsers keep one.
  package static func cookie(_ language: Language) -> Cookie {
    Cookie(cookieName, language.tag, maximumAgeSeconds: lifetimeSeconds)
  }

  static func choose(_ request: IncomingRequest) -> Language {
    guard Languages.all.count > 1 else { return Languages.standard }
    if let language = named(in: request.query) { return language }
    for line in request.headers[values: .cookie] {
      if let tag = Cookie.value(of: cookieName, in: line), let language = Languages.find(tag) {
        return language
      }
    }
    return request.headers[.acceptLanguage].flatMap(Languages.preferred) ?? Languages.standard
  }

  private static func named(in query: Substring) -> Language? {
    // Most addresses have a query without it, and are asked for often: bytes are compared, not characters.
    for pair in query.utf8.split(separator: UInt8(ascii: "&")) where pair.starts(with: parameter.utf8) {
      return Languages.find(String(Substring(pair.dropFirst(parameter.utf8.count))))
    }
    return nil
  }
}
