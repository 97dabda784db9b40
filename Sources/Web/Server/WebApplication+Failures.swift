import HTTPTypes
import Kernel

/// When a disk that refuses is tried again: an operator may have to make room.
private let spoolRetrySeconds = 30

// The one place where errors become answers.
extension WebApplication {
  /// The answer to an error: problem+json for the API, a page for pages.
  func failure(_ error: any Error, _ exchange: inout Exchange) async -> Response {
    let problem = problem(for: error, exchange)
    if exchange.isAPI { return .problem(problem, requestID: exchange.id) }
    if problem.kind == .unauthenticated { return signIn(exchange) }
    if problem.kind == .secondFactorSetup { return .redirect(to: configuration.secondFactorPath) }
    // The page around the problem greets who is signed in.
    let isOurs = problem.kind.status >= 500
    if exchange.request.viewer == nil && exchange.incoming.method.isSafe && !isOurs {
      let incoming = exchange.incoming
      exchange.request.viewer =
        (try? await lookUp { [self] in try await viewer(incoming, isAPI: false) }) ?? nil
    }
    var response = await page(of: problem, exchange.request)
    response.status = HTTPStatus(code: problem.kind.status)
    if let seconds = problem.retryAfterSeconds { response.headers[.retryAfter] = String(seconds) }
    return response
  }

  /// The page in its frame, or without one when that takes too long.
  private func page(of problem: Problem, _ request: Request) async -> Response {
    let framed = try? await lookUp { [services] in await services.errorPage(problem, request) }
    return framed ?? PlainErrorPage.render(problem, request)
  }

  private func problem(for error: any Error, _ exchange: Exchange) -> Problem {
    switch error {
    case let problem as Problem: return problem
    case is DeadlinePassed, is CancellationError:
      services.log.unexpected(error, id: exchange.id, route: exchange.route?.path ?? "unmatched")
      return Problem(.unavailable, retryAfterSeconds: 1)
    case is SpoolError:
      services.log.unexpected(error, id: exchange.id, route: exchange.route?.path ?? "unmatched")
      return Problem(
        .unavailable, "There is no room for uploads at the moment. Try again soon.",
        retryAfterSeconds: spoolRetrySeconds)
    default:
      services.log.unexpected(error, id: exchange.id, route: exchange.route?.path ?? "unmatched")
      if let known = services.explain(error) { return known }
      return Problem(.internalError, "\(ProblemKind.internalError.title) Reference: \(exchange.id)")
    }
  }

  /// The page of this site that sent the request.
  private func ownReferer(_ incoming: IncomingRequest) -> String? {
    guard let referer = incoming.headers[.referer], referer.hasPrefix(configuration.publicURL + "/") else {
      return nil
    }
    return String(referer.dropFirst(configuration.publicURL.count))
  }

  private func signIn(_ exchange: Exchange) -> Response {
    let incoming = exchange.incoming
    // After a form that a session has not outlived one is back at the page that it stands in.
    let wanted = incoming.method.isSafe ? incoming.target : ownReferer(incoming) ?? "/"
    guard SafePath.isOwn(wanted), wanted != "/" else { return .redirect(to: configuration.signInPath) }
    return .redirect(to: "\(configuration.signInPath)?next=\(PercentCoding.encode(wanted))")
  }
}
