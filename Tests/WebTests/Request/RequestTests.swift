import HTTPTypes
import Kernel
import Testing

@testable import Web

struct RequestTests {
  @Test func cookiesAreFoundByTheirWholeName() {
    let header = "xsouk_cart=1; souk_cart=\"a%20b\" ;souk_cart2=3"
    #expect(Cookie.value(of: "souk_cart", in: header) == "a b")
    #expect(Cookie.value(of: "cart", in: header) == nil)
    #expect(Cookie.hasOwn(in: "a=1; souk_x=2"))
    #expect(!Cookie.hasOwn(in: "a=souk_; xsouk_b=2; s=1"))
  }

  @Test func cookiesAreGuarded() {
    let cookie = Cookie("souk_session", "a;b", maximumAgeSeconds: 5)
    #expect(
      cookie.header(isSecure: true)
        == "__Host-souk_session=a%3Bb; Path=/; HttpOnly; SameSite=Lax; Max-Age=5; Secure")
    #expect(!cookie.header(isSecure: false).contains("Secure"))
  }

  @Test(arguments: [
    "//evil.example", "/\\evil.example", "https://evil.example", "evil", "", "/a b", "/a\r\nSet-Cookie: x",
    "\\\\evil",
    "/\t/evil", "javascript:alert(1)",
  ])
  func redirectsStayHere(_ path: String) {
    #expect(Response.redirect(to: path).headers[.location] == "/")
    #expect(Request(query: Parameters([("next", path)])).nextPath == nil)
  }

  @Test func redirectsGoToOwnPaths() {
    let response = Response.redirect(to: "/cart?x=1#y", flash: .success("Saved"))
    #expect(response.status == .seeOther && response.headers[.location] == "/cart?x=1#y")
    let cookie = response.cookies.first
    let read = cookie.flatMap { Flash(cookieValue: $0.value) }
    #expect(read?.kind == .success && read?.message.text == "Saved")
  }

  @Test func parametersDecodeStrictly() throws {
    let parameters = try Parameters(urlEncoded: "a=1&a=2&b=%C3%A4+x&c&%zz=1".utf8)
    #expect(parameters.all("a") == ["1", "2"])
    #expect(parameters["b"] == "ä x" && parameters["c"] == "" && parameters["%zz"] == "1")
    #expect(throws: Problem.self) { try Parameters(urlEncoded: "a=%FF".utf8) }
    let encoded = try Parameters(urlEncoded: parameters.encoded.utf8)
    #expect(encoded == parameters)
  }

  @Test func pagesAreBounded() throws {
    #expect(try Request().page() == PageRequest(limit: 24))
    #expect(try Request(query: Parameters([("limit", "100")])).page().limit == 100)
    for wrong in ["0", "101", "-1", "x", "99999999999999999999"] {
      #expect(throws: Problem.self) { try Request(query: Parameters([("limit", wrong)])).page() }
    }
    #expect(throws: Problem.self) { try Request(query: Parameters([("cursor", "!!")])).page() }
  }

  @Test func wrongIdentifiersInPathsAreNotFound() {
    let request = Request(pathParameters: ["order": "prod_1"])
    let problem = #expect(throws: Problem.self) { try request.id("order", as: OrderEntity.self) }
    #expect(problem?.kind == .notFound)
  }

  @Test func clientsBehindTrustedProxies() {
    let clients = ClientAddress(trustedProxies: ["10.0.0.0/8", "::1"])
    #expect(clients.resolve(peer: "9.9.9.9", forwardedFor: "1.1.1.1") == "9.9.9.9")
    #expect(clients.resolve(peer: "10.1.2.3", forwardedFor: "6.6.6.6, 1.1.1.1, 10.0.0.9") == "1.1.1.1")
    #expect(clients.resolve(peer: "::1", forwardedFor: "nonsense, 10.0.0.9") == "10.0.0.9")
    #expect(
      ClientAddress(trustedProxies: []).resolve(peer: "10.0.0.1", forwardedFor: "1.1.1.1") == "10.0.0.1")
    #expect(ClientAddress.rateSubject("2001:db8:1:2:3::4") == ClientAddress.rateSubject("2001:db8:1:2:9::9"))
    #expect(ClientAddress.rateSubject("2001:db8:1:2::") != ClientAddress.rateSubject("2001:db8:1:3::"))
  }

  @Test func mediaTypesHaveParameters() {
    #expect(MediaType.essence("Text/HTML; charset=utf-8") == "text/html")
    #expect(MediaType.parameter("boundary", of: "multipart/form-data; boundary=\"a;b\"; x=1") == "a;b")
    #expect(MediaType.parameter("x", of: "a/b; boundary=\"a\\\"b\"; X = 1") == "1")
  }
}
