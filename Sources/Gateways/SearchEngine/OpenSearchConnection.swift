import Foundation
import Kernel

/// Calls to one OpenSearch or Elasticsearch. Searches are short and held back while it does not answer; what writes has
/// time, and comes again by itself.
struct OpenSearchConnection: Sendable {
  /// How long calls may take, in seconds.
  struct Patience: Sendable {
    var search = 2
    var write = 60
  }

  private static let threads = 8
  private static let waitingSearches = 64
  private static let maximumAnswerBytes = 16 * 1024 * 1024
  private static let busyStatuses: Set<Int> = [408, 429, 502, 503, 504]

  let place: SearchEnginePlace
  let breaker: CircuitBreaker
  private let searching: HTTPClient
  private let writing: HTTPClient

  init(_ place: SearchEnginePlace, breaker: CircuitBreaker, patience: Patience) {
    self.place = place
    self.breaker = breaker
    var settings = HTTPClientSettings()
    settings.maximumAnswerBytes = Self.maximumAnswerBytes
    settings.timeoutSeconds = patience.search
    settings.connectSeconds = 1
    settings.threads = Self.threads
    settings.maximumWaitingCalls = Self.waitingSearches
    searching = HTTPClient(settings)
    settings.timeoutSeconds = patience.write
    settings.connectSeconds = 5
    settings.threads = 2
    writing = HTTPClient(settings)
  }

  /// Asks a question, unless the engine is left alone. Throws `SearchEngineError`.
  func search(_ path: String, _ body: JSONValue) async throws -> HTTPClientAnswer {
    guard breaker.mayCall() else {
      throw SearchEngineError.unavailable("\(place) did not answer and is left alone for a while")
    }
    do {
      let answer = try await send(searching, "POST", path, try Self.encoded(body))
      breaker.succeeded()
      return answer
    } catch is CancellationError {
      breaker.abandoned()
      throw CancellationError()
    } catch {
      if case SearchEngineError.unavailable = error { breaker.failed() } else { breaker.abandoned() }
      throw error
    }
  }

  /// Sends something that changes the index or asks about it. Throws `SearchEngineError`.
  func call(_ method: String, _ path: String, _ content: [UInt8]? = nil, type: String = "application/json")
    async throws -> HTTPClientAnswer
  {
    try await send(writing, method, path, content, type: type)
  }

  static func encoded(_ body: JSONValue) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(body))
  }

  /// What an answer that is no success means.
  func failure(_ answer: HTTPClientAnswer, doing what: String) -> SearchEngineError {
    let error = (try? answer.json())?["error"]  // an answer of something else, as a balancer's page, has none
    var type = ""
    if case .string(let text)? = error?["type"] { type = text }
    if answer.status == 404, type.isEmpty || type == "index_not_found_exception" { return .noIndex }
    let advice =
      switch answer.status {
      case 401: "Mend user and password of SEARCH_URL."
      case 403:
        "The user of SEARCH_URL needs all rights over indices and aliases that begin with \(place.prefix)-."
      default: "See the engine's own log."
      }
    return .failed("\(place) refused to \(what): \(answer.status) \(type). \(advice)")
  }

  private func send(
    _ client: HTTPClient, _ method: String, _ path: String, _ content: [UInt8]?,
    type: String = "application/json"
  ) async throws -> HTTPClientAnswer {
    var fields = place.authorization + [.init("Accept", "application/json")]
    // Nothing waits for a leave to send its content.
    if content != nil { fields += [.init("Content-Type", type), .init("Expect", "")] }
    let answer: HTTPClientAnswer
    do {
      answer = try await client.send(method, "\(place.origin)/\(path)", fields, content: content)
    } catch let error as HTTPClientError {
      throw Self.meaning(of: error, place)
    } catch is Problem {
      throw SearchEngineError.unavailable("\(place): too many calls wait already")
    }
    if Self.busyStatuses.contains(answer.status) {
      throw SearchEngineError.unavailable("\(place) is busy: \(answer.status)")
    }
    return answer
  }

  private static func meaning(of error: HTTPClientError, _ place: SearchEnginePlace) -> SearchEngineError {
    switch error {
    case .unreachable(let words):
      .unavailable("\(place): no connection (\(words)); check SEARCH_URL and that the engine runs")
    case .timedOut: .unavailable("\(place): no answer in time")
    case .notTrusted(let words):
      .unavailable("\(place): its certificate is not trusted (\(words)); check SEARCH_URL")
    default: .failed("\(place): \(error)")
    }
  }
}
