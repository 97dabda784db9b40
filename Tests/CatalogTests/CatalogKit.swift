import Catalog
import Foundation
import Gateways
import Identity
import Kernel
import MarketSupport
import Persistence
import Synchronization
import TestSupport
import Testing
import Vendors
import Web

/// The area on a fresh database, with two open shops and an administrator.
struct CatalogKit {
  let catalog: Catalog
  let vendors: Vendors
  let database: Database
  let clock: TestClock
  let objects: ObjectFolder
  let sessions: FixedSessions
  /// Nobody is signed in.
  let api: TestAPI
  /// An open shop that sells in euros, and its owner.
  let shop: Shop
  var vendor: TestAPI { api.with(token: "vendor") }
  /// Another open shop and its owner.
  let otherShop: Shop
  var otherVendor: TestAPI { api.with(token: "other") }
  var admin: TestAPI { api.with(token: "admin") }

  /// Makes a product over the API and answers with it.
  @discardableResult
  func product(_ body: String, _ location: SourceLocation = #_sourceLocation) async throws -> JSONValue {
    let answer = await vendor.send(.post, "/shops/\(shop.id)/products", body)
    let text = String(decoding: answer.response.bodyBytes, as: UTF8.self)
    try #require(answer.status == 201, "\(text)", sourceLocation: location)
    return answer.json
  }

  /// Opens one more shop.
  func openShop(
    _ name: String, currency: Currency = .eur, isApproved: Bool = true
  ) async throws -> (shop: Shop, api: TestAPI) {
    let slug = Slug(title: name, fallback: "shop").text
    let email = try #require(EmailAddress("\(slug)@example.org"))
    let account = try await vendors.identity.ensureOperator(email: email, name: name)
    sessions.add(slug, account.id, name)
    let input = OpenShopInput(name: name, description: name, country: "DE", currency: currency)
    let shop =
      try await isApproved
      ? vendors.ensureShop(input, owner: account.id) : vendors.openShop(input, by: account.id)
    return (shop, api.with(token: slug))
  }

  /// A small picture as PNG; another colour is another picture.
  func picture(_ color: String = "#c2570c") async throws -> [UInt8] {
    let svg = """
      <svg xmlns="http://www.w3.org/2000/svg" width="40" height="50"><rect width="40" height="50" fill="\(color)"/></svg>
      """
    return try await catalog.images.draw(svg: svg, width: 400)
  }

  /// What runs the area's jobs.
  func jobRunner() throws -> JobRunner {
    var jobs = JobRegistry()
    try catalog.registerJobs(in: &jobs)
    return JobRunner(database: database, jobs: jobs, settings: JobRunnerSettings(workers: 1))
  }

  /// Sends bytes as they are.
  func upload(
    _ api: TestAPI, _ path: String, _ bytes: [UInt8], contentType: String = "image/png"
  ) async -> TestAnswer {
    var headers: HTTPHeaders = [.contentType: contentType]
    if let token = api.token { headers[.authorization] = "Bearer \(token)" }
    return TestAnswer(
      await api.application.respond(
        to: IncomingRequest(.post, Route.apiPrefix + path, headers: headers, body: bytes)))
  }
}

/// Runs `body` with the program on a database of its own.
func withCatalog(
  _ engine: TestEngine, pictures: any PictureSource = UnreachablePictures(),
  searchEngine: (any SearchEngine)? = nil, _ body: (CatalogKit) async throws -> Void
) async throws {
  try await withMarket(engine, pictures: pictures, searchEngine: searchEngine) { market in
    let sessions = FixedSessions()
    func shop(_ token: String, _ name: String) async throws -> Shop {
      let email = try #require(EmailAddress("\(token)@example.org"))
      let account = try await market.identity.ensureOperator(email: email, name: name)
      sessions.add(token, account.id, name)
      let input = OpenShopInput(name: name, description: name, country: "DE", currency: .eur)
      return try await market.vendors.ensureShop(input, owner: account.id)
    }
    sessions.add("admin", AccountID(), "Admin", isAdmin: true)
    let catalog = market.catalog
    let kit = CatalogKit(
      catalog: catalog, vendors: market.vendors, database: market.database, clock: market.clock,
      objects: ObjectFolder(url: market.media), sessions: sessions,
      api: TestAPI(
        routes: catalog.routes, sessions: sessions, shops: market.vendors,
        caughtUp: { await catalog.changes.reached() }),
      shop: try await shop("vendor", "Rita's Bowls"), otherShop: try await shop("other", "Otto's Lamps"))
    catalog.changes.subscribe { [weak application = kit.api.application] in application?.forget($0.tags) }
    try await body(kit)
  }
}

/// Sessions by the name of a token.
final class FixedSessions: SessionAuthority {
  private let viewers = Mutex<[String: Viewer]>([:])

  func add(_ token: String, _ account: AccountID, _ name: String, isAdmin: Bool = false) {
    let viewer = Viewer(
      account: account, session: SessionID(), name: name, email: "\(token)@example.org",
      adminRole: isAdmin ? .superadmin : nil,
      isCookie: false)
    viewers.withLock { $0[token] = viewer }
  }

  func viewer(token: String, isCookie: Bool) async throws -> Viewer? { viewers.withLock { $0[token] } }
}

/// The folder of a test's files.
struct ObjectFolder {
  let url: URL

  /// The keys of all files.
  var keys: [String] {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: url.path)) ?? []
    return paths.filter { URL(fileURLWithPath: $0).pathExtension != "" }.sorted()
  }
}

extension JSONValue {
  /// A path of members and indices, as `json.at("variants", 0, "id")`.
  func at(_ path: any Sendable...) -> JSONValue {
    path.reduce(self) { value, step in
      switch (value, step) {
      case (.object(let members), let name as String): members[name] ?? .null
      case (.array(let items), let index as Int): items.indices.contains(index) ? items[index] : .null
      default: .null
      }
    }
  }

  var text: String? { if case .string(let text) = self { text } else { nil } }
  var number: Int64? { if case .integer(let number) = self { number } else { nil } }
  var list: [JSONValue] { if case .array(let items) = self { items } else { [] } }
}
