import Foundation
import HTTPTypes
import Kernel
import Synchronization

@testable import Web

/// An application without sockets, with sessions, shops and idempotency in memory.
struct WebHarness {
  static let account = AccountID(high: 1, low: 1)
  static let admin = AccountID(high: 2, low: 2)
  static let shop = ShopID(high: 3, low: 3)

  let application: WebApplication
  let idempotency = MemoryIdempotencyStore()

  init(
    _ routes: [Route], limiter: any RateLimiter = TokenBuckets(), limitsRates: Bool = false,
    configure: (inout WebConfiguration) -> Void = { _ in }
  ) {
    var configuration = WebConfiguration()
    // Longer than any test takes; whoever asks for less says so.
    configuration.cacheMaximumAgeMilliseconds = 600_000
    configuration.limitsRates = limitsRates
    configure(&configuration)
    application = WebApplication(
      routes: routes, configuration: configuration,
      services: WebServices(
        sessions: MemorySessions(), shops: MemoryShops(), idempotency: idempotency, limiter: limiter,
        log: .silent))
  }

  func get(_ target: String, _ headers: HTTPFields = [:]) async -> Web.Response {
    await application.respond(to: IncomingRequest(.get, target, headers: headers))
  }

  func send(
    _ method: HTTPRequest.Method, _ target: String, _ headers: HTTPFields = [:], json: String
  ) async -> Web.Response {
    var headers = headers
    headers[.contentType] = "application/json"
    return await application.respond(
      to: IncomingRequest(method, target, headers: headers, body: Array(json.utf8)))
  }

  func send(
    _ method: HTTPRequest.Method, _ target: String, _ headers: HTTPFields = [:], form: String = ""
  ) async -> Web.Response {
    var headers = headers
    headers[.contentType] = "application/x-www-form-urlencoded"
    return await application.respond(
      to: IncomingRequest(method, target, headers: headers, body: Array(form.utf8)))
  }

  static let bearer: HTTPFields = [.authorization: "Bearer good"]
  static let adminBearer: HTTPFields = [.authorization: "Bearer admin"]
  static let sessionCookie: HTTPFields = [.cookie: "souk_session=good"]
}

extension Web.Response {
  var text: String { String(decoding: bodyBytes, as: UTF8.self) }
  var json: JSONValue { (try? JSONParser.parse(bodyBytes)) ?? .null }
  var code: String? { if case .string(let code)? = json["code"] { code } else { nil } }
}

final class Calls: Sendable {
  private let value = Atomic<Int>(0)
  var count: Int { value.load(ordering: .sequentiallyConsistent) }
  @discardableResult func next() -> Int {
    value.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue
  }
}

struct MemorySessions: SessionAuthority {
  func viewer(token: String, isCookie: Bool) async throws -> Viewer? {
    guard token == "good" || token == "admin" else { return nil }
    return Viewer(
      account: token == "admin" ? WebHarness.admin : WebHarness.account, session: SessionID(high: 9, low: 9),
      name: "Ada", email: "ada@example.com", adminRole: token == "admin" ? .superadmin : nil,
      isCookie: isCookie)
  }
}

struct MemoryShops: ShopAuthority {
  func shop(_ idOrSlug: String, viewer: Viewer, permission: Permission) async throws -> ShopID? {
    idOrSlug == "mine" && viewer.account == WebHarness.account && permission != .payouts
      ? WebHarness.shop : nil
  }
}

/// Keys without a database: answers are kept when their requests are done.
final class MemoryIdempotencyStore: IdempotencyStore {
  /// What a handler throws whose commit was lost.
  struct Lost: Error {}

  private struct Entry {
    let fingerprint: String
    let answer: StoredResponse
  }

  private let entries = Mutex<[String: Entry]>([:])

  func find(_ request: KeyedRequest) async throws -> UsedKey? {
    entries.withLock { entries in
      guard let entry = entries["\(request.scope) \(request.key)"] else { return nil }
      return entry.fingerprint == request.fingerprint ? .answered(entry.answer) : .mismatch
    }
  }

  func settle(_ request: KeyedRequest) async throws -> UsedKey? { try await find(request) }

  func keep(_ answer: StoredResponse, for request: KeyedRequest) async throws -> UsedKey? {
    if let used = try await find(request) { return used }
    let entry = Entry(fingerprint: request.fingerprint, answer: answer)
    entries.withLock { $0["\(request.scope) \(request.key)"] = entry }
    return nil
  }

  func isOutcomeUnknown(_ error: any Error) -> Bool { error is Lost }
}

struct Echo: Output {
  let text: String
  static let fields: [OutputField<Self>] = [.init("text") { $0.text }]
}
