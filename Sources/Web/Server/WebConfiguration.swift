import Foundation
import Kernel

/// How the server behaves; the program fills it from its settings.
package struct WebConfiguration: Sendable {
  /// The address to listen on.
  package var host = "127.0.0.1"
  /// The port to listen on; 0 lets the system choose.
  package var port = 8080
  /// Where clients reach the site, as `https://souk.example`, without a slash at the end.
  package var publicURL = "http://127.0.0.1:8080"
  /// The name that the OpenAPI document gives the API.
  package var title = "Souk"
  /// The version that the OpenAPI document gives the API.
  package var version = "1"
  /// Other sites whose scripts may call the API, as `https://app.example`.
  package var corsOrigins: [String] = []
  /// Addresses and networks (`10.0.0.0/8`) whose `X-Forwarded-For` is believed.
  package var trustedProxies: [String] = []
  /// Whether clients are held to their allowances.
  package var limitsRates = true
  /// Seconds that a handler may take before the client gets 503.
  package var requestTimeoutSeconds = 30
  /// Seconds that a content may take to arrive before the client gets 408.
  package var bodyTimeoutSeconds = 60
  /// How many connections clients may hold, and for how long.
  package var connections = ConnectionLimits()
  /// Seconds that a reader of a streamed answer may take for its next piece before the connection is ended.
  package var readerTimeoutSeconds = 60
  /// Folder for contents that are too large for memory while they come and are worked on.
  package var spoolFolder = FileManager.default.temporaryDirectory.appendingPathComponent("souk-spool")
  /// Bytes of memory that the contents of all requests may take together.
  package var contentMemoryBytes = 256 * 1024 * 1024
  /// Bytes of disk space that the contents of all requests may take together.
  package var contentDiskBytes = 2048 * 1024 * 1024
  /// Bytes of a request's head at most.
  package var maximumHeaderBytes = 32 * 1024
  /// Where pages send people who must sign in.
  package var signInPath = "/login"
  /// Where pages send administrators who must set up a second factor.
  package var secondFactorPath = "/account/security"
  /// Bytes that the response cache may hold.
  package var cacheBytes = 32 * 1024 * 1024
  /// Milliseconds that a cached response lives at most.
  package var cacheMaximumAgeMilliseconds: Int64 = 1_000
  /// More image and connection sources for the Content-Security-Policy, as a CDN's origin.
  package var extraImageSources: [String] = []

  /// The defaults, for development on this machine.
  package init() {}

  /// Whether clients reach the site by https, so that cookies are marked `Secure`.
  var isSecure: Bool { publicURL.hasPrefix("https://") }
}

/// What the server asks others for; the program hands in the implementations.
package struct WebServices: Sendable {
  package var sessions: any SessionAuthority
  package var shops: any ShopAuthority
  /// Which host names show a shop instead of the marketplace.
  package var hosts: any HostDirectory
  package var idempotency: any IdempotencyStore
  package var limiter: any RateLimiter
  package var metrics: Metrics
  package var log: RequestLog
  /// Returns when `WebApplication.forget` was told of every change that was made here before.
  package var caughtUp: @Sendable () async -> Void
  /// The market with a code that visitors can be in; `nil` where there is none.
  package var market: @Sendable (String) async -> PriceMarket?
  /// Whether there are markets to choose from.
  package var hasMarkets: @Sendable () -> Bool
  /// The page that shows a problem.
  package var errorPage: @Sendable (Problem, Request) async -> Response
  /// What must work for `/health/ready`.
  package var healthChecks: [HealthCheck]
  /// Makes a problem of a lower layer's error, as of a database that is away; `nil` leaves it unexpected.
  package var explain: @Sendable (any Error) -> Problem?

  /// These services; those with a default work in one process.
  package init(
    sessions: any SessionAuthority, shops: any ShopAuthority, hosts: any HostDirectory = NoHosts(),
    idempotency: any IdempotencyStore,
    limiter: any RateLimiter = TokenBuckets(), metrics: Metrics = Metrics(), log: RequestLog,
    caughtUp: @escaping @Sendable () async -> Void = {},
    market: @escaping @Sendable (String) async -> PriceMarket? = { _ in nil },
    hasMarkets: @escaping @Sendable () -> Bool = { false },
    errorPage: @escaping @Sendable (Problem, Request) async -> Response = PlainErrorPage.render,
    healthChecks: [HealthCheck] = [], explain: @escaping @Sendable (any Error) -> Problem? = { _ in nil }
  ) {
    self.sessions = sessions
    self.shops = shops
    self.hosts = hosts
    self.idempotency = idempotency
    self.limiter = limiter
    self.metrics = metrics
    self.log = log
    self.caughtUp = caughtUp
    self.market = market
    self.hasMarkets = hasMarkets
    self.errorPage = errorPage
    self.healthChecks = healthChecks
    self.explain = explain
  }
}

/// The page of a problem where nothing better was given.
package enum PlainErrorPage {
  /// A page with the problem's status and detail.
  @Sendable package static func render(_ problem: Problem, _ request: Request) -> Response {
    let language = Language.current
    let page: HTML = """
      <!doctype html><html lang="\(language.tag)" dir="\(language.direction.rawValue)"><meta charset="utf-8"><title>\(problem.kind.title)</title>
      <h1>\(problem.kind.title)</h1><p>\(problem.detail)</p><p><a href="/">\(say: "Home")</a></p></html>
      """
    return .html(page, status: HTTPStatus(code: problem.kind.status))
  }
}
