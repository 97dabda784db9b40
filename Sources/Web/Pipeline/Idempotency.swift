import Crypto
import Kernel

/// A response as it is kept for retries.
package struct StoredResponse: Codable, Hashable, Sendable {
  package let status: Int
  package let contentType: String
  /// `Location`, for answers that have one.
  package let location: String?
  package let body: [UInt8]

  /// A response to keep.
  package init(status: Int, contentType: String, location: String? = nil, body: [UInt8]) {
    self.status = status
    self.contentType = contentType
    self.location = location
    self.body = body
  }
}

/// What is known of an `Idempotency-Key` when a request with it comes in.
package enum IdempotencyStart: Hashable, Sendable {
  /// Nobody used it: it is taken now, and the request must `complete` or `abandon` it.
  case fresh
  /// The same request was answered before; answer this again.
  case replay(StoredResponse)
  /// Another request used it.
  case mismatch
  /// The same request is being worked on.
  case inProgress
}

/// Remembers the answers to requests that must not be carried out twice. A key taken by a program that died
/// must come free again after a while.
package protocol IdempotencyStore: Sendable {
  /// Takes the key within `scope` (an account and an address), for a request whose content has this
  /// fingerprint.
  func begin(key: String, scope: String, fingerprint: String) async throws -> IdempotencyStart
  /// Keeps the answer.
  func complete(key: String, scope: String, response: StoredResponse) async throws
  /// Gives the key back: the request had no effect.
  func abandon(key: String, scope: String) async throws
}

/// How `Idempotency-Key` works: the first request with a key is carried out and its answer kept; the same
/// again gets the same answer; another content gets 422; the same while the first still runs gets 409.
struct Idempotency: Sendable {
  private static let maximumKeyBytes = 255

  let store: any IdempotencyStore

  func run(
    _ request: Request, route: Route, _ handle: @Sendable (Request) async throws -> Response
  ) async throws -> Response {
    guard route.isIdempotent, let key = request.idempotencyKey else { return try await handle(request) }
    guard Idempotency.isValid(key) else {
      throw Problem.invalid("Idempotency-Key", "invalid", "Use 1 to 255 visible ASCII characters.")
    }
    let scope = "\(request.viewer?.account.description ?? "guest") \(route.method.rawValue) \(route.path)"
    switch try await store.begin(key: key, scope: scope, fingerprint: try Idempotency.fingerprint(request)) {
    case .replay(let stored): return Idempotency.response(stored)
    case .mismatch: throw Problem(.idempotencyMismatch)
    case .inProgress: throw Problem(.idempotencyInProgress, retryAfterSeconds: 1)
    case .fresh: break
    }
    do {
      let response = try await handle(request)
      try await store.complete(key: key, scope: scope, response: Idempotency.stored(response))
      return response
    } catch let problem as Problem where Idempotency.keeps(problem) {
      let response = Response.problem(problem, requestID: request.id)
      try await store.complete(key: key, scope: scope, response: Idempotency.stored(response))
      throw problem
    } catch {
      try? await store.abandon(key: key, scope: scope)
      throw error
    }
  }

  /// Refusals by the state of things are kept; those that say "send it differently" or "try again" are not,
  /// since nothing was done and the next attempt may go through.
  private static func keeps(_ problem: Problem) -> Bool {
    problem.kind.status == 402 || (problem.kind.status == 409 && problem.kind != .conflict)
  }

  private static func isValid(_ key: String) -> Bool {
    (1...maximumKeyBytes).contains(key.utf8.count) && key.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  /// SHA-256 of the address, the content type and the content.
  private static func fingerprint(_ request: Request) throws -> String {
    var hash = SHA256()
    hash.update(data: Array("\(request.method.rawValue) \(request.path)?\(request.query.encoded)\n".utf8))
    hash.update(data: Array("\(request.contentType)\n".utf8))
    try request.content.forEachPiece { hash.update(data: $0) }
    return hash.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  private static func stored(_ response: Response) -> StoredResponse {
    StoredResponse(
      status: response.status.code, contentType: response.headers[.contentType] ?? "",
      location: response.headers[.location], body: response.bodyBytes)
  }

  private static func response(_ stored: StoredResponse) -> Response {
    var response = Response(status: HTTPStatus(code: stored.status))
    if !stored.contentType.isEmpty { response.headers[.contentType] = stored.contentType }
    if let location = stored.location { response.headers[.location] = location }
    if !stored.body.isEmpty { response.body = .bytes(stored.body) }
    response.headers[.idempotentReplay] = "true"
    return response
  }
}
