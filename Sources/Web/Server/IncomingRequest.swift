import HTTPTypes

/// A request as it comes from the connection: nothing is read, checked or believed yet.
package struct IncomingRequest: Sendable {
  /// How much a connection hands over at a time, about.
  private static let pieceBytes = 16 * 1024

  let method: HTTPMethod
  /// Path and query as sent.
  let target: String
  /// The path without the query.
  let path: Substring
  /// The query without its question mark.
  let query: Substring
  private(set) var headers: HTTPHeaders
  /// What the client calls this host.
  let host: String?
  /// Whether there is one `Host`, and it can be a host (RFC 9112, 3.2).
  var hasValidHost = true
  /// The shop that the host shows, once that was looked up.
  var hosted: HostedShop?
  /// The address of the connection's other end.
  let peer: String
  /// Hands the content to a collector as it comes. Throws what the collector throws.
  let readBody: @Sendable (_ collector: inout ContentCollector) async throws -> Void

  init(
    method: HTTPMethod, target: String, headers: HTTPHeaders, host: String?, peer: String,
    readBody: @escaping @Sendable (_ collector: inout ContentCollector) async throws -> Void
  ) {
    self.method = method
    self.target = target
    let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
    path = target[..<(mark ?? target.endIndex)]
    query = mark.map { target[target.utf8.index(after: $0)...] } ?? ""
    self.headers = headers
    self.host = host
    self.peer = peer
    self.readBody = readBody
  }

  /// A request whose content is at hand; for tests that need no socket.
  package init(
    _ method: HTTPMethod, _ target: String, headers: HTTPHeaders = [:], body: [UInt8] = [],
    host: String? = "127.0.0.1:8080", peer: String = "127.0.0.1"
  ) {
    var headers = headers
    if !body.isEmpty && headers[.contentLength] == nil { headers[.contentLength] = String(body.count) }
    self.init(method: method, target: target, headers: headers, host: host, peer: peer) { collector in
      for start in stride(from: 0, to: body.count, by: IncomingRequest.pieceBytes) {
        try await collector.add(body[start..<min(body.count, start + IncomingRequest.pieceBytes)])
      }
    }
  }

  /// The token behind `Authorization: Bearer`; empty when the field is there but is no bearer token.
  var bearerToken: String? {
    guard let value = headers[.authorization] else { return nil }
    let scheme = "bearer "
    return value.lowercased().hasPrefix(scheme) ? value.dropFirst(scheme.count).trimmingSpaces : ""
  }

  /// The session of a page's visitor. Nobody is signed in at a shop's own host, whatever the browser sends there.
  var sessionCookie: String? {
    guard hosted == nil else { return nil }
    return headers[.cookie].flatMap { Cookie.value(of: Cookie.sessionName, in: $0) }.flatMap {
      $0.isEmpty ? nil : $0
    }
  }

  /// Whether a content follows the head (RFC 9112, 6.3).
  var hasBody: Bool {
    headers[.transferEncoding] != nil || headers[.contentLength].map { $0 != "0" } ?? false
  }

  /// Believes only cookies that no other host can have set; for sites that are served by https.
  mutating func keepHostCookies() {
    guard let line = headers[.cookie], line.contains(Cookie.prefix) else { return }
    headers[.cookie] = Cookie.hostOnly(line)
  }

  var hasOwnCookie: Bool { headers[.cookie].map(Cookie.hasOwn) ?? false }

  var acceptsGzip: Bool { headers[.acceptEncoding].map(Gzip.isAccepted) ?? false }
}

/// What is known of a request while it is being answered.
struct Exchange: Sendable {
  let incoming: IncomingRequest
  let id: String
  let client: String
  let startedAtNanoseconds: UInt64
  var route: Route?
  var routeIndex = RequestMetrics.unmatched
  var request: Request
  var allowance: RateDecision?
  /// The last change before the handler ran, so that an answer is not kept that a change meanwhile made stale.
  var beganAfter: UInt64 = 0
  /// Whether answers differ by the market that visitors choose.
  var hasMarkets = false

  /// Whether problems are shown as JSON.
  var isAPI: Bool { route.map { $0.kind == .api } ?? incoming.path.hasPrefix("/api") }
}
