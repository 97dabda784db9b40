import Assembly
import Foundation
import Identity
import Kernel
import MarketSupport
import Synchronization
import TestSupport
import Testing

@testable import Web

/// Every POST of the API takes an `Idempotency-Key`, and says so in the document, or has a reason not to.
struct KeyedRouteTests {
  private static let answersWithSecrets =
    "its answer is a secret, which is not kept, and what it takes works once"
  private static let person =
    #"{"name":"Ada","email":"ada@example.org","password":"correct horse battery"}"#
  private static let onlyLooks = "makes nothing: it looks, each time anew"

  /// Those that don't, and why. What is made stands in none of them.
  private static let exceptions: [String: String] = [
    "/sessions": answersWithSecrets, "/sessions/refresh": answersWithSecrets,
    "/sessions/passkey": answersWithSecrets, "/sessions/passkey/options": answersWithSecrets,
    "/accounts/activate": answersWithSecrets, "/accounts/password-tokens": answersWithSecrets,
    "/accounts/password": answersWithSecrets, "/accounts/email/confirm": answersWithSecrets,
    "/accounts/email/undo": answersWithSecrets, "/me/email/confirm": answersWithSecrets,
    "/me/passkeys/options": answersWithSecrets, "/me/second-factor": answersWithSecrets,
    "/me/second-factor/confirm": answersWithSecrets, "/me/second-factor/recovery-codes": answersWithSecrets,
    "/me/erasure": "ends the account whose key it would be, with all that is kept of it",
    "/admin/audit/checks": onlyLooks, "/admin/barred-addresses/searches": onlyLooks,
    "/shops/{shop}/domain/verify": onlyLooks,
    "/stock-notices/confirm": "makes nothing: it confirms a wish, and confirms it again",
    "/stock-notices/stop": "makes nothing: it ends wishes, and ends them again",
  ]

  @Test func theDocumentNamesTheKeyOfEveryPost() async throws {
    try await withMarket(.sqlite) { market in
      let document = OpenAPIDocument(routes: market.assembly.routes(), configuration: WebConfiguration())
        .json()
      guard case .object(let paths)? = document["paths"] else {
        Issue.record("no paths")
        return
      }
      var without: Set<String> = []
      var count = 0
      for (path, methods) in paths {
        guard let post = methods["post"] else { continue }
        count += 1
        if !takesKey(post) { without.insert(String(path.dropFirst(Route.apiPrefix.count))) }
      }
      let excepted = Set(Self.exceptions.keys)
      #expect(without.subtracting(excepted).sorted() == [], "they make something and take no key")
      #expect(excepted.subtracting(without).sorted() == [], "they take a key, or are gone")
      #expect(count > 50)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatComesTwiceIsDoneOnceOnEveryOneOfThem(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let keyed = market.assembly.routes().filter { $0.kind == .api && $0.method == .post && $0.isIdempotent }
      let counts = Counts()
      let api = TestAPI(
        routes: keyed.map(counts.counting), sessions: TokenSessions(as: .superadmin), shops: AnyShop(),
        idempotency: IdempotencyKeys(database: market.database)
      ).with(token: AccountID().description)
      for route in keyed {
        let path = route.path.dropFirst(Route.apiPrefix.count).split(separator: "/").reduce("") {
          $1.hasPrefix("{") ? "\($0)/\(ShopID())" : "\($0)/\($1)"
        }
        let (content, type) = content(of: route)
        var answers: [TestAnswer] = []
        for _ in 0..<2 {
          answers.append(
            await api.send(.post, path, content, contentType: type, headers: [.idempotencyKey: "k"]))
        }
        let (first, second) = (answers[0].response, answers[1].response)
        #expect(first.status.code == 200 && first.headers[.idempotentReplay] == nil, "\(route.path)")
        #expect(
          second.bodyBytes == first.bodyBytes && second.headers[.idempotentReplay] == "true", "\(route.path)")
        #expect(counts.of(route.path) == 1, "\(route.path)")
      }
    }
  }

  /// A copy of the database is no means to try contents: neither the key nor a plain hash of a content is in it.
  @Test(arguments: TestEngine.allCases) func keysAreKeptAsHashes(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let api = TestAPI(
        routes: market.assembly.routes(), sessions: market.identity,
        idempotency: IdempotencyKeys(database: market.database))
      let body = Self.person
      var ids: Set<String?> = []
      for _ in 0..<2 {
        let answer = await api.send(.post, "/accounts", body, headers: [.idempotencyKey: "my-own-key"])
        #expect(answer.status == 201)
        ids.insert(answer.text("id"))
      }
      #expect(ids.count == 1)
      let mails = MailBox()
      try await market.drain(mails)
      #expect(await mails.mails.count == 1)
      let other = await api.send(
        .post, "/accounts", body.replacingOccurrences(of: "battery", with: "staple"),
        headers: [.idempotencyKey: "my-own-key"])
      #expect(other.text("code") == "idempotency-mismatch")
      let kept = try await market.database.read {
        try $0.all("SELECT idempotency_key FROM idempotency_keys") { try $0.next(String.self) }
      }
      #expect(kept.count == 1 && kept[0].count == 64)
    }
  }

  private func takesKey(_ operation: JSONValue) -> Bool {
    guard case .array(let parameters)? = operation["parameters"] else { return false }
    return parameters.contains {
      $0["name"] == .string("Idempotency-Key") && $0["in"] == .string("header")
    }
  }

  private func content(of route: Route) -> (String?, String) {
    let kind = route.bodyKind
    // Guests are told apart by what the content names.
    if route.path.hasSuffix("codes") { return (#"{"email":"ada@example.org"}"#, "application/json") }
    if kind.contains(.json) { return (Self.person, "application/json") }
    if kind.contains(.csv) { return ("title", "text/csv") }
    if kind.contains(.image) { return ("picture", "image/png") }
    if kind.contains(.multipart) { return ("--b--", "multipart/form-data; boundary=b") }
    return (nil, "application/json")
  }
}

/// How often each handler ran.
private final class Counts: Sendable {
  private let runs = Mutex<[String: Int]>([:])

  func of(_ path: String) -> Int { runs.withLock { $0[path] ?? 0 } }

  /// The same address with a handler that only counts.
  @Sendable func counting(_ route: Route) -> Route {
    Route(
      method: route.method, path: route.path, kind: route.kind, access: route.access, cache: .none,
      limit: route.limit, maximumBodyBytes: route.maximumBodyBytes, bodyKind: route.bodyKind,
      isIdempotent: route.isIdempotent, guest: route.guest, documentation: nil
    ) { [self] _ in
      let number = runs.withLock { runs in
        runs[route.path, default: 0] += 1
        return runs[route.path] ?? 0
      }
      return .text("run \(number)")
    }
  }
}
