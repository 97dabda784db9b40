import Dispatch
import HTTPTypes
import Kernel
import NIOCore

/// Everything between a connection and the handlers: one pass with all checks in their order. It knows no
/// sockets, so tests call `respond(to:)` directly.
package final class WebApplication: Sendable {
  let configuration: WebConfiguration
  let services: WebServices
  /// The features' routes and those of the program itself.
  package let routes: [Route]
  let router: Router
  let requests: RequestMetrics
  let cache: ResponseCache
  let finisher: ResponseFinisher
  let crossSite: CrossSiteCheck
  let clients: ClientAddress
  let cors: CrossOriginSharing
  let hosts: HostRouting
  let contents: ContentStore
  let idempotency: Idempotency
  let deadline = Deadline()

  /// The application with these routes.
  package init(routes: [Route], configuration: WebConfiguration, services: WebServices) {
    let documented = OpenAPIDocument(routes: routes, configuration: configuration)
    let own =
      HealthRoutes.routes(services.healthChecks, log: services.log) + MetricsRoutes.routes(services.metrics)
      + AssetRoutes.routes + DocumentationRoutes.routes(documented)
    self.configuration = configuration
    self.services = services
    idempotency = Idempotency(store: services.idempotency)
    self.routes = routes + own
    router = Router(self.routes)
    requests = RequestMetrics(services.metrics, routes: self.routes)
    requests.register()
    cache = ResponseCache(
      capacityBytes: configuration.cacheBytes,
      maximumAgeMilliseconds: configuration.cacheMaximumAgeMilliseconds)
    finisher = ResponseFinisher(configuration)
    crossSite = CrossSiteCheck(publicURL: configuration.publicURL, corsOrigins: configuration.corsOrigins)
    clients = ClientAddress(trustedProxies: configuration.trustedProxies)
    cors = CrossOriginSharing(origins: configuration.corsOrigins)
    contents = ContentStore(configuration)
    contents.register(services.metrics)
    hosts = HostRouting(publicURL: configuration.publicURL, directory: services.hosts)
    services.metrics.gauge("souk_response_cache_bytes", "Bytes that the response cache holds.") { [cache] in
      Double(cache.bytes)
    }
  }

  /// Forgets the answers in memory that depend on one of these things; an empty set is everything.
  package func forget(_ tags: Set<CacheTag>) { cache.forget(tags) }

  /// The answer to a request, in the language and at the prices of who asks. Never throws: every error has become one.
  package func respond(to received: IncomingRequest) async -> Response {
    await Language.$current.withValue(RequestLanguage.choose(received)) {
      // Most name no market; they cost nothing.
      guard let code = RequestMarket.code(received), let market = await services.market(code) else {
        return await answered(received)
      }
      return await PriceMarket.$current.withValue(market) { await answered(received) }
    }
  }

  private func answered(_ received: IncomingRequest) async -> Response {
    let started = DispatchTime.now().uptimeNanoseconds
    requests.begin()
    var incoming = received
    if configuration.isSecure { incoming.keepHostCookies() }
    let isHostKnown = await findHost(&incoming)
    let id = RequestID.of(incoming.headers)
    let client = clients.resolve(peer: incoming.peer, forwardedFor: incoming.headers[.forwardedFor])
    if incoming.method == .get, !StillPaths.contains(incoming.path) { await services.caughtUp() }
    if incoming.method == .get, isHostKnown, let (response, index) = await cached(incoming, id, client) {
      finish(incoming, id, client, started, index, response.status.code, nil)
      return response
    }
    let request = Request(
      method: incoming.method, path: String(incoming.path), headers: incoming.headers, id: id, client: client,
      hosted: incoming.hosted, origin: configuration.publicURL)
    var exchange = Exchange(
      incoming: incoming, id: id, client: client, startedAtNanoseconds: started, request: request)
    exchange.hasMarkets = services.hasMarkets()
    let plain = await DiskRoom.$current.withValue(DiskRoom(contents, client: client)) {
      isHostKnown ? await answer(&exchange) : await failure(hostProblem(incoming), &exchange)
    }
    let response = finished(plain, exchange)
    finish(
      incoming, id, client, started, exchange.routeIndex, response.status.code, exchange.request.viewer)
    return response
  }

  private func answer(_ exchange: inout Exchange) async -> Response {
    let incoming = exchange.incoming
    do {
      var path = incoming.path
      if let hosted = incoming.hosted {
        switch hosts.decide(incoming.method, path, incoming.query, at: hosted) {
        case .serve(let shared): path = shared
        case .stay(let path): return .redirect(to: path)
        case .leave(let address): return .redirect(external: address)
        case .refuse: throw Problem(.misdirected)
        }
      }
      switch router.find(incoming.method, path) {
      case .found(let match):
        exchange.route = routes[match.routeIndex]
        exchange.routeIndex = match.routeIndex
        exchange.request.pathParameters = match.parameters
        exchange.request.query = try Parameters(urlEncoded: incoming.query.utf8)
        return try await serve(routes[match.routeIndex], &exchange)
      case .otherMethods(let methods):
        let allowed = CrossOriginSharing.allowed(methods)
        if incoming.method == .options { return try cors.preflight(exchange, allowed: allowed) }
        let problem = await failure(Problem(.methodNotAllowed), &exchange)
        return problem.header(.allow, allowed)
      case .unknown:
        if let shorter = withoutSlash(incoming) { return .redirect(to: shorter) }
        throw Problem(.notFound)
      }
    } catch {
      return await failure(error, &exchange)
    }
  }

  /// `/products` for `/products/`, when that is a page.
  private func withoutSlash(_ incoming: IncomingRequest) -> String? {
    let path = incoming.path
    guard incoming.method.isSafe, path.utf8.count > 1, path.hasSuffix("/"),
      case .found(let match) = router.find(.get, path.dropLast()), routes[match.routeIndex].kind == .page
    else { return nil }
    let query = incoming.query
    return String(path.dropLast()) + (query.isEmpty ? "" : "?\(query)")
  }

  /// An answer from memory, with the index of its route.
  private func cached(
    _ incoming: IncomingRequest, _ id: String, _ client: String
  ) async -> (Response, Int)? {
    let key = ResponseCache.Key(
      target: incoming.target, isGzip: incoming.acceptsGzip, language: Language.current.tag,
      market: PriceMarket.current?.code, host: incoming.hosted?.host,
      asksConsent: incoming.asksConsent)
    let now = Int64(DispatchTime.now().uptimeNanoseconds / 1_000_000)
    guard let found = cache.find(key, now: now),
      !(found.isVisitorOnly && incoming.hasOwnCookie)
    else { return nil }
    if configuration.limitsRates {
      let decision = await services.limiter.take(.general, subject: ClientAddress.rateSubject(client))
      guard decision.isAllowed else { return nil }
    }
    requests.cacheHits.increment()
    let isKnown = incoming.headers[.ifNoneMatch].map { EntityTag.matches($0, found.etag) } ?? false
    var response = Response(
      status: isKnown ? .notModified : .ok, headers: isKnown ? found.notModifiedHeaders : found.headers,
      body: isKnown ? .none : .shared(found.body))
    response.headers.append(HTTPField(name: .requestID, value: id))
    if routes[found.routeIndex].kind == .api { cors.share(incoming, &response) }
    return (response, found.routeIndex)
  }

  /// The answer as it is sent, kept in memory where the route allows it.
  private func finished(_ plain: Response, _ exchange: Exchange) -> Response {
    var response = finisher.finish(plain, exchange)
    if let entry = finisher.cacheable(response, exchange) {
      requests.cacheMisses.increment()
      let key = ResponseCache.Key(
        target: exchange.incoming.target, isGzip: exchange.incoming.acceptsGzip,
        language: Language.current.tag, market: PriceMarket.current?.code,
        host: exchange.incoming.hosted?.host, asksConsent: exchange.incoming.asksConsent)
      cache.store(key, entry)
    }
    response = finisher.parted(finisher.revalidated(response, exchange), exchange)
    response.headers.append(HTTPField(name: .requestID, value: exchange.id))
    if exchange.isAPI {
      cors.share(exchange.incoming, &response)
    }
    if let allowance = exchange.allowance, allowance.limit < .max,
      exchange.isAPI || !exchange.incoming.method.isSafe
    {
      response.headers[.rateLimitLimit] = String(allowance.limit)
      response.headers[.rateLimitRemaining] = String(allowance.remaining)
      response.headers[.rateLimitReset] = String(allowance.resetSeconds)
    }
    if exchange.incoming.method == .head { response.body = .none }
    return response
  }

  private func finish(
    _ incoming: IncomingRequest, _ id: String, _ client: String, _ started: UInt64, _ index: Int,
    _ status: Int,
    _ viewer: Viewer?
  ) {
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - started) / 1e9
    requests.end(index, status: status, seconds: seconds)
    services.log.write(
      RequestLog.Line(
        id: id, method: incoming.method.rawValue, path: incoming.path,
        route: routes.indices.contains(index) ? routes[index].path : "unmatched", status: status,
        seconds: seconds, client: client, viewer: viewer))
  }
}
