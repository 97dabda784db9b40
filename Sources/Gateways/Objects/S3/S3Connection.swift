import Crypto
import Foundation
import Kernel

/// One question to the store.
struct S3Request: Sendable {
  var method: String
  /// `nil` asks about the bucket itself.
  var key: String?
  var query: [(name: String, value: String)] = []
  var fields: [HTTPClientField] = []
  var content: [UInt8]?
}

/// Signed calls to one bucket, asked again when the store is busy or does not answer.
struct S3Connection: Sendable {
  /// How long a call is tried.
  struct Patience: Sendable {
    var tries = 4
    /// Milliseconds before the second try; each further one waits three times as long.
    var firstPauseMilliseconds = 200
    var timeoutSeconds = 20
  }

  private static let maximumAnswerBytes = 64 * 1024 * 1024
  private static let threads = 8
  private static let passingStatuses: Set<Int> = [408, 429, 500, 502, 503, 504]
  /// Codes of errors with another status that pass, too.
  private static let passingCodes: Set<String> = ["RequestTimeout", "OperationAborted", "SlowDown"]

  let place: S3Place
  private let clock: Clock
  private let client: HTTPClient
  private let patience: Patience

  init(_ place: S3Place, clock: Clock, patience: Patience = Patience()) {
    self.place = place
    self.clock = clock
    self.patience = patience
    var settings = HTTPClientSettings()
    settings.timeoutSeconds = patience.timeoutSeconds
    settings.maximumAnswerBytes = Self.maximumAnswerBytes
    settings.threads = Self.threads
    client = HTTPClient(settings)
  }

  /// The answer, whatever its status, unless the store stays busy or away. Every request may be made twice. Throws
  /// `ObjectStoreError.unavailable`, or `Problem(.unavailable)` when too many calls wait.
  func answer(_ request: S3Request) async throws -> HTTPClientAnswer {
    var pause = patience.firstPauseMilliseconds
    var reason = ""
    for attempt in 1...patience.tries {
      do {
        let answer = try await once(request)
        guard isPassing(answer) else { return answer }
        reason = S3Failure(answer).text
      } catch let error as HTTPClientError {
        guard Self.mayPass(error) else { throw ObjectStoreError.failed("\(place): \(Self.text(error))") }
        reason = Self.text(error)
      }
      if attempt < patience.tries {
        try await Task.sleep(for: .milliseconds(pause + Int.random(in: 0...pause)))
        pause *= 3
      }
    }
    throw ObjectStoreError.unavailable("\(place) stayed away in \(patience.tries) tries: \(reason)")
  }

  /// The answer, if it is a success. Throws what tells the operator what to do.
  @discardableResult
  func success(_ request: S3Request) async throws -> HTTPClientAnswer {
    let answer = try await answer(request)
    guard answer.isSuccess else { throw S3Failure(answer).error(at: place) }
    return answer
  }

  /// An address by which anybody gets the object for so many seconds.
  func presigned(_ key: String, seconds: Int) -> String {
    let signed = AWSRequest(
      method: "GET", host: place.host, path: "\(place.path)/\(key)", contentHash: AWSSignature.unsigned)
    let query = place.signature.presignedQuery(of: signed, at: clock.now(), seconds: seconds)
    return "\(place.origin)\(signed.encodedPath)?\(query)"
  }

  private func once(_ request: S3Request) async throws -> HTTPClientAnswer {
    let now = clock.now()
    let hash = SecureToken.contentHash(request.content ?? [])
    let dated = [
      HTTPClientField("X-Amz-Content-Sha256", hash), .init("X-Amz-Date", AWSSignature.time(now)),
    ]
    let signed = AWSRequest(
      method: request.method, host: place.host,
      path: request.key.map { "\(place.path)/\($0)" } ?? place.path,
      query: request.query, fields: request.fields + dated, contentHash: hash)
    let authorization = place.signature.authorization(of: signed, at: now)
    let query = signed.encodedQuery
    return try await client.send(
      request.method, "\(place.origin)\(signed.encodedPath)" + (query.isEmpty ? "" : "?\(query)"),
      // Nothing waits for a leave to send its content.
      signed.fields + [.init("Authorization", authorization), .init("Expect", "")], content: request.content)
  }

  private func isPassing(_ answer: HTTPClientAnswer) -> Bool {
    if Self.passingStatuses.contains(answer.status) { return true }
    return !answer.isSuccess && Self.passingCodes.contains(S3Failure(answer).code)
  }

  private static func mayPass(_ error: HTTPClientError) -> Bool {
    switch error {
    case .unreachable, .timedOut: true
    default: false
    }
  }

  private static func text(_ error: HTTPClientError) -> String {
    switch error {
    case .unreachable(let words):
      "no connection (\(words)); check S3_ENDPOINT and that the service runs"
    case .timedOut: "no answer in time"
    case .notTrusted(let words): "its certificate is not trusted (\(words)); check S3_ENDPOINT"
    case .tooLarge: "the object is larger than \(maximumAnswerBytes >> 20) MB"
    default: "\(error)"
    }
  }
}

/// What an answer that is no success says.
struct S3Failure {
  let status: Int
  let code: String
  private let message: String

  init(_ answer: HTTPClientAnswer) {
    let document = S3Document(answer.body)
    status = answer.status
    code = document.first("Code") ?? ""
    message = document.first("Message") ?? ""
  }

  var text: String { "\(status) \(code) \(message)".trimmed }

  /// Whether it says that there is no such object; of a HEAD only the status is known.
  var isMissingObject: Bool { status == 404 && (code == "NoSuchKey" || code.isEmpty) }

  func error(at place: S3Place) -> ObjectStoreError {
    if status == 507 || code.contains("Quota") || code == "XMinioStorageFull" {
      return .full("\(place): \(text)")
    }
    return .failed("\(place): \(text). \(advice)")
  }

  private var advice: String {
    switch code {
    case "NoSuchBucket": "Make the bucket, or mend S3_BUCKET."
    case "InvalidAccessKeyId": "Mend S3_ACCESS_KEY_ID."
    case "SignatureDoesNotMatch": "Mend S3_SECRET_ACCESS_KEY."
    case "RequestTimeTooSkewed": "Set this machine's clock."
    case "AuthorizationHeaderMalformed", "PermanentRedirect", "TemporaryRedirect":
      "Mend S3_REGION and S3_ENDPOINT."
    default:
      status == 403
        ? "The key needs to list the bucket, and to get, put and delete its objects."
        : "See the service's own log."
    }
  }
}
