import Dispatch
import HTTPTypes
import Kernel
import NIOCore

/// Turns a handler's response into what is sent: security fields, cookies, caching, entity tag, compression.
struct ResponseFinisher: Sendable {
  private let security: SecurityHeaders
  private let isSecure: Bool

  init(_ configuration: WebConfiguration) {
    security = SecurityHeaders(configuration)
    isSecure = configuration.isSecure
  }

  func finish(_ plain: Response, _ exchange: Exchange) -> Response {
    var response = plain
    let isPage = plain.headers[.contentType]?.hasPrefix("text/html") ?? false
    dropReadFlash(&response, exchange, isPage: isPage)
    // What the handler set wins over the standard fields.
    for field in isPage || !exchange.isAPI ? security.page : security.api
    where response.headers[field.name] == nil {
      response.headers.append(field)
    }
    if !plain.sources.isEmpty, plain.headers[.contentSecurityPolicy] == nil {
      let own = plain.sources.map { "; \($0.directive)" }.joined()
      response.headers[.contentSecurityPolicy]?.append(own)
    }
    if exchange.incoming.hosted != nil, response.headers[.strictTransportSecurity] != nil {
      response.headers[.strictTransportSecurity] = SecurityHeaders.strictTransportOfGuests
    }
    for cookie in response.cookies {
      response.headers.append(HTTPField(name: .setCookie, value: cookie.header(isSecure: isSecure)))
    }
    if response.headers[.cacheControl] == nil {
      response.headers[.cacheControl] = cacheControl(response, exchange)
    }
    tell(&response, exchange, isPage: isPage)
    tag(&response, exchange)
    if response.status == .ok { compress(&response, exchange) }
    setLength(&response)
    return response
  }

  /// The entry for the cache, when the route and the answer allow one.
  func cacheable(_ response: Response, _ exchange: Exchange) -> CachedResponse? {
    guard let route = exchange.route, route.cache != .none, exchange.incoming.method == .get,
      response.status == .ok, response.cookies.isEmpty, let etag = response.headers[.eTag],
      route.cache == .catalogue || !exchange.incoming.hasOwnCookie,
      route.access == .anyone
    else { return nil }
    let body: ByteBuffer
    switch response.body {
    case .bytes(let bytes): body = ByteBuffer(bytes: bytes)
    case .shared(let buffer): body = buffer
    case .none, .stream: return nil
    }
    return CachedResponse(
      headers: response.headers, notModifiedHeaders: ResponseFinisher.notModified(response.headers),
      body: body,
      etag: etag, tags: response.tags ?? [.anything], beganAfter: exchange.beganAfter,
      storedAt: Int64(DispatchTime.now().uptimeNanoseconds / 1_000_000),
      isVisitorOnly: route.cache == .visitor, routeIndex: exchange.routeIndex)
  }

  /// A flash message is shown once.
  private func dropReadFlash(_ response: inout Response, _ exchange: Exchange, isPage: Bool) {
    guard isPage, exchange.incoming.method == .get, exchange.request.cookie(Flash.cookieName) != nil,
      !response.cookies.contains(where: { $0.name == Flash.cookieName })
    else { return }
    response.cookies.append(.removing(Flash.cookieName))
  }

  private func cacheControl(_ response: Response, _ exchange: Exchange) -> String {
    let isRead = exchange.incoming.method == .get || exchange.incoming.method == .head
    guard isRead, response.status == .ok else { return "no-store" }
    guard let route = exchange.route else { return "no-store" }
    if !route.access.isOpen || exchange.request.viewer != nil { return "private, no-store" }
    // A form with a token from a mail, a guest's order: browsers must not keep it for who comes next.
    let isPage = response.headers[.contentType]?.hasPrefix("text/html") ?? false
    if isPage && route.cache == .none { return "private, no-store" }
    return route.cache == .catalogue ? "public, no-cache" : "private, no-cache"
  }

  /// Pages and problems are in the reader's language, which caches must know; so are texts of the catalogue.
  private func tell(_ response: inout Response, _ exchange: Exchange, isPage: Bool) {
    if exchange.isAPI, exchange.route?.cache == .catalogue,
      Languages.all.count > 1 || exchange.hasMarkets
    {
      response.headers.append(HTTPField(name: .vary, value: "Accept-Language, Cookie"))
      return
    }
    guard isPage || response.headers[.contentType] == ProblemOutput.contentType else { return }
    response.headers[.contentLanguage] = Language.current.tag
    response.headers.append(HTTPField(name: .vary, value: "Accept-Language, Cookie"))
  }

  private func tag(_ response: inout Response, _ exchange: Exchange) {
    let isRead = exchange.incoming.method == .get || exchange.incoming.method == .head
    guard isRead, response.status == .ok else { return }
    guard response.headers[.eTag] == nil, case .bytes(let bytes) = response.body, response.cookies.isEmpty
    else { return }
    if exchange.isAPI || response.comesInParts {
      // Also where nothing may be kept: a change can name the state that it was made for by `If-Match`.
      response.headers[.eTag] = EntityTag.strong(bytes)
    } else if response.headers[.cacheControl]?.hasSuffix("no-store") != true {
      response.headers[.eTag] = EntityTag.weak(bytes)
    }
  }

  /// 304 for a client that has it already. Comes after the cache took the whole answer, so that clients that
  /// ask by tag fill it too.
  func revalidated(_ response: Response, _ exchange: Exchange) -> Response {
    let isRead = exchange.incoming.method == .get || exchange.incoming.method == .head
    guard isRead, response.status == .ok, let etag = response.headers[.eTag],
      let asked = exchange.incoming.headers[.ifNoneMatch], EntityTag.matches(asked, etag)
    else { return response }
    var short = response
    short.status = .notModified
    short.headers = ResponseFinisher.notModified(response.headers)
    short.body = .none
    setLength(&short)
    return short
  }

  private static func notModified(_ headers: HTTPHeaders) -> HTTPHeaders {
    var kept = HTTPHeaders()
    for field in headers {
      switch field.name {
      case .contentType, .contentLength, .contentEncoding, .contentSecurityPolicy, .permissionsPolicy,
        .crossOriginOpenerPolicy, .requestID:
        continue
      default: kept.append(field)
      }
    }
    return kept
  }

  private func compress(_ response: inout Response, _ exchange: Exchange) {
    guard case .bytes(let bytes) = response.body, response.headers[.contentEncoding] == nil,
      // A part of what was compressed on the way is of no use to anybody.
      !response.comesInParts,
      Gzip.isWorthwhile(response.headers[.contentType] ?? "", bytes.count)
    else { return }
    response.headers.append(HTTPField(name: .vary, value: "Accept-Encoding"))
    guard exchange.incoming.acceptsGzip, let compressed = Gzip.compress(bytes), compressed.count < bytes.count
    else { return }
    response.headers[.contentEncoding] = "gzip"
    if let tag = response.headers[.eTag] { response.headers[.eTag] = EntityTag.compressed(tag) }
    response.body = .bytes(compressed)
  }

  func setLength(_ response: inout Response) {
    switch response.body {
    case .bytes(let bytes): response.headers[.contentLength] = String(bytes.count)
    case .shared(let buffer): response.headers[.contentLength] = String(buffer.readableBytes)
    case .stream(let length?, _): response.headers[.contentLength] = String(length)
    case .stream(nil, _): break
    case .none:
      // 204 and 304 have no content by definition, and no length then.
      if response.status != .noContent && response.status != .notModified {
        response.headers[.contentLength] = "0"
      }
    }
  }
}
