import HTTPTypes
import Kernel
import Testing

@testable import Web

private let routes: [Route] = [
  .api(.get, "/open", "Open", tag: "T", .anyone, answer: Echo.self) { request in
    Echo(text: request.viewer?.name ?? "nobody")
  },
  .api(.get, "/me", "Me", tag: "T", .signedIn, answer: Echo.self) { request in
    Echo(text: try request.requireViewer().name)
  },
  .api(.get, "/admin/things", "Admin", tag: "T", .admin(.catalogue), answer: Echo.self) { _ in
    Echo(text: "secret")
  },
  .api(.get, "/shops/{shop}/orders", "Orders", tag: "T", .shop(.orders), answer: Echo.self) { request in
    Echo(text: try request.requireShop().description)
  },
  .api(.get, "/shops/{shop}/payouts", "Payouts", tag: "T", .shop(.payouts), answer: Echo.self) { _ in
    Echo(text: "secret")
  },
  .api(.get, "/fails", "Fails", tag: "T", .anyone, answer: Echo.self) { _ in throw SecretError() },
  .api(.delete, "/me", "Leave", tag: "T", .signedIn, answer: NoContent.self) { _ in NoContent() },
  .page(.get, "/account", .signedIn) { request in .text(request.viewer?.name ?? "") },
  .page(.post, "/account", .signedIn) { request in .text(request.viewer?.name ?? "") },
  .page(.get, "/products/{product}", .anyone) { request in
    guard try request.parameter("product") != "gone" else { throw Problem(.notFound) }
    return .html("<p>\(try request.parameter("product"))</p>")
  },
  .page(.post, "/cart/items", .anyone) { _ in .redirect(to: "/cart") },
]

private struct SecretError: Error { let password = "hunter2" }

struct GuardTests {
  private let web = WebHarness(routes)

  @Test func sessionsOpenWhatIsTheirs() async {
    #expect(await web.get("/api/v1/open").json["text"] == "nobody")
    #expect(await web.get("/api/v1/open", WebHarness.bearer).json["text"] == "Ada")
    #expect(await web.get("/api/v1/me", WebHarness.sessionCookie).json["text"] == "Ada")
    let refused = await web.get("/api/v1/me")
    #expect(refused.status.code == 401 && refused.code == "unauthenticated")
    #expect(refused.headers[.contentType] == "application/problem+json")
    #expect(refused.headers[.wwwAuthenticate] == "Bearer")
    #expect(refused.json["requestId"] == refused.headers[.requestID].map(JSONValue.string))
  }

  @Test func badTokensAreRefusedEverywhere() async {
    #expect(await web.get("/api/v1/open", [.authorization: "Bearer bad"]).status.code == 401)
    #expect(await web.get("/api/v1/open", [.authorization: "Basic eDp5"]).status.code == 401)
    #expect(await web.get("/api/v1/open", [.cookie: "souk_session=bad"]).status.code == 200)
  }

  @Test func otherShopsAreNotThere() async {
    let mine = await web.get("/api/v1/shops/mine/orders", WebHarness.bearer)
    #expect(mine.json["text"] == .string(WebHarness.shop.description))
    for target in ["/api/v1/shops/theirs/orders", "/api/v1/shops/mine/payouts"] {
      let refused = await web.get(target, WebHarness.bearer)
      #expect(refused.status.code == 404 && refused.code == "not-found")
    }
    #expect(await web.get("/api/v1/shops/mine/orders").status.code == 401)
  }

  @Test func adminsOnly() async {
    #expect(await web.get("/api/v1/admin/things", WebHarness.adminBearer).status.code == 200)
    #expect(await web.get("/api/v1/admin/things", WebHarness.bearer).status.code == 403)
    #expect(await web.get("/api/v1/admin/things").status.code == 401)
  }

  @Test func unexpectedErrorsTellNothing() async {
    let response = await web.get("/api/v1/fails")
    #expect(response.status.code == 500 && response.code == "internal-error")
    #expect(!response.text.contains("hunter2") && !response.text.contains("SecretError"))
  }

  @Test func unknownPathsAndMethods() async {
    let missing = await web.get("/api/v1/nothing")
    #expect(missing.status.code == 404 && missing.headers[.contentType] == "application/problem+json")
    let page = await web.get("/nothing")
    #expect(page.status.code == 404 && page.headers[.contentType] == "text/html; charset=utf-8")
    let method = await web.send(.put, "/api/v1/me", json: "{}")
    #expect(method.status.code == 405 && method.headers[.allow] == "DELETE, GET, HEAD, OPTIONS")
    #expect(await web.get("/api/v1/open?q=%FF").status.code == 400)
  }

  @Test func headAnswersAsGetWithoutContent() async {
    let get = await web.get("/products/chair")
    let head = await web.application.respond(to: IncomingRequest(.head, "/products/chair"))
    #expect(head.status == .ok && head.bodyBytes.isEmpty)
    #expect(head.headers[.contentLength] == get.headers[.contentLength])
    #expect(head.headers[.eTag] == get.headers[.eTag])
  }

  @Test func pagesSendPeopleToSignIn() async {
    let response = await web.get("/account?tab=1")
    #expect(response.status == .seeOther)
    #expect(response.headers[.location] == "/login?next=%2Faccount%3Ftab%3D1")
    #expect(await web.get("/account", WebHarness.sessionCookie).text == "Ada")
  }

  @Test("After a form that a session has not outlived one is back at its page, if that is ours")
  func formsSendPeopleToSignIn() async {
    for (referer, location) in [
      ("http://127.0.0.1:8080/account?tab=1", "/login?next=%2Faccount%3Ftab%3D1"),
      ("http://127.0.0.1:8080/", "/login"), ("http://127.0.0.1:8080//evil.example", "/login"),
      ("http://127.0.0.1:8080.evil.example/account", "/login"), ("https://evil.example/account", "/login"),
    ] {
      let response = await web.send(.post, "/account", [.referer: referer], form: "name=Ada")
      #expect(response.status == .seeOther && response.headers[.location] == location, "\(referer)")
    }
    #expect(await web.send(.post, "/account", form: "name=Ada").headers[.location] == "/login")
  }

  @Test func pagesLoseTheirTrailingSlash() async {
    #expect(await web.get("/products/chair/?a=1").headers[.location] == "/products/chair?a=1")
    #expect(await web.get("/products/gone").status.code == 404)
    #expect(await web.get("/products/%3Cb%3E").text == "<p>&lt;b&gt;</p>")
  }

  @Test func everyAnswerIsGuarded() async {
    let page = await web.get("/products/chair")
    #expect(page.headers[.contentSecurityPolicy]?.contains("default-src 'none'; script-src 'self'") == true)
    #expect(page.headers[.xContentTypeOptions] == "nosniff")
    #expect(page.headers[.strictTransportSecurity] == nil)
    let api = await web.get("/api/v1/open")
    #expect(api.headers[.contentSecurityPolicy] == "default-src 'none'; frame-ancestors 'none'")
    let secure = WebHarness(routes) { $0.publicURL = "https://souk.example" }
    #expect(await secure.get("/products/chair").headers[.strictTransportSecurity] != nil)
  }

  @Test func requestIDsAreTakenOverWhenPlain() async {
    #expect(await web.get("/ping", [.requestID: "abc-1"]).headers[.requestID] == "abc-1")
    let made = await web.get("/ping", [.requestID: "bad id\""]).headers[.requestID]
    #expect(made?.utf8.count == 13)
  }

  @Test func healthAndMetrics() async {
    #expect(await web.get("/ping").text == "pong")
    #expect(await web.get("/health/ready").json["status"] == "ready")
    _ = await web.get("/api/v1/open")
    let metrics = await web.get("/metrics").text
    #expect(
      metrics.contains(
        #"http_request_duration_seconds_count{method="GET",route="/api/v1/open",status="2xx"} 1"#))
    #expect(metrics.contains("process_resident_memory_bytes"))
    #expect(metrics.contains("http_requests_in_flight 1"))
  }
}
