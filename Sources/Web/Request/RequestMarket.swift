import HTTPTypes
import Kernel

/// At the prices of which market a request is answered: that in the address (`?market=`), else the one that its sender
/// chose; else the shops' own prices hold.
package enum RequestMarket {
  /// Its name does not begin like Souk's other cookies: a page is the same for everybody in a market.
  static let cookieName = "market"
  private static let parameter = "market="
  private static let lifetimeSeconds = 400 * 24 * 60 * 60
  private static let longestCode = 100

  /// The choice as a cookie, for as long as browsers keep one.
  package static func cookie(_ market: PriceMarket) -> Cookie {
    Cookie(cookieName, market.code, maximumAgeSeconds: lifetimeSeconds)
  }

  /// Lets the browser forget the choice.
  package static var noCookie: Cookie { .removing(cookieName) }

  /// What the request names; `nil` where it names none.
  static func code(_ request: IncomingRequest) -> String? {
    if let named = named(in: request.query) { return named }
    for line in request.headers[values: .cookie] {
      if let code = Cookie.value(of: cookieName, in: line), isCode(code) { return String(code) }
    }
    return nil
  }

  private static func named(in query: Substring) -> String? {
    for pair in query.utf8.split(separator: UInt8(ascii: "&")) where pair.starts(with: parameter.utf8) {
      let code = Substring(pair.dropFirst(parameter.utf8.count))
      return isCode(code) ? String(code) : nil
    }
    return nil
  }

  private static func isCode(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.count <= longestCode
  }
}
