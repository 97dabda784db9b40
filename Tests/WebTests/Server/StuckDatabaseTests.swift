import Kernel
import Testing

@testable import Web

/// A database that takes requests and answers none.
@Suite(.timeLimit(.minutes(2)))
struct StuckDatabaseTests {
  private struct NeverAnswers: SessionAuthority, ShopAuthority, HostDirectory {
    func viewer(token: String, isCookie: Bool) async throws -> Viewer? { try await forever() }
    func shop(_ idOrSlug: String, viewer: Viewer, permission: Permission) async throws -> ShopID? {
      try await forever()
    }
    func shop(host: String) async -> HostedShop? { try? await forever() }

    /// As work in a queue it does not heed that nobody waits any more.
    private func forever<Value: Sendable>() async throws -> Value {
      try await Task { try await Task.sleep(for: .seconds(30)) }.value
      throw DeadlinePassed()
    }
  }

  private func application(checks: [HealthCheck] = [], hosts: any HostDirectory = NoHosts(), seconds: Int = 1)
    -> WebApplication
  {
    var configuration = WebConfiguration()
    configuration.limitsRates = false
    configuration.requestTimeoutSeconds = seconds
    return WebApplication(
      routes: [
        .page(.get, "/hello", .anyone) { _ in .text("hello") },
        .api(.get, "/own", "Own", tag: "T", .signedIn, answer: Echo.self) { _ in Echo(text: "own") },
      ], configuration: configuration,
      services: WebServices(
        sessions: NeverAnswers(), shops: NeverAnswers(), hosts: hosts, idempotency: MemoryIdempotencyStore(),
        log: .silent, healthChecks: checks))
  }

  private func timed(_ application: WebApplication, _ request: IncomingRequest) async -> (
    status: Int, time: Duration
  ) {
    let start = ContinuousClock.now
    let response = await application.respond(to: request)
    return (response.status.code, .now - start)
  }

  @Test func whoAsksIsNotWaitedForWithoutEnd() async {
    let web = application()
    for request in [
      IncomingRequest(.get, "/api/v1/own", headers: WebHarness.bearer),
      IncomingRequest(.get, "/hello", headers: WebHarness.sessionCookie),
    ] {
      let (status, time) = await timed(web, request)
      #expect(status == 503 && time < .seconds(25), "\(request.target): \(status) after \(time)")
    }
    #expect(await timed(web, IncomingRequest(.get, "/hello")).status == 200)
    let strange = application(hosts: NeverAnswers())
    let (status, time) = await timed(strange, IncomingRequest(.get, "/hello", host: "shop.example"))
    #expect(status == 503 && time < .seconds(25))
  }

  @Test func readyTellsTheTruthWithinTwoSeconds() async {
    let begun = Calls()
    let checks = [
      HealthCheck("fine") {},
      HealthCheck("stuck") {
        begun.next()
        try await Task { try await Task.sleep(for: .seconds(30)) }.value
      },
    ]
    let web = application(checks: checks, hosts: NeverAnswers(), seconds: 30)
    // The clock of a busy machine proves nothing: what is waited for, and how late that is noticed.
    #expect(RunningCheck.patience + .milliseconds(Deadline.tickMilliseconds) < .seconds(2))
    for _ in 0..<3 {
      // Balancers ask by an address.
      let start = ContinuousClock.now
      let response = await web.respond(to: IncomingRequest(.get, "/health/ready", host: "10.0.0.7:8080"))
      #expect(response.status.code == 503 && .now - start < .seconds(25))
      #expect(response.json["checks"]?["stuck"] == "failing" && response.json["checks"]?["fine"] == "ok")
    }
    #expect(begun.count == 1, "what hangs is not begun again by each probe")
  }

  @Test func whatWorksAgainIsReadyAgain() async {
    let mended = Calls()
    let check = HealthCheck("database") { if mended.count == 0 { throw DeadlinePassed() } }
    let web = application(checks: [check])
    #expect(await web.respond(to: IncomingRequest(.get, "/health/ready")).status.code == 503)
    mended.next()
    #expect(await web.respond(to: IncomingRequest(.get, "/health/ready")).status.code == 200)
  }
}
