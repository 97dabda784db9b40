import Foundation
import Kernel
import Testing

@testable import Web

/// A database that takes requests and answers none within the hour: whoever waits for it, waits longer than the suite may.
@Suite(.timeLimit(.minutes(10)))
struct StuckDatabaseTests {
  private struct NeverAnswers: SessionAuthority, ShopAuthority, HostDirectory {
    func viewer(token: String, isCookie: Bool) async throws -> Viewer? { try await forever() }
    func shop(_ idOrSlug: String, viewer: Viewer, permission: Permission) async throws -> ShopID? {
      try await forever()
    }
    func shop(host: String) async -> HostedShop? { try? await forever() }

    /// As work in a queue it does not heed that nobody waits any more.
    private func forever<Value: Sendable>() async throws -> Value {
      try await Task { try await Task.sleep(for: .seconds(3600)) }.value
      throw DeadlinePassed()
    }
  }

  private func application(
    checks: [HealthCheck] = [], hosts: any HostDirectory = NoHosts(), seconds: Int = 1,
    log: RequestLog = .silent
  ) -> WebApplication {
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
        log: log, healthChecks: checks))
  }

  private func status(_ application: WebApplication, _ request: IncomingRequest) async -> Int {
    await application.respond(to: request).status.code
  }

  @Test func whoAsksIsNotWaitedForWithoutEnd() async {
    let web = application()
    for request in [
      IncomingRequest(.get, "/api/v1/own", headers: WebHarness.bearer),
      IncomingRequest(.get, "/hello", headers: WebHarness.sessionCookie),
    ] {
      #expect(await status(web, request) == 503, "\(request.target)")
    }
    #expect(await status(web, IncomingRequest(.get, "/hello")) == 200)
    let strange = application(hosts: NeverAnswers())
    #expect(await status(strange, IncomingRequest(.get, "/hello", host: "shop.example")) == 503)
  }

  @Test func readyTellsTheTruthWithinTwoSeconds() async {
    let begun = Calls()
    let checks = [
      HealthCheck("fine") {},
      HealthCheck("stuck") {
        begun.next()
        try await Task { try await Task.sleep(for: .seconds(3600)) }.value
      },
    ]
    let web = application(checks: checks, hosts: NeverAnswers(), seconds: 3600)
    // The clock of a busy machine proves nothing: what is waited for, and how late that is noticed.
    #expect(HealthCheck.usualPatience + .milliseconds(Deadline.tickMilliseconds) < .seconds(2))
    for _ in 0..<3 {
      // Balancers ask by an address.
      let response = await web.respond(to: IncomingRequest(.get, "/health/ready", host: "10.0.0.7:8080"))
      #expect(response.status.code == 503)
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
    // On a busy machine the check itself may come too late.
    while await web.respond(to: IncomingRequest(.get, "/health/ready")).status.code != 200 {}
  }

  @Test func whatIsNotReadyYetSaysWhatItWaitsForAndIsNoFault() async throws {
    let (pipe, filled) = (Pipe(), Calls())
    let writer = LogWriter(descriptor: pipe.fileHandleForWriting.fileDescriptor)
    let check = HealthCheck("listings", patience: .seconds(120)) {
      if filled.count == 0 { throw HealthCheck.Waiting("filling") }
    }
    let log = RequestLog(writer: writer, level: .info)
    let web = application(checks: [check], seconds: 120, log: log)
    for _ in 0..<3 {
      let response = await web.respond(to: IncomingRequest(.get, "/health/ready"))
      #expect(response.status.code == 503 && response.json["checks"]?["listings"] == "filling")
    }
    filled.next()
    while await web.respond(to: IncomingRequest(.get, "/health/ready")).status.code != 200 {}
    writer.flush()
    let said = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
    #expect(!said.contains("does not work") && !said.contains("works again"), "\(said)")
  }

  @Test func whatIsNotVitalIsShownAndKeepsNobodyAway() async {
    let checks = [
      HealthCheck("database") {},
      HealthCheck("search-engine", isVital: false, patience: .seconds(120)) {
        throw HealthCheck.Waiting("embedded search answers")
      },
    ]
    let web = application(checks: checks, seconds: 120)
    while true {
      let response = await web.respond(to: IncomingRequest(.get, "/health/ready"))
      #expect(response.json["checks"]?["search-engine"] == "embedded search answers")
      // On a busy machine the other check may come too late.
      if response.status.code == 200 { return }
    }
  }

  @Test func theLogSaysOnceWhyItIsNotReady() async throws {
    struct NoRoom: Error { let free = 17 }
    let pipe = Pipe()
    let writer = LogWriter(descriptor: pipe.fileHandleForWriting.fileDescriptor)
    let mended = Calls()
    let check = HealthCheck("disk") { if mended.count == 0 { throw NoRoom() } }
    let web = application(checks: [check], log: RequestLog(writer: writer, level: .info))
    for _ in 0..<3 {
      let response = await web.respond(to: IncomingRequest(.get, "/health/ready"))
      #expect(
        response.status.code == 503 && !String(decoding: response.bodyBytes, as: UTF8.self).contains("17"))
    }
    mended.next()
    for _ in 0..<2 { _ = await web.respond(to: IncomingRequest(.get, "/health/ready")) }
    writer.flush()
    let said = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
    let lines = try said.split(separator: "\n").map { try JSONParser.parse(Array($0.utf8)) }
      .filter { $0["part"] == "disk" }
    #expect(lines.map { $0["level"] } == ["error", "info"])
    guard case .string(let why)? = lines.first?["error"] else {
      Issue.record("\(said)")
      return
    }
    #expect(why.contains("NoRoom(free: 17)"))
  }
}
