import HTTPTypes
import Kernel

/// One address with one method: who may use it, what it takes and what it answers. Made by `Route.api`,
/// `Route.download` and `Route.page`.
package struct Route: Sendable {
  /// Which family a route is of; decides how problems are shown and whether it is documented.
  package enum Kind: Sendable { case api, page }

  /// Where the API begins.
  package static let apiPrefix = "/api/v1"

  package let method: HTTPMethod
  /// The whole path with its variables, as `/api/v1/shops/{shop}`.
  package let path: String
  package let kind: Kind
  package let access: Access
  package let cache: CachePolicy
  package let limit: RateClass
  package let maximumBodyBytes: Int
  package let bodyKind: BodyKind
  /// Whether `Idempotency-Key` is honoured.
  package let isIdempotent: Bool
  /// What the content names that tells a guest from others.
  var guest: @Sendable (Request) -> String? = { _ in nil }
  /// Whether the content tells guests apart.
  var knowsGuests = false
  /// For the OpenAPI document; pages have none.
  let documentation: RouteDocumentation?
  /// Answers a request that has passed every check.
  package let handle: @Sendable (Request) async throws -> Response

  /// A page, or a form's target. `cache: .visitor` keeps it for visitors without cookies until the catalogue
  /// changes.
  package static func page(
    _ method: HTTPMethod, _ path: String, _ access: Access, cache: CachePolicy = .none,
    limit: RateClass? = nil, maximumBodyBytes: Int? = nil, bodyKind: BodyKind = [.form, .multipart],
    _ handle: @escaping @Sendable (Request) async throws -> Response
  ) -> Route {
    let hasBody = !method.isSafe
    return Route(
      method: method, path: path, kind: .page, access: access, cache: cache,
      limit: limit ?? (method.isSafe ? .general : .write),
      maximumBodyBytes: maximumBodyBytes ?? (hasBody ? BodyLimit.form(for: bodyKind, limit) : 0),
      bodyKind: bodyKind, isIdempotent: false, documentation: nil, handle: handle)
  }
}

extension HTTPRequest.Method {
  /// Whether the method only reads (RFC 9110, 9.2.1).
  var isSafe: Bool { self == .get || self == .head || self == .options }
}

/// What the OpenAPI document says of a route.
struct RouteDocumentation: Sendable {
  let summary: String
  let tag: String
  let status: HTTPStatus
  let problems: [ProblemKind]
  let isPaged: Bool
  let query: (@Sendable () -> [DescribedField])?
  let body: (@Sendable (inout SchemaComponents) -> JSONValue)?
  let isBodyOptional: Bool
  let answer: Answer

  enum Answer: Sendable {
    case none
    case json(@Sendable (inout SchemaComponents) -> JSONValue)
    /// Content of another type.
    case file(contentType: String)
  }
}

/// The options of an API route, before it is known what it takes.
struct APIRoute {
  let method: HTTPMethod
  let path: String
  let summary: String
  let tag: String
  let access: Access
  var status: HTTPStatus = .ok
  var cache: CachePolicy = .none
  var idempotent = false
  var guest: @Sendable (Request) -> String? = { _ in nil }
  var knowsGuests = false
  var limit: RateClass?
  var maximumBodyBytes: Int?
  var bodyKind: BodyKind = []
  var problems: [ProblemKind] = []
  var query: (@Sendable () -> [DescribedField])?
  var body: (@Sendable (inout SchemaComponents) -> JSONValue)?
  var isBodyOptional = false
  var answer: RouteDocumentation.Answer = .none
  var isPaged = false

  /// The finished route with this handler. What can be asked for by `If-Match` answers with the tag of its new state.
  func route(_ respond: @escaping @Sendable (Request) async throws -> Response) -> Route {
    let isConditional = problems.contains(.preconditionFailed)
    let handle: @Sendable (Request) async throws -> Response = { request in
      var response = try await respond(request)
      if isConditional, case .bytes(let bytes) = response.body {
        response.headers[.eTag] = EntityTag.strong(bytes)
      }
      return response
    }
    return Route(
      method: method, path: Route.apiPrefix + path, kind: .api, access: access, cache: cache,
      limit: limit ?? (method.isSafe ? .general : .write),
      maximumBodyBytes: maximumBodyBytes ?? BodyLimit.standard(for: bodyKind), bodyKind: bodyKind,
      isIdempotent: idempotent, guest: guest, knowsGuests: knowsGuests,
      documentation: RouteDocumentation(
        summary: summary, tag: tag, status: status, problems: problems, isPaged: isPaged, query: query,
        body: body, isBodyOptional: isBodyOptional, answer: answer),
      handle: handle)
  }

  /// The same, answering `type`.
  func answering<Answer: Output>(_ type: Answer.Type) -> APIRoute {
    var copy = self
    if type == NoContent.self {
      copy.status = .noContent
    } else {
      copy.answer = .json { Answer.schema(&$0) }
    }
    copy.isPaged = type is any PagedOutput.Type
    return copy
  }

  /// The same, taking the query `type`.
  func taking<Query: Input>(query type: Query.Type) -> APIRoute {
    var copy = self
    copy.query = { Query.described() }
    return copy
  }

  /// The same, taking the JSON body `type`.
  func taking<Body: Input>(body type: Body.Type) -> APIRoute {
    var copy = self
    copy.bodyKind = .json
    copy.body = { $0.reference(input: type) }
    if type is any GuestInput.Type {
      copy.knowsGuests = true
      copy.guest = { request in ((try? request.json(Body.self)) as? any GuestInput)?.guest }
    }
    return copy
  }

  /// The same, taking the JSON body `type` where there is a body.
  func taking<Body: Input>(optionalBody type: Body.Type) -> APIRoute {
    var copy = taking(body: type)
    copy.isBodyOptional = true
    return copy
  }
}
