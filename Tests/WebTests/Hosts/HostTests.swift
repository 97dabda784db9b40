import HTTPTypes
import Kernel
import Testing

@testable import Web

struct HostTests {
  static let shop = HostedShop(id: ShopID(high: 7, low: 7), slug: "kiln", host: "kiln.example")

  private struct Directory: HostDirectory {
    func shop(host: String) async -> HostedShop? { host == "kiln.example" ? HostTests.shop : nil }
  }

  private func application() -> WebApplication {
    var configuration = WebConfiguration()
    configuration.publicURL = "https://souk.example"
    configuration.limitsRates = false
    let show: @Sendable (Request) async throws -> Response = { request in
      let shop = (try? request.parameter("shop")) ?? ""
      return .html(
        HTML(text: "\(request.hosted?.slug ?? "market") \(shop) \(request.viewer?.name ?? "nobody")"))
    }
    return WebApplication(
      routes: [
        .page(.get, "/", .anyone, cache: .visitor, show),
        .page(.get, "/shops/{shop}", .anyone, cache: .visitor, show),
        .page(.get, "/products/{product}", .anyone, cache: .visitor, show),
        .page(.get, "/cart", .anyone, show), .page(.post, "/cart/items", .anyone, show),
        .page(.get, "/login", .anyone, show), .page(.post, "/login", .anyone, show),
        .page(.get, "/admin", .admin(.dashboard), show), .page(.get, "/checkout/mine", .signedIn, show),
      ], configuration: configuration,
      services: WebServices(
        sessions: MemorySessions(), shops: MemoryShops(), hosts: Directory(),
        idempotency: MemoryIdempotencyStore(), log: .silent))
  }

  private func ask(
    _ application: WebApplication, _ target: String, host: String, _ method: HTTPMethod = .get,
    headers: HTTPHeaders = [:]
  ) async -> Web.Response {
    await application.respond(to: IncomingRequest(method, target, headers: headers, host: host))
  }

  @Test func theShopsHostShowsTheShopAndNothingElse() async {
    let application = application()
    let id = Self.shop.id
    for host in ["kiln.example", "KILN.example:8443", "kiln.example."] {
      #expect(await ask(application, "/", host: host).text == "kiln \(id) nobody")
    }
    #expect(await ask(application, "/products/mug", host: "kiln.example").text == "kiln  nobody")
    for (target, location) in [
      ("/shops/kiln?page=2", "/?page=2"), ("/products", "/"),
      ("/shops/other", "https://souk.example/shops/other"),
      ("/admin", "https://souk.example/admin"), ("/sell/kiln", "https://souk.example/sell/kiln"),
      ("/login?next=%2F", "https://souk.example/login?next=%2F"),
      ("//evil.example", "https://souk.example//evil.example"),
    ] {
      let answer = await ask(application, target, host: "kiln.example")
      #expect(answer.status.code == 303 && answer.headers[.location] == location, "\(target)")
    }
    // What is no path would change the name in the address.
    for target in ["@evil.example/", ".evil.example/", "http://evil.example/", "*"] {
      let answer = await ask(application, target, host: "kiln.example")
      #expect(answer.status.code == 421 && answer.headers[.location] == nil, "\(target)")
    }
    #expect(await ask(application, "/login", host: "kiln.example", .post).status.code == 421)
    #expect(await ask(application, "/cart/items", host: "kiln.example", .post).status == .ok)
  }

  @Test func otherNamesAreTheMarketplace() async {
    let application = application()
    for host in ["souk.example", "anything.example", "127.0.0.1:8080", "[::1]:8080"] {
      #expect(await ask(application, "/", host: host).text == "market  nobody")
    }
  }

  @Test func memoryKeepsHostsApart() async {
    let application = application()
    for _ in 0..<2 {
      #expect(await ask(application, "/", host: "souk.example").text.hasPrefix("market"))
      #expect(await ask(application, "/", host: "kiln.example").text.hasPrefix("kiln"))
      #expect(await ask(application, "/", host: "other.example").text.hasPrefix("market"))
    }
    #expect(application.cache.count == 2)
  }

  @Test func nobodyIsSignedInAtAShopsHost() async {
    let application = application()
    let cookie: HTTPHeaders = [.cookie: "__Host-souk_session=good"]
    #expect(await ask(application, "/cart", host: "souk.example", headers: cookie).text.hasSuffix("Ada"))
    #expect(await ask(application, "/cart", host: "kiln.example", headers: cookie).text.hasSuffix("nobody"))
    #expect(
      await ask(application, "/checkout/mine", host: "kiln.example", headers: cookie).status.code == 303)
  }

  @Test func changesMustComeFromTheSameHost() async {
    let application = application()
    func add(_ origin: String, host: String) async -> Int {
      await ask(application, "/cart/items", host: host, .post, headers: [.origin: origin]).status.code
    }
    #expect(await add("https://kiln.example", host: "kiln.example") == 200)
    #expect(await add("https://kiln.example", host: "souk.example") == 403)
    #expect(await add("https://evil.example", host: "kiln.example") == 403)
  }

  @Test func onlyTheMarketplaceDecidesAboutSubdomains() async {
    let application = application()
    let own = await ask(application, "/", host: "souk.example").headers[.strictTransportSecurity]
    let guest = await ask(application, "/", host: "kiln.example").headers[.strictTransportSecurity]
    #expect(own?.contains("includeSubDomains") == true && guest == "max-age=63072000")
  }
}
