import HTTPTypes
import Kernel

/// A content that a route has no use for is read and dropped up to this size.
private let ignoredBodyBytes = 64 * 1024
/// Who asks, and whose the shop or the host is, is known at once or not at all: as when the database does not answer.
private let lookUpSeconds = 10

// The checks between finding a route and running its handler, in their order.
extension WebApplication {
  /// Runs the route. Throws what any check or the handler throws.
  func serve(_ route: Route, _ exchange: inout Exchange) async throws -> Response {
    try checkSite(exchange)
    try await takeAllowance(
      route.limit, subject: ClientAddress.rateSubject(exchange.client), &exchange)
    if needsViewer(route, exchange.incoming) {
      exchange.request.viewer = try await lookUp { [self, exchange] in
        try await viewer(exchange.incoming, isAPI: route.kind == .api)
      }
    }
    try await admit(route, &exchange)
    if let viewer = exchange.request.viewer, route.limit != .general {
      try await takeAllowance(route.limit, subject: viewer.account.description, &exchange)
    }
    exchange.request.content = try await content(route, exchange)
    exchange.beganAfter = cache.lastChange
    let request = exchange.request
    let origin = request.origin(of: route)
    let checked = exchange
    return try await deadline.run(seconds: configuration.requestTimeoutSeconds) { [self] in
      try await idempotency.run(request, route: route) { [self] request in
        try await requireState(route, checked)
        return try await Origin.$current.withValue(origin) { try await route.handle(request) }
      }
    }
  }

  /// Finds what a request is about before its handler. Throws `DeadlinePassed`.
  func lookUp<Found: Sendable>(_ find: @escaping @Sendable () async throws -> Found) async throws -> Found {
    try await deadline.run(seconds: min(lookUpSeconds, configuration.requestTimeoutSeconds), find)
  }

  /// Finds the shop whose own host it is. False when the request names no host, or it can't be told whose it is.
  func findHost(_ incoming: inout IncomingRequest) async -> Bool {
    guard incoming.hasValidHost else { return false }
    // Balancers ask by an address that nobody knows.
    if hosts.isOwn(incoming.host) || HealthRoutes.paths.contains(incoming.path) { return true }
    do {
      incoming.hosted = try await lookUp { [hosts, host = incoming.host] in await hosts.shop(host) }
      return true
    } catch {
      return false
    }
  }

  /// Why `findHost` says no.
  func hostProblem(_ incoming: IncomingRequest) -> Problem {
    incoming.hasValidHost
      ? Problem(.unavailable, retryAfterSeconds: 1)
      : Problem(.malformedRequest, "Send one Host field, with the name of this site.")
  }

  private func checkSite(_ exchange: Exchange) throws {
    let incoming = exchange.incoming
    // Pages go by the cookie, whatever a browser sends along as Authorization (as for a proxy that asks for it).
    let hasToken = exchange.isAPI && incoming.bearerToken.map { !$0.isEmpty } ?? false
    guard !incoming.method.isSafe, !hasToken else { return }
    let isAllowed = crossSite.isAllowed(
      incoming.method, incoming.headers, host: incoming.host, isAPI: exchange.isAPI)
    guard isAllowed else { throw Problem(.crossSiteRequest) }
  }

  private func takeAllowance(_ rateClass: RateClass, subject: String, _ exchange: inout Exchange) async throws
  {
    guard configuration.limitsRates else { return }
    let decision = await services.limiter.take(rateClass, subject: subject)
    if decision.remaining < exchange.allowance?.remaining ?? .max { exchange.allowance = decision }
    guard decision.isAllowed else {
      throw Problem(.tooManyRequests, retryAfterSeconds: max(1, decision.retryAfterSeconds))
    }
  }

  /// What is the same for everybody is answered without asking who it is. Neither are clients that come for a new
  /// token asked: many send the old one along.
  private func needsViewer(_ route: Route, _ incoming: IncomingRequest) -> Bool {
    guard route.access == .anyone else { return true }
    let leadsIntoAccount = [.signIn, .signUp, .codes].contains(route.limit)
    if route.kind == .api && leadsIntoAccount { return false }
    return route.cache != .catalogue
  }

  /// Who sends the request. A bearer token that isn't good is refused even where none is needed, so that a
  /// client notices that it ran out; a cookie that isn't good is as none.
  func viewer(_ incoming: IncomingRequest, isAPI: Bool) async throws -> Viewer? {
    if isAPI, let token = incoming.bearerToken {
      guard !token.isEmpty, let viewer = try await services.sessions.viewer(token: token, isCookie: false)
      else {
        throw Problem(.unauthenticated, "The access token is wrong or has run out.")
      }
      return viewer
    }
    guard let token = incoming.sessionCookie else { return nil }
    return try await services.sessions.viewer(token: token, isCookie: true)
  }

  func admit(_ route: Route, _ exchange: inout Exchange) async throws {
    if route.access == .anyone { return }
    let viewer = try exchange.request.requireViewer()
    switch route.access {
    case .anyone, .signedIn: return
    case .admin(let permission):
      if viewer.isAdmin && viewer.needsSecondFactor { throw Problem(.secondFactorSetup) }
      guard viewer.may(permission) else { throw Problem(.forbidden) }
    case .shop(let permission):
      let name = try exchange.request.parameter("shop")
      let shop = try await lookUp { [services] in
        try await services.shops.shop(name, viewer: viewer, permission: permission)
      }
      guard let shop else { throw Problem(.notFound) }
      exchange.request.shop = shop
    }
  }

  private func content(_ route: Route, _ exchange: Exchange) async throws -> Content {
    let incoming = exchange.incoming
    guard !incoming.method.isSafe else { return Content() }
    let takesBody = !route.bodyKind.isEmpty
    try requirePlain(incoming, takesBody: takesBody)
    let essence = MediaType.essence(incoming.headers[.contentType] ?? "")
    let limit = takesBody ? BodyLimit.of(essence, on: route) : ignoredBodyBytes
    let declared = incoming.headers[.contentLength].flatMap { Int($0) } ?? 0
    if declared > limit { throw tooLarge(limit) }
    if takesBody && !essence.isEmpty && !route.bodyKind.accepts(essence) {
      throw Problem(
        .unsupportedMediaType,
        "Send the content as \(route.bodyKind.contentTypes.joined(separator: " or ")).")
    }
    guard incoming.hasBody else { return Content() }
    let client = ClientAddress.rateSubject(exchange.client)
    try contents.requireRoom(for: declared, client: client)
    do {
      let content = try await deadline.run(seconds: configuration.bodyTimeoutSeconds) { [contents] in
        var collector = ContentCollector(contents, client: client, limit: limit)
        try await incoming.readBody(&collector)
        return try await collector.finish()
      }
      // The connection's end looks like the content's end; what is cut off must not be taken for the whole.
      guard declared == 0 || content.count == declared else {
        throw Problem(.malformedRequest, "The content is cut off.")
      }
      return takesBody ? content : Content()
    } catch is DeadlinePassed {
      throw Problem(.requestTimeout)
    } catch let problem as Problem where problem.kind == .tooLarge {
      throw tooLarge(limit)
    }
  }

  /// What is packed is not read as if it were plain (RFC 9110, 8.4; RFC 9112, 6.1).
  private func requirePlain(_ incoming: IncomingRequest, takesBody: Bool) throws {
    let advice: Words = "Send the content as it is, not compressed."
    if let coding = incoming.headers[.transferEncoding], coding.lowercased() != "chunked" {
      throw Problem(.malformedRequest, advice)
    }
    if takesBody, let coding = incoming.headers[.contentEncoding], coding.lowercased() != "identity" {
      throw Problem(.unsupportedMediaType, advice)
    }
  }

  private func tooLarge(_ limit: Int) -> Problem {
    let size: Words = limit >= 1024 * 1024 ? "\(limit / 1024 / 1024) MB" : "\(limit / 1024) kB"
    return Problem(.tooLarge, "This address takes at most \(size).")
  }
}

extension Request {
  /// Who does what, for the audit log and whoever else asks in the depth of a verb.
  fileprivate func origin(of route: Route) -> Origin {
    let role: Origin.Role =
      switch route.access {
      case .admin: .admin
      case .shop: .vendor
      case .anyone, .signedIn: viewer == nil ? .visitor : .customer
      }
    let names = route.path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
      $0.dropFirst().dropLast()
    }
    return Origin(
      account: viewer?.account, role: role, shop: shop, action: "\(route.method.rawValue) \(route.path)",
      subjects: names.compactMap { pathParameters[String($0)] }, requestID: id, client: client,
      isAudited: route.access.isAudited && !route.method.isSafe)
  }
}
