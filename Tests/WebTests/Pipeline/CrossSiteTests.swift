import Foundation
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
  }

  @Test func anotherAuthorizationDoesNotStandForAToken() async {
    // A browser sends `Basic` along by itself once a proxy before the site has asked for it.
    for field in ["Basic YWRhOnB3", "Bearer good", "Bearer "] {
      #expect(await post([.origin: "https://evil.example", .authorization: field]) == 403, "\(field)")
      #expect(await post([.origin: "https://souk.example", .authorization: field]) == 303, "\(field)")
    }
    var headers = WebHarness.sessionCookie
    headers[.origin] = "https://evil.example"
    for field in ["Basic YWRhOnB3", "Bearer "] {
      headers[.authorization] = field
      let refused = await web.send(.delete, "/api/v1/me", headers, json: "")
      #expect(refused.status.code == 403 && refused.code == "cross-site-request", "\(field)")
    }
  }

  @Test func configuredSitesMayUseTheCookie() async {
    var headers: HTTPFields = [.cookie: "__Host-souk_session=good"]
    headers[.origin] = "https://app.example"
    headers[.secFetchSite] = "same-site"
    let done = await web.send(.delete, "/api/v1/me", headers, json: "")
    #expect(done.status.code == 204)
    #expect(done.headers[.accessControlAllowOrigin] == "https://app.example")
    #expect(done.headers[.accessControlAllowCredentials] == "true")
    // The API is meant; forms of pages are nobody else's.
    #expect(await post([.origin: "https://app.example", .secFetchSite: "same-site"]) == 403)
    // Neither a longer name, another scheme nor another port is the same site.
    for other in [
      "https://app.example.evil.example", "http://app.example", "https://app.example:8443",
      "https://evil.example",
      "null", "https://xapp.example",
    ] {
      headers[.origin] = other
      let refused = await web.send(.delete, "/api/v1/me", headers, json: "")
      #expect(refused.status.code == 403 && refused.code == "cross-site-request", "\(other)")
      #expect(refused.headers[.accessControlAllowOrigin] == nil)
      #expect(refused.headers[.accessControlAllowCredentials] == nil)
      #expect(refused.headers[.vary]?.hasSuffix("Origin") == true)
    }
  }

  @Test func configuredSitesMayReadTheAPI() async {
    let shared = await web.get("/api/v1/open", [.origin: "https://app.example"])
    #expect(shared.headers[.accessControlAllowOrigin] == "https://app.example")
    #expect(shared.headers[.accessControlAllowCredentials] == "true")
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
    #expect(preflight.headers[.accessControlAllowCredentials] == "true")
  }

  @Test(
    "Every field of a request that the API takes passes the preflight, and every one that it answers is read")
  func configuredSitesUseAllFields() async {
    let preflight = await web.application.respond(
      to: IncomingRequest(
        .options, "/api/v1/me",
        headers: [.origin: "https://app.example", .accessControlRequestMethod: "DELETE"]))
    let sent = preflight.headers[.accessControlAllowHeaders] ?? ""
    for name in ["If-Match", "If-None-Match", "If-Range", "Range", "Idempotency-Key", "Authorization"] {
      #expect(sent.components(separatedBy: ", ").contains(name), "\(name)")
    }
    let shared = await web.get("/api/v1/open", [.origin: "https://app.example"])
    let read = shared.headers[.accessControlExposeHeaders] ?? ""
    for name in ["ETag", "Idempotent-Replayed", "Content-Disposition", "Content-Range", "Retry-After"] {
      #expect(read.components(separatedBy: ", ").contains(name), "\(name)")
    }
  }

  @Test func otherSitesDoNotPassTheirPreflight() async {
    func ask(_ web: WebHarness, _ path: String, _ origin: String) async -> Web.Response {
      await web.application.respond(
        to: IncomingRequest(
          .options, path, headers: [.origin: origin, .accessControlRequestMethod: "DELETE"]))
    }
    for origin in ["https://evil.example", "null", "*", "https://app.example/"] {
      let refused = await ask(web, "/api/v1/me", origin)
      #expect(refused.status.code == 403, "\(origin)")
      #expect(refused.headers[.accessControlAllowOrigin] == nil)
      #expect(refused.headers[.accessControlAllowMethods] == nil)
    }
    #expect(await ask(web, "/cart/items", "https://app.example").status.code == 403)
    // Neither a star nor null can be configured.
    let careless = WebHarness([
      .api(.delete, "/me", "Leave", tag: "T", .signedIn, answer: NoContent.self) { _ in NoContent() }
    ]) { $0.corsOrigins = ["*", "null", "https://app.example/path", "app.example"] }
    for origin in ["null", "*", "https://app.example", "app.example"] {
      #expect(await ask(careless, "/api/v1/me", origin).status.code == 403, "\(origin)")
    }
    // Without an origin it is a plain question for the methods.
    let plain = await web.application.respond(to: IncomingRequest(.options, "/api/v1/me"))
    #expect(plain.status == .noContent && plain.headers[.allow] == "DELETE, OPTIONS")
  }
}
