import Kernel
import Testing

@testable import Web

/// Who waits for changes of what is kept in memory, and who has no need to.
@Suite struct StillPathTests {
  private func application(_ waits: Calls) -> WebApplication {
    var configuration = WebConfiguration()
    configuration.limitsRates = false
    return WebApplication(
      routes: [
        .page(.get, "/hello", .anyone) { _ in .text("hello") },
        .page(.get, "/media/{key*}", .anyone) { _ in .text("picture") },
      ], configuration: configuration,
      services: WebServices(
        sessions: MemorySessions(), shops: MemoryShops(), idempotency: MemoryIdempotencyStore(),
        log: .silent, caughtUp: { waits.next() }))
  }

  @Test(arguments: [
    Assets.path("app.css"), Assets.path("app.js"), "/assets/app.css", "/favicon.ico", "/media/ab/cd.webp",
    "/media/transforms/x/w_100/ab.webp", "/ping", "/health/ready", "/metrics",
  ])
  func filesDontWait(_ path: String) async {
    let waits = Calls()
    let web = application(waits)
    #expect(await web.respond(to: IncomingRequest(.get, path)).status == .ok)
    #expect(waits.count == 0)
  }

  @Test(arguments: ["/hello", "/media", "/assetsandmore", "/api/openapi.json"])
  func pagesWait(_ path: String) async {
    let waits = Calls()
    _ = await application(waits).respond(to: IncomingRequest(.get, path))
    #expect(waits.count == 1)
  }
}
