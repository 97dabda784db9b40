import Crypto
import Kernel

/// How `Idempotency-Key` works: the transaction that makes a request's effect keeps its answer, and the same
/// request again gets the same answer; another content gets 422; the same while the first still runs gets 409. What
/// was cut off is carried out or gone on with by the next attempt, since without an answer it was not done.
struct Idempotency: Sendable {
  private static let maximumKeyBytes = 255
  /// Of the 32 digits of a random UUID so many differ, but for one in billions.
  private static let fewestDigits = 8

  let store: any IdempotencyStore
  private let running = RunningRequests()

  init(store: any IdempotencyStore) { self.store = store }

  func run(
    _ request: Request, route: Route, _ handle: @escaping @Sendable (Request) async throws -> Response
  ) async throws -> Response {
    guard route.isIdempotent, let key = request.idempotencyKey else { return try await handle(request) }
    guard Idempotency.isValid(key) else {
      throw Problem.invalid("Idempotency-Key", "invalid", "Use 1 to 255 visible ASCII characters.")
    }
    guard let holder = Idempotency.holder(request, route, key) else { return try await handle(request) }
    let keyed = KeyedRequest(
      key: Idempotency.hex(SHA256.hash(data: Array(key.utf8))),
      scope: "\(holder) \(route.method.rawValue) \(route.path)",
      fingerprint: try Idempotency.fingerprint(request, key)
    ).ending(with: Problem.self) { problem in
      guard Idempotency.keeps(problem) else { return nil }
      return Idempotency.stored(Response.problem(problem, requestID: request.id))
    }
    return try await running.only(keyed) {
      if let used = try await store.find(keyed) { return try Idempotency.response(used) }
      do {
        return try await attempt(request, keyed, handle)
      } catch let error where store.isOutcomeUnknown(error) {
        return try await decide(request, keyed, handle)
      }
    }
  }

  /// The connection was lost in a COMMIT: waits for what became of it and answers that. What was not committed is
  /// carried out now.
  private func decide(
    _ request: Request, _ keyed: KeyedRequest, _ handle: @Sendable (Request) async throws -> Response
  ) async throws -> Response {
    do {
      if let used = try await store.settle(keyed) { return try Idempotency.response(used) }
      return try await attempt(request, keyed, handle)
    } catch let error where store.isOutcomeUnknown(error) {
      throw Problem(
        .unavailable,
        "It is not known yet whether this was done. Send it again with the same Idempotency-Key.",
        retryAfterSeconds: 1)
    }
  }

  private func attempt(
    _ request: Request, _ keyed: KeyedRequest, _ handle: @Sendable (Request) async throws -> Response
  ) async throws -> Response {
    do {
      let response = try await KeyedRequest.$current.withValue(keyed) { try await handle(request) }
      // Nothing was written, or by a transaction that does not end with what is answered.
      if !keyed.isAnswered, let used = try await store.keep(Idempotency.stored(response), for: keyed) {
        return try Idempotency.response(used)
      }
      return response
    } catch let used as UsedKey {
      return try Idempotency.response(used)
    } catch let error where !store.isOutcomeUnknown(error) {
      let refusal = (error as? Problem).flatMap { Idempotency.keeps($0) ? $0 : nil }
      // A refusal that its transaction has kept, as of a card that was declined.
      if keyed.isAnswered, let refusal { throw refusal }
      // The same request may have been carried out elsewhere meanwhile, and be why this one fails.
      if let used = try await store.find(keyed) { return try Idempotency.response(used) }
      guard let problem = refusal else { throw error }
      let response = Response.problem(problem, requestID: request.id)
      if let used = try await store.keep(Idempotency.stored(response), for: keyed) {
        return try Idempotency.response(used)
      }
      throw problem
    }
  }

  /// Whose key it is. Guests are told apart by what they alone know: the ids in the path, what the content names, or a
  /// key that nobody else can come by; `nil` for a guest with none of these, whose key means nothing.
  private static func holder(_ request: Request, _ route: Route, _ key: String) -> String? {
    if let viewer = request.viewer { return viewer.account.description }
    if !request.pathParameters.isEmpty { return "guest \(request.path)" }
    if let guest = route.guest(request) { return "guest \(guest)" }
    return isRandom(key) ? "guest" : nil
  }

  /// Whether a key is a UUID of version 4, with as many different digits as one that was drawn has.
  private static func isRandom(_ key: String) -> Bool {
    let groups = key.lowercased().split(separator: "-", omittingEmptySubsequences: false)
    guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12], groups[2].first == "4",
      let variant = groups[3].first, "89ab".contains(variant)
    else { return false }
    let digits = groups.joined()
    return digits.allSatisfy { $0.isASCII && $0.isHexDigit } && Set(digits).count >= fewestDigits
  }

  /// Refusals by the state of things are kept; those that say "send it differently" or "try again" are not,
  /// since nothing was done and the next attempt may go through.
  private static func keeps(_ problem: Problem) -> Bool {
    switch problem.kind {
    case .conflict, .idempotencyInProgress: false
    default: [402, 409].contains(problem.kind.status)
    }
  }

  private static func isValid(_ key: String) -> Bool {
    (1...maximumKeyBytes).contains(key.utf8.count) && key.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  /// HMAC-SHA-256 of the address, the content type and the content. Its key is that of the request, of which only the
  /// hash is kept: nobody finds a password or a bank account out who tries contents against a copy of the database.
  private static func fingerprint(_ request: Request, _ key: String) throws -> String {
    var hash = HMAC<SHA256>(key: SymmetricKey(data: Array(key.utf8)))
    hash.update(data: Array("\(request.method.rawValue) \(request.path)?\(request.query.encoded)\n".utf8))
    hash.update(data: Array("\(request.contentType)\n".utf8))
    try request.content.forEachPiece { hash.update(data: $0) }
    return hex(hash.finalize())
  }

  private static func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }

  static func stored(_ response: Response) -> StoredResponse {
    StoredResponse(
      status: response.status.code, contentType: response.headers[.contentType] ?? "",
      location: response.headers[.location], body: response.bodyBytes)
  }

  private static func response(_ used: UsedKey) throws -> Response {
    guard case .answered(let stored) = used else { throw Problem(.idempotencyMismatch) }
    var response = Response(status: HTTPStatus(code: stored.status))
    if !stored.contentType.isEmpty { response.headers[.contentType] = stored.contentType }
    if let location = stored.location { response.headers[.location] = location }
    if !stored.body.isEmpty { response.body = .bytes(stored.body) }
    response.headers[.idempotentReplay] = "true"
    return response
  }
}

extension Request {
  /// Runs a handler. Where the request has a key, its answer is kept by the transaction that ends with it. `keeping` says
  /// what the answer depends on, as long as it is kept for others.
  func answer<Answer: Output>(
    _ status: HTTPStatus, _ keeping: ((Answer) -> Set<CacheTag>)? = nil, _ handle: () async throws -> Answer
  ) async throws -> Response {
    let keyed = KeyedRequest.current?.ending(with: Answer.self) { answer in
      Idempotency.stored(answer.response(to: self, status: status))
    }
    let answer = try await KeyedRequest.$current.withValue(keyed, operation: handle)
    let response = answer.response(to: self, status: status)
    return keeping.map { response.kept(while: $0(answer)) } ?? response
  }

  /// The answer of a handler whose verb ends its transaction with something else than the answer: `view` makes
  /// one of it, now and for the transaction to keep.
  package func answer<Made: Sendable, Answer: Output>(
    with view: @escaping @Sendable (Made) -> Answer, _ perform: () async throws -> Made
  ) async throws -> Answer {
    let outer = KeyedRequest.current
    let keyed = outer?.ending(with: Made.self) { made in outer?.answer(view(made)) }
    return view(try await KeyedRequest.$current.withValue(keyed, operation: perform))
  }
}
