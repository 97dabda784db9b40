import HTTPTypes
import Kernel
import Testing

@testable import Web

struct CrossSiteTests {
  private let web = WebHarness([
    .page(.post, "/cart/items", .anyone) { _ in .redirect(to: "/cart") },
    .api(.delete, "/me", "Leave", tag: "T", .signedIn, answer: NoContent.self) { _ in NoContent() },
    .api(.get, "/open", "Open", tag: "T", .anyone, answer: Echo.self) { _ in Echo(text: "x") },
  ]) {
    $0.publicURL = "https://souk.example"
    $0.corsOrigins = ["https://app.example"]
  }

  private func post(_ headers: HTTPFields) async -> Int {
    await web.send(.post, "/cart/items", headers).status.code
  }

  @Test func ownPagesMayPost() async {
    #expect(await post([:]) == 303)
    #expect(await post([.secFetchSite: "same-origin"]) == 303)
    #expect(await post([.secFetchSite: "none"]) == 303)
    #expect(await post([.origin: "http://127.0.0.1:8080"]) == 303)
    #expect(await post([.origin: "https://souk.example", .secFetchSite: "cross-site"]) == 303)
  }

  @Test func otherSitesMayNot() async {
    #expect(await post([.secFetchSite: "cross-site"]) == 403)
    #expect(await post([.secFetchSite: "same-site"]) == 403)
    #expect(await post([.origin: "https://evil.example"]) == 403)
    #expect(await post([.origin: "null"]) == 403)
    #expect(await post([.origin: "https://souk.example.evil.example"]) == 403)
  }

  @Test func bearerTokensNeedNoCheck() async {
    var headers = WebHarness.bearer
    headers[.origin] = "https://evil.example"
    #expect(await web.send(.delete, "/api/v1/me", headers, json: "").status.code == 204)
    headers = WebHarness.sessionCookie
    headers[.origin] = "https://evil.example"
    let refused = await web.send(.delete, "/api/v1/me", headers, json: "")
    #expect(refused.status.code == 403 && refused.code == "cross-site-request")
    headers[.origin] = "https://app.example"
    #expect(await web.send(.delete, "/api/v1/me", headers, json: "").status.code == 403)
  }

  @Test func configuredSitesMayReadTheAPI() async {
    let shared = await web.get("/api/v1/open", [.origin: "https://app.example"])
    #expect(shared.headers[.accessControlAllowOrigin] == "https://app.example")
    let other = await web.get("/api/v1/open", [.origin: "https://evil.example"])
    #expect(other.headers[.accessControlAllowOrigin] == nil)
    #expect(other.headers[.vary] == "Origin")
    let preflight = await web.application.respond(
      to: IncomingRequest(
        .options, "/api/v1/me",
        headers: [.origin: "https://app.example", .accessControlRequestMethod: "DELETE"]))
    #expect(preflight.status == .noContent)
    #expect(preflight.headers[.accessControlAllowMethods] == "DELETE, OPTIONS")
    #expect(preflight.headers[.accessControlAllowOrigin] == "https://app.example")
  }
}
