import HTTPTypes
import Kernel
import Testing

@testable import Web

/// Cookies of a site that is served by https carry `__Host-`, so that no other host of the domain can set them.
struct HostCookieTests {
  private let routes: [Route] = [
    .page(.get, "/", .anyone, cache: .visitor) { request in
      .html("<p>\(request.viewer?.name ?? "visitor") \(request.cookie("souk_cart") ?? "none")</p>")
    },
    .page(.post, "/login", .anyone) { _ in
      Response.redirect(to: "/").setting(Cookie(Cookie.sessionName, "good", maximumAgeSeconds: 60))
        .setting(Cookie("consent", "granted"))
    },
  ]

  private func web(_ url: String) -> WebHarness { WebHarness(routes) { $0.publicURL = url } }

  @Test func theyAreSetUnderTheirFullNames() async {
    let secure = await web("https://souk.example").send(.post, "/login")
    #expect(
      secure.headers[values: .setCookie] == [
        "__Host-souk_session=good; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure",
        "consent=granted; Path=/; HttpOnly; SameSite=Lax; Secure",
      ])
    // Without encryption browsers don't take such names.
    let plain = await web("http://127.0.0.1:8080").send(.post, "/login")
    #expect(
      plain.headers[values: .setCookie].first
        == "souk_session=good; Path=/; HttpOnly; SameSite=Lax; Max-Age=60")
  }

  @Test func onlyTheFullNamesAreBelieved() async {
    let secure = web("https://souk.example")
    let own = "a=b; __Host-souk_session=good;__Host-souk_cart=\"c1\"; consent=x"
    #expect(await secure.get("/", [.cookie: own]).text == "<p>Ada c1</p>")
    // Another host of the same domain planted these.
    for planted in [
      "souk_session=good; souk_cart=c2", "a=b;souk_session=good", "__Secure-souk_session=good",
      " __Host-other=1; souk_session=good",
    ] {
      #expect(await secure.get("/", [.cookie: planted]).text == "<p>visitor none</p>", "\(planted)")
    }
    let both = "souk_session=bad; souk_cart=c2; __Host-souk_session=good; __Host-souk_cart=c1"
    #expect(await secure.get("/", [.cookie: both]).text == "<p>Ada c1</p>")
    let plain = web("http://127.0.0.1:8080")
    #expect(await plain.get("/", [.cookie: "souk_session=good; souk_cart=c2"]).text == "<p>Ada c2</p>")
  }
}
