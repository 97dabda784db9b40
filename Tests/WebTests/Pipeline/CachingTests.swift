import HTTPTypes
import Kernel
import Testing

@testable import Web

struct CachingTests {
  private let calls = Calls()
  private let web: WebHarness

  init() {
    let calls = calls
    web = WebHarness([
      .api(.get, "/products", "List", tag: "T", .anyone, answer: Echo.self, cache: .catalogue) { request in
        Echo(text: "\(calls.next()) \(request.query["q"] ?? "") " + String(repeating: "long ", count: 400))
      },
      .page(.get, "/", .anyone, cache: .visitor) { request in
        .html("<p>\(calls.next()) \(request.viewer?.name ?? "visitor")</p>")
      },
      .page(.get, "/sets-cookie", .anyone, cache: .visitor) { _ in
        Response.html("<p>\(calls.next())</p>").setting(Cookie("souk_cart", "x"))
      },
      .api(.get, "/mine", "Mine", tag: "T", .signedIn, answer: Echo.self) { _ in Echo(text: "\(calls.next())")
      },
    ])
  }

  @Test func unchangedContentIsNotSentAgain() async throws {
    let first = await web.get("/api/v1/products")
    let tag = try #require(first.headers[.eTag])
    #expect(tag.hasPrefix("\""))
    let again = await web.get("/api/v1/products", [.ifNoneMatch: tag])
    #expect(again.status == .notModified && again.bodyBytes.isEmpty)
    #expect(again.headers[.eTag] == tag && again.headers[.contentType] == nil)
    #expect(await web.get("/api/v1/products", [.ifNoneMatch: "\"x\", W/\(tag)"]).status == .notModified)
    #expect(await web.get("/api/v1/products", [.ifNoneMatch: "\"x\""]).status == .ok)
    let own = await web.get("/api/v1/mine", WebHarness.bearer)
    #expect(own.headers[.eTag] != nil && own.headers[.cacheControl] == "private, no-store")
  }

  @Test func answersAreKeptUntilSomethingChanges() async {
    let first = await web.get("/api/v1/products?q=a")
    let second = await web.get("/api/v1/products?q=a")
    #expect(first.text == second.text && calls.count == 1)
    #expect(first.headers[.requestID] != second.headers[.requestID])
    #expect(second.headers[.contentSecurityPolicy] != nil)
    _ = await web.get("/api/v1/products?q=b")
    #expect(calls.count == 2)
    web.application.forget([CacheTag("site")])
    #expect(await web.get("/api/v1/products?q=a").text.hasPrefix(#"{"text":"3 a"#))
  }

  @Test func answersGrowOld() async throws {
    let calls = Calls()
    let route = Route.api(
      .get, "/x", "X", tag: "T", .anyone, answer: Echo.self, cache: .catalogue
    ) { _ in Echo(text: "\(calls.next())") }
    let web = WebHarness([route]) { $0.cacheMaximumAgeMilliseconds = 20 }
    _ = await web.get("/api/v1/x")
    try await Task.sleep(for: .milliseconds(60))
    _ = await web.get("/api/v1/x")
    #expect(calls.count == 2)
  }

  @Test func compressedAndPlainAreKeptApart() async {
    let plain = await web.get("/api/v1/products")
    let packed = await web.get("/api/v1/products", [.acceptEncoding: "br, gzip;q=0.8"])
    #expect(plain.headers[.contentEncoding] == nil)
    #expect(plain.headers[.vary]?.hasSuffix("Accept-Encoding") == true)
    #expect(packed.headers[.contentEncoding] == "gzip" && packed.bodyBytes.prefix(2) == [0x1F, 0x8B])
    #expect(packed.bodyBytes.count < plain.bodyBytes.count)
    #expect(packed.headers[.contentLength] == String(packed.bodyBytes.count))
    let again = await web.get("/api/v1/products", [.acceptEncoding: "gzip"])
    #expect(again.bodyBytes == packed.bodyBytes && calls.count == 2)
    #expect(await web.get("/api/v1/products", [.acceptEncoding: "gzip;q=0"]).headers[.contentEncoding] == nil)
    #expect(await web.get("/api/v1/mine", [.acceptEncoding: "gzip"]).headers[.contentEncoding] == nil)
  }

  @Test func pagesAreKeptForVisitorsOnly() async {
    #expect(await web.get("/").text == "<p>1 visitor</p>")
    #expect(await web.get("/").text == "<p>1 visitor</p>")
    #expect(await web.get("/", [.cookie: "other=1"]).text == "<p>1 visitor</p>")
    #expect(await web.get("/", WebHarness.sessionCookie).text == "<p>2 Ada</p>")
    #expect(await web.get("/", [.cookie: "souk_cart=1"]).text == "<p>3 visitor</p>")
    #expect(await web.get("/").text == "<p>1 visitor</p>")
    _ = await web.get("/sets-cookie")
    _ = await web.get("/sets-cookie")
    #expect(calls.count == 5)
  }

  @Test func otherSitesDoNotReadPagesFromMemory() async {
    let web = WebHarness([
      .page(.get, "/", .anyone, cache: .visitor) { _ in .html("<p>Home</p>") },
      .api(.get, "/x", "X", tag: "T", .anyone, answer: Echo.self, cache: .catalogue) { _ in Echo(text: "x") },
    ]) { $0.corsOrigins = ["https://app.example"] }
    for _ in 0..<2 {
      let page = await web.get("/", [.origin: "https://app.example"])
      #expect(page.status == .ok && page.headers[.accessControlAllowOrigin] == nil)
      let api = await web.get("/api/v1/x", [.origin: "https://app.example"])
      #expect(api.headers[.accessControlAllowOrigin] == "https://app.example")
    }
  }

  @Test func browsersKeepNoPageThatMayHoldASecret() async {
    let web = WebHarness([
      .page(.get, "/password/reset", .anyone) { .html("<p>\($0.query["token"] ?? "")</p>") },
      .page(.get, "/", .anyone, cache: .visitor) { _ in .html("<p>Home</p>") },
      .page(.get, "/robots.txt", .anyone) { _ in .text("User-agent: *") },
    ])
    #expect(await web.get("/password/reset?token=x").headers[.cacheControl] == "private, no-store")
    for target in ["/", "/robots.txt"] {
      #expect(await web.get(target).headers[.cacheControl] == "private, no-cache")
    }
  }

  @Test func flashesAreShownOnce() async {
    let web = WebHarness([
      .page(.get, "/", .anyone) { .html("<p>\($0.flash?.message ?? "none" as Words)</p>") }
    ])
    let flash = Flash.success("Saved; <b>").cookie
    let cookie = "\(flash.name)=\(PercentCoding.encode(flash.value))"
    let response = await web.get("/", [.cookie: cookie])
    #expect(response.text == "<p>Saved; &lt;b&gt;</p>")
    #expect(response.headers[.setCookie]?.hasPrefix("souk_flash=; Path=/") == true)
    #expect(await web.get("/").headers[.setCookie] == nil)
  }

  @Test func theCacheIsBounded() {
    let cache = ResponseCache(capacityBytes: 64 * 1024, maximumAgeMilliseconds: 1000)
    let entry = CachedResponse(
      headers: [:], notModifiedHeaders: [:], body: .init(bytes: [UInt8](repeating: 1, count: 3000)),
      etag: "x",
      tags: [CacheTag("site")], beganAfter: 0, storedAt: 0, isVisitorOnly: false, routeIndex: 0)
    func key(_ number: Int) -> ResponseCache.Key {
      .init(target: "/\(number)", isGzip: false, language: "en", market: nil, host: nil, asksConsent: false)
    }
    for number in 0..<1000 {
      cache.store(key(number), entry)
      // The first one is used all the time, so it stays.
      #expect(cache.find(key(0), now: 0) != nil)
    }
    #expect(cache.bytes <= 64 * 1024 && cache.count < 20)
    #expect(cache.find(key(999), now: 0) != nil)
    #expect(cache.find(key(500), now: 0) == nil)
    #expect(cache.find(key(0), now: 1001) == nil)
    cache.forget([CacheTag("site")])
    #expect(cache.count == 0 && cache.bytes == 0)
    // Begun before the change.
    cache.store(key(1), entry)
    #expect(cache.find(key(1), now: 0) == nil)
  }

  @Test func ofAnOldAnswerOneReaderMakesANewOne() {
    func entry(isVisitorOnly: Bool) -> CachedResponse {
      CachedResponse(
        headers: [:], notModifiedHeaders: [:], body: .init(bytes: [1]), etag: "x", tags: [CacheTag("site")],
        beganAfter: 0, storedAt: 0, isVisitorOnly: isVisitorOnly, routeIndex: 0)
    }
    let key = ResponseCache.Key(
      target: "/", isGzip: false, language: "en", market: nil, host: nil, asksConsent: false)
    let cache = ResponseCache(capacityBytes: 64 * 1024, maximumAgeMilliseconds: 1000)
    cache.store(key, entry(isVisitorOnly: false))
    #expect(cache.find(key, now: 1000) != nil)
    #expect(cache.find(key, now: 1500) == nil)
    #expect(cache.find(key, now: 1500) != nil && cache.find(key, now: 2000) != nil)
    #expect(cache.find(key, now: 2001) == nil)
    // A page may be asked for by somebody who does not make it for others.
    cache.store(key, entry(isVisitorOnly: true))
    #expect(cache.find(key, now: 1500) == nil && cache.find(key, now: 1500) == nil)
  }
}
