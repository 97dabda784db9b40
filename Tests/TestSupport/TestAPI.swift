import Foundation
import HTTPTypes
import Kernel
import Logging
import Testing
import Web

/// Drives routes through the whole pipeline without a socket: guards, validation, problems and all.
///
///     let api = TestAPI(routes: AccountRoutes.routes(identity), sessions: identity)
///     let answer = await api.send(.post, "/accounts", #"{"name": "Ada"}"#)
///     #expect(answer.status == 422)
package struct TestAPI: Sendable {
  package let application: WebApplication
  /// Sent as bearer token with every request.
  package var token: String?

  /// An application with these routes and no rate limits. `caughtUp` waits until its cache knows of all changes.
  package init(
    routes: [Route], sessions: any SessionAuthority, shops: any ShopAuthority = NoShops(),
    idempotency: any IdempotencyStore = NoIdempotency(), caughtUp: @escaping @Sendable () async -> Void = {}
  ) {
    var configuration = WebConfiguration()
    configuration.limitsRates = false
    let services = WebServices(
      sessions: sessions, shops: shops, idempotency: idempotency,
      log: RequestLog(writer: LogWriter(descriptor: 2), level: .critical), caughtUp: caughtUp)
    application = WebApplication(routes: routes, configuration: configuration, services: services)
  }

  /// The same for somebody else.
  package func with(token: String?) -> TestAPI {
    var copy = self
    copy.token = token
    return copy
  }

  /// Sends a request to a path under `/api/v1`, with `body` as JSON unless `contentType` says otherwise. A refusal
  /// that the route's declaration does not name is an issue of the test.
  package func send(
    _ method: HTTPMethod, _ path: String, _ body: String? = nil, contentType: String = "application/json",
    headers: HTTPHeaders = [:]
  ) async -> TestAnswer {
    var headers = headers
    if let token { headers[.authorization] = "Bearer \(token)" }
    if body != nil { headers[.contentType] = contentType }
    let request = IncomingRequest(
      method, Route.apiPrefix + path, headers: headers, body: Array((body ?? "").utf8))
    let answer = TestAnswer(await application.respond(to: request))
    if let gap = DocumentedProblems.gap(answer, of: method, Route.apiPrefix + path, in: application.routes) {
      Issue.record(Comment(rawValue: gap))
    }
    return answer
  }
}

/// What came back.
package struct TestAnswer: Sendable {
  package let response: Response
  /// The body read as JSON; null when it isn't any.
  package let json: JSONValue

  /// The answer in a response.
  package init(_ response: Response) {
    self.response = response
    json = (try? JSONDecoder().decode(JSONValue.self, from: Data(response.bodyBytes))) ?? .null
  }

  /// The status code.
  package var status: Int { response.status.code }

  /// The text of a member of the JSON.
  package func text(_ name: String) -> String? {
    if case .string(let text)? = json[name] { text } else { nil }
  }

  /// The items of a list.
  package var items: [JSONValue] {
    if case .array(let items)? = json["items"] { items } else { [] }
  }

  /// The names of the fields that a problem complains of.
  package var wrongFields: [String] {
    guard case .array(let errors)? = json["errors"] else { return [] }
    return errors.compactMap { error in
      if case .string(let name)? = error["field"] { name } else { nil }
    }
  }
}

/// No path means a shop.
package struct NoShops: ShopAuthority {
  /// Needs nothing.
  package init() {}

  /// Never one.
  package func shop(_ idOrSlug: String, viewer: Viewer, permission: Permission) async throws -> ShopID? {
    nil
  }
}

/// Every request is the first.
package struct NoIdempotency: IdempotencyStore {
  /// Needs nothing.
  package init() {}

  /// Nothing is known.
  package func find(_ request: KeyedRequest) async throws -> UsedKey? { nil }

  /// Nothing is known.
  package func settle(_ request: KeyedRequest) async throws -> UsedKey? { nil }

  /// Forgets it.
  package func keep(_ answer: StoredResponse, for request: KeyedRequest) async throws -> UsedKey? { nil }

  /// Never.
  package func isOutcomeUnknown(_ error: any Error) -> Bool { false }
}
