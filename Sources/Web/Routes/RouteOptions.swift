import Kernel

/// Whether and for whom the answers of a GET route are kept in memory until the catalogue changes.
package enum CachePolicy: Hashable, Sendable {
  case none
  /// The answer is the same for everybody; credentials are not looked at.
  case catalogue
  /// The page is the same for all visitors without a cookie of Souk.
  case visitor
}

/// Which allowance a route takes from, per client address and per account.
package enum RateClass: String, CaseIterable, Sendable {
  case general, write, signIn, codes, signUp, checkout, upload
  /// What leaves a mail to an address that anybody may type, and leads into no account.
  case wishes
}

/// What kinds of content a route takes.
package struct BodyKind: OptionSet, Hashable, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  package static let json = BodyKind(rawValue: 1)
  package static let csv = BodyKind(rawValue: 2)
  package static let image = BodyKind(rawValue: 4)
  package static let multipart = BodyKind(rawValue: 8)
  package static let form = BodyKind(rawValue: 16)
  /// Anything; the handler looks by itself, as for a provider's webhook.
  package static let any = BodyKind(rawValue: 32)
  /// Plain text.
  package static let text = BodyKind(rawValue: 64)

  /// The content types that stand for the kinds.
  var contentTypes: [String] {
    var types: [String] = []
    if contains(.json) { types.append("application/json") }
    if contains(.csv) { types.append("text/csv") }
    if contains(.text) { types.append("text/plain") }
    if contains(.image) { types += ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"] }
    if contains(.multipart) { types.append("multipart/form-data") }
    if contains(.form) { types.append("application/x-www-form-urlencoded") }
    if contains(.any) { types.append("*/*") }
    return types
  }

  /// Whether a content of this media type may come in.
  func accepts(_ essence: String) -> Bool {
    if contains(.any) { return true }
    if contains(.json) && MediaType.isJSON(essence) { return true }
    if contains(.csv) && ["text/csv", "application/csv", "application/vnd.ms-excel"].contains(essence) {
      return true
    }
    return contentTypes.contains(essence)
  }
}

/// How many bytes of content a route takes unless it says otherwise.
enum BodyLimit {
  static let json = 256 * 1024
  static let form = 256 * 1024
  static let multipart = 32 * 1024 * 1024
  static let image = 10 * 1024 * 1024
  static let csv = 64 * 1024 * 1024
  static let text = 4 * 1024 * 1024
  /// The fields of a form without its files: they are held in memory, and shown again when something is wrong.
  static let formText = 1024 * 1024
  /// What no route takes more than.
  static let largest = csv

  /// How much of this media type the route takes.
  static func of(_ essence: String, on route: Route) -> Int {
    essence == "application/x-www-form-urlencoded"
      ? min(route.maximumBodyBytes, formText) : route.maximumBodyBytes
  }

  /// What a page's form may have: files are only taken where the route says that it takes uploads.
  static func form(for kind: BodyKind, _ limit: RateClass?) -> Int {
    limit == .upload ? standard(for: kind) : min(standard(for: kind), formText)
  }

  static func standard(for kind: BodyKind) -> Int {
    var limit = 0
    if kind.contains(.json) { limit = max(limit, json) }
    if kind.contains(.form) { limit = max(limit, form) }
    if kind.contains(.multipart) { limit = max(limit, multipart) }
    if kind.contains(.image) { limit = max(limit, image) }
    if kind.contains(.csv) { limit = max(limit, csv) }
    if kind.contains(.text) { limit = max(limit, text) }
    if kind.contains(.any) { limit = max(limit, json) }
    return limit
  }
}
