import HTTPTypes
import Kernel

/// Lets scripts of other, configured sites call the API, with the cookies that browsers send along (Fetch,
/// 3.2). A site is named exactly: there is no `*`, and `null`, which any sandboxed document has, is none.
struct CrossOriginSharing: Sendable {
  private static let maximumAgeSeconds = "600"
  private static let exposed =
    """
    Accept-Ranges, Content-Disposition, Content-Range, ETag, Idempotent-Replayed, Link, Location, RateLimit-Limit, \
    RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Request-Id
    """
  private static let requestHeaders =
    """
    Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, If-Range, Range, X-Request-Id
    """

  private let origins: Set<String>

  /// Origins as `https://app.example`; what is none is left out.
  init(origins: [String]) { self.origins = CrossOriginSharing.usable(origins) }

  /// Those of the texts that are origins, in lower case.
  static func usable(_ origins: [String]) -> Set<String> {
    Set(origins.map { $0.lowercased() }.filter(WebOrigin.isOne))
  }

  /// The value of `Allow` for a path with these methods.
  static func allowed(_ methods: [HTTPMethod]) -> String {
    var names = Set(methods.map(\.rawValue))
    names.insert("OPTIONS")
    if names.contains("GET") { names.insert("HEAD") }
    return names.sorted().joined(separator: ", ")
  }

  /// The answer to OPTIONS. Throws `Problem(.crossSiteRequest)` when a browser asks for a site that isn't
  /// configured.
  func preflight(_ exchange: Exchange, allowed: String) throws -> Response {
    var response = Response(status: .noContent, headers: [.allow: allowed])
    let incoming = exchange.incoming
    let isPreflight =
      incoming.headers[.origin] != nil && incoming.headers[.accessControlRequestMethod] != nil
    guard isPreflight else { return response }
    guard exchange.isAPI, isShared(incoming) else { throw Problem(.crossSiteRequest) }
    response.headers[.accessControlAllowMethods] = allowed
    response.headers[.accessControlAllowHeaders] = CrossOriginSharing.requestHeaders
    response.headers[.accessControlMaxAge] = CrossOriginSharing.maximumAgeSeconds
    return response
  }

  /// Adds what lets the asking site's script read the answer.
  func share(_ incoming: IncomingRequest, _ response: inout Response) {
    guard !origins.isEmpty else { return }
    response.headers.append(HTTPField(name: .vary, value: "Origin"))
    guard isShared(incoming), let origin = incoming.headers[.origin] else { return }
    response.headers[.accessControlAllowOrigin] = origin
    response.headers[.accessControlAllowCredentials] = "true"
    response.headers[.accessControlExposeHeaders] = CrossOriginSharing.exposed
  }

  private func isShared(_ incoming: IncomingRequest) -> Bool {
    incoming.headers[.origin].map { origins.contains($0.lowercased()) } ?? false
  }
}

/// Scheme, host and port of a site, as browsers write it.
package enum WebOrigin {
  /// Whether the text is an origin of http or https: no path, no `*`, not `null`.
  package static func isOne(_ text: String) -> Bool {
    for scheme in ["https://", "http://"] where text.hasPrefix(scheme) {
      let host = text.dropFirst(scheme.count)
      return !host.isEmpty
        && host.utf8.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"),
            UInt8(ascii: "["), UInt8(ascii: "]"):
            true
          default: false
          }
        }
    }
    return false
  }
}
