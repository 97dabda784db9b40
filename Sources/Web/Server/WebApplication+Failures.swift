import HTTPTypes
import Kernel

// The one place where errors become answers.
extension WebApplication {
  /// The answer to an error: problem+json for the API, a page for pages.
  func failure(_ error: any Error, _ exchange: inout Exchange) async -> Response {
    let problem = problem(for: error, exchange)
    if exchange.isAPI { return .problem(problem, requestID: exchange.id) }
    if problem.kind == .unauthenticated { return signIn(exchange) }
    if problem.kind == .secondFactorSetup { return .redirect(to: configuration.secondFactorPath) }
    // The page around the problem greets who is signed in.
    if exchange.request.viewer == nil && exchange.incoming.method.isSafe {
      exchange.request.viewer = (try? await viewer(exchange.incoming, isAPI: false)) ?? nil
    }
    var response = await services.errorPage(problem, exchange.request)
    response.status = HTTPStatus(code: problem.kind.status)
    if let seconds = problem.retryAfterSeconds { response.headers[.retryAfter] = String(seconds) }
    return response
  }

  private func problem(for error: any Error, _ exchange: Exchange) -> Problem {
    switch error {
    case let problem as Problem: return problem
    case is DeadlinePassed, is CancellationError:
      services.log.unexpected(error, id: exchange.id, route: exchange.route?.path ?? "unmatched")
      return Problem(.unavailable, retryAfterSeconds: 1)
    default:
      services.log.unexpected(error, id: exchange.id, route: exchange.route?.path ?? "unmatched")
      if let known = services.explain(error) { return known }
      return Problem(.internalError, "\(ProblemKind.internalError.title) Reference: \(exchange.id)")
    }
  }

  private func signIn(_ exchange: Exchange) -> Response {
    let wanted = exchange.incoming.method.isSafe ? exchange.incoming.target : "/"
    guard SafePath.isOwn(wanted), wanted != "/" else { return .redirect(to: configuration.signInPath) }
    return .redirect(to: "\(configuration.signInPath)?next=\(PercentCoding.encode(wanted))")
  }
}

/// Lets scripts of other, configured sites call the API (Fetch, 3.2). Never with cookies.
struct CrossOriginSharing: Sendable {
  private static let maximumAgeSeconds = "600"
  private static let exposed =
    "ETag, Link, Location, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, X-Request-Id"
  private static let requestHeaders =
    "Authorization, Content-Type, Idempotency-Key, If-None-Match, X-Request-Id"

  private let origins: Set<String>

  init(origins: [String]) { self.origins = Set(origins.map { $0.lowercased() }) }

  /// The value of `Allow` for a path with these methods.
  static func allowed(_ methods: [HTTPMethod]) -> String {
    var names = Set(methods.map(\.rawValue))
    names.insert("OPTIONS")
    if names.contains("GET") { names.insert("HEAD") }
    return names.sorted().joined(separator: ", ")
  }

  /// The answer to OPTIONS.
  func preflight(_ exchange: Exchange, allowed: String) -> Response {
    var response = Response(status: .noContent, headers: [.allow: allowed])
    let incoming = exchange.incoming
    guard exchange.isAPI, isShared(incoming), incoming.headers[.accessControlRequestMethod] != nil else {
      return response
    }
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
    response.headers[.accessControlExposeHeaders] = CrossOriginSharing.exposed
  }

  private func isShared(_ incoming: IncomingRequest) -> Bool {
    incoming.headers[.origin].map { origins.contains($0.lowercased()) } ?? false
  }
}
