import HTTPTypes
import Kernel

/// One request, with its body collected and its session resolved.
package struct Request: Sendable {
  package let method: HTTPMethod
  /// The path as sent, still percent-encoded, without the query.
  package let path: String
  package let headers: HTTPHeaders
  /// Names the request in logs and answers.
  package let id: String
  /// The client's address, as far as trusted proxies tell.
  package let client: String
  /// What the client sent behind the head; on disk when it is more than a little.
  package internal(set) var content: Content
  package internal(set) var viewer: Viewer?
  /// The shop in the path of a `.shop` route, checked by the guard.
  package internal(set) var shop: ShopID?
  package internal(set) var query: Parameters
  /// The path's variables, decoded.
  var pathParameters: [String: String]
  /// The shop whose own host was asked; `nil` at the marketplace.
  package let hosted: HostedShop?
  /// The origin under which clients reach the site, as `https://souk.example`.
  package let origin: String

  /// A request with these parts; the pipeline makes them, and so do tests.
  package init(
    method: HTTPMethod = .get, path: String = "/", headers: HTTPHeaders = [:], id: String = "test",
    client: String = "127.0.0.1", body: [UInt8] = [], viewer: Viewer? = nil, shop: ShopID? = nil,
    query: Parameters = Parameters(), pathParameters: [String: String] = [:], hosted: HostedShop? = nil,
    origin: String = ""
  ) {
    self.method = method
    self.path = path
    self.headers = headers
    self.id = id
    self.client = client
    content = Content(body)
    self.viewer = viewer
    self.shop = shop
    self.query = query
    self.pathParameters = pathParameters
    self.hosted = hosted
    self.origin = origin
  }

  /// The variable `{name}` of the path. Throws `.notFound` when it is absent.
  package func parameter(_ name: String) throws -> String {
    guard let value = pathParameters[name] else { throw Problem(.notFound) }
    return value
  }

  /// The variable `{name}` as an identifier. Throws `.notFound` for anything that isn't one.
  package func id<E: Entity>(_ name: String, as: E.Type = E.self) throws -> ID<E> {
    guard let id = ID<E>(try parameter(name)) else { throw Problem(.notFound) }
    return id
  }

  /// The variable `{name}` as an identifier. Throws `.notFound` for anything that isn't one.
  package func id<E: Entity>(_ name: String, as: ID<E>.Type) throws -> ID<E> {
    try id(name, as: E.self)
  }

  /// The viewer. Throws `.unauthenticated` when there is none.
  package func requireViewer() throws -> Viewer {
    guard let viewer else { throw Problem(.unauthenticated) }
    return viewer
  }

  /// The shop that the guard has checked. Throws `.notFound` outside `.shop` routes.
  package func requireShop() throws -> ShopID {
    guard let shop else { throw Problem(.notFound) }
    return shop
  }

  /// `?limit=` (1 to 100, default 24) and `?cursor=`. Throws `.invalidInput`.
  package func page() throws -> PageRequest {
    let wanted = try PageQuery.read(query)
    return PageRequest(limit: wanted.limit, cursor: wanted.cursor)
  }

  /// What the client sent as `Idempotency-Key`.
  package var idempotencyKey: String? { headers[.idempotencyKey] }

  /// The value of a cookie.
  package func cookie(_ name: String) -> String? {
    for line in headers[values: .cookie] {
      if let value = Cookie.value(of: name, in: line) { return value }
    }
    return nil
  }

  /// The message that the redirect to this page carried.
  package var flash: Flash? { cookie(Flash.cookieName).flatMap(Flash.init(cookieValue:)) }

  /// The query string read as `T`. Throws `.invalidInput` with every wrong field.
  package func query<T: Input>(_ type: T.Type) throws -> T { try T.read(query) }

  /// The `?next=` (or form field `next`) to go on to, when it is a path of this site.
  package var nextPath: String? {
    (query["next"] ?? formValues["next"]).flatMap { SafePath.isOwn($0) ? $0 : nil }
  }
}

/// The two parameters that every list takes.
struct PageQuery: Input {
  static let limitRange: ClosedRange<Int64> = 1...Int64(PageRequest.maximumLimit)
  static let defaultLimit: Int64 = 24

  let limit: Int
  let cursor: Cursor?

  init(from input: inout InputReader) throws {
    limit = Int(input.optional("limit", .integer(PageQuery.limitRange)) ?? PageQuery.defaultLimit)
    cursor = input.optional("cursor", .cursor)
  }
}
