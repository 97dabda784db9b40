import Foundation
import Kernel

/// A search engine that speaks as OpenSearch and Elasticsearch do, over HTTP.
package struct OpenSearch: SearchEngine {
  private let connection: OpenSearchConnection

  /// The engine at a place. Nothing is contacted yet.
  package init(_ place: SearchEnginePlace, breaker: CircuitBreaker = CircuitBreaker()) {
    self.init(place, breaker: breaker, patience: OpenSearchConnection.Patience())
  }

  init(_ place: SearchEnginePlace, breaker: CircuitBreaker, patience: OpenSearchConnection.Patience) {
    connection = OpenSearchConnection(place, breaker: breaker, patience: patience)
  }

  package var place: String { connection.place.description }
  package var isAway: Bool { connection.breaker.isOpen }

  /// By a number that no other index of the marketplace has.
  package func name(ofIndex number: Int64) -> String { "\(connection.place.alias)-\(number)" }

  /// The number of an index of the marketplace; `nil` for any other.
  private func number(of index: String) -> Int64? {
    index.hasPrefix("\(alias)-") ? Int64(index.dropFirst(alias.count + 1)) : nil
  }

  private var alias: String { connection.place.alias }

  /// Only the products' numbers and their scores come over the wire.
  package func find(_ question: SearchQuestion) async throws -> [SearchHit] {
    let answer = try await connection.search(
      "\(alias)/_search?filter_path=hits.hits.sort", OpenSearchQuery.body(question))
    guard answer.isSuccess else { throw connection.failure(answer, doing: "search") }
    do {
      return try JSONDecoder().decode(FoundHits.self, from: Data(answer.body)).hits
    } catch {
      throw SearchEngineError.failed("\(place) answered a search with something else")
    }
  }

  /// By what the engine finds instead of each, marked in titles and facts.
  package func corrections(of words: [String]) async throws -> [String: String] {
    var found: [String: String] = [:]
    for word in words {
      let answer = try await connection.search(
        "\(alias)/_search?filter_path=hits.hits.highlight", OpenSearchQuery.correction(of: word))
      guard answer.isSuccess else { throw connection.failure(answer, doing: "correct a word") }
      do {
        let texts = try JSONDecoder().decode(FoundWords.self, from: Data(answer.body)).texts
        found[word] = MarkedWords.best(in: texts, for: word)
      } catch {
        throw SearchEngineError.failed("\(place) answered a search with something else")
      }
    }
    return found
  }

  /// In one request; with `waits` it answers when searches find what was written.
  package func write(
    _ changes: [SearchDocumentChange], to index: String, waits: Bool
  ) async throws -> [SearchDocumentFailure] {
    guard !changes.isEmpty else { return [] }
    let answer = try await connection.call(
      "POST", "\(index)/_bulk" + (waits ? "?refresh=wait_for" : ""), try OpenSearchBulk.lines(changes),
      type: "application/x-ndjson")
    guard answer.isSuccess else { throw connection.failure(answer, doing: "take documents") }
    do {
      return try OpenSearchBulk.failures(answer)
    } catch {
      throw SearchEngineError.failed("\(place) answered what it was sent with something else")
    }
  }

  /// One that is there already stays as it is.
  package func create(_ index: String) async throws {
    if try await exists(index) { return }
    let answer = try await connection.call(
      "PUT", index, try OpenSearchConnection.encoded(OpenSearchIndex.body))
    guard !answer.isSuccess else { return }
    // Somebody else made it meanwhile.
    if try await exists(index) { return }
    throw connection.failure(answer, doing: "make the index \(index)")
  }

  /// One request moves the name that searches ask from the former index to this one; then all others go.
  package func adopt(_ index: String) async throws {
    try await succeed("POST", "\(index)/_refresh", doing: "make documents visible")
    let former = try await indices("_alias/\(alias)").filter { $0 != index }
    let actions: [JSONValue] =
      [action("add", index)] + former.map { action("remove", $0) }
    try await succeed(
      "POST", "_aliases", .object(["actions": .array(actions)]), doing: "change to the index \(index)")
    // One that was begun meanwhile has a higher number and stays.
    for other in try await indices("\(alias)-*/_alias") {
      guard let former = number(of: other), let own = number(of: index), former < own else { continue }
      let answer = try await connection.call("DELETE", other)
      guard answer.isSuccess || answer.status == 404 else {
        throw connection.failure(answer, doing: "delete the index \(other)")
      }
    }
  }

  /// By asking for it without its contents.
  package func exists(_ index: String) async throws -> Bool {
    let answer = try await connection.call("HEAD", index)
    if answer.isSuccess { return true }
    guard answer.status == 404 else {
      throw connection.failure(answer, doing: "say whether \(index) is there")
    }
    return false
  }

  private func action(_ kind: String, _ index: String) -> JSONValue {
    .object([kind: .object(["index": .string(index), "alias": .string(alias)])])
  }

  /// The names of indices that a list of aliases has.
  private func indices(_ path: String) async throws -> [String] {
    let answer = try await connection.call("GET", path)
    if answer.status == 404 { return [] }
    guard answer.isSuccess else { throw connection.failure(answer, doing: "list indices") }
    guard case .object(let indices) = try? answer.json() else {
      throw SearchEngineError.failed("\(place) listed no indices")
    }
    return indices.keys.sorted()
  }

  private func succeed(_ method: String, _ path: String, _ body: JSONValue? = nil, doing what: String)
    async throws
  {
    let answer = try await connection.call(
      method, path, try body.map(OpenSearchConnection.encoded) ?? [])
    guard answer.isSuccess else { throw connection.failure(answer, doing: what) }
  }
}

/// Scores and numbers of hits, as they were sorted by them.
struct FoundHits: Decodable {
  private struct Hits: Decodable { var hits: [Hit]? }

  private struct Hit: Decodable {
    let score: Float
    let number: UInt32

    enum CodingKeys: CodingKey { case sort }

    init(from decoder: any Decoder) throws {
      var sort = try decoder.container(keyedBy: CodingKeys.self).nestedUnkeyedContainer(forKey: .sort)
      score = try sort.decode(Float.self)
      number = try sort.decode(UInt32.self)
    }
  }

  let hits: [SearchHit]

  private enum CodingKeys: CodingKey { case hits }

  /// Without any hit there is nothing at all.
  init(from decoder: any Decoder) throws {
    let found = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(Hits.self, forKey: .hits)
    hits = (found?.hits ?? []).map { SearchHit(number: $0.number, score: $0.score) }
  }
}

/// Texts of hits in which words are marked.
struct FoundWords: Decodable {
  private struct Hits: Decodable { var hits: [Hit]? }
  private struct Hit: Decodable { var highlight: [String: [String]]? }

  let texts: [String]

  private enum CodingKeys: CodingKey { case hits }

  init(from decoder: any Decoder) throws {
    let found = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(Hits.self, forKey: .hits)
    texts = (found?.hits ?? []).flatMap { $0.highlight?.values.flatMap { $0 } ?? [] }
  }
}

/// Words that the engine marked in texts.
enum MarkedWords {
  /// The one that is marked most; of equals the one that begins like the word and comes first in the alphabet. `nil` when
  /// none is, or the word itself is there.
  static func best(in texts: [String], for word: String) -> String? {
    var counts: [String: Int] = [:]
    for text in texts {
      for part in text.components(separatedBy: OpenSearchQuery.marks.begin).dropFirst() {
        guard let end = part.range(of: OpenSearchQuery.marks.end) else { continue }
        for marked in SearchWords.words(String(part[..<end.lowerBound])) { counts[marked, default: 0] += 1 }
      }
    }
    if counts[word] != nil { return nil }
    return counts.max { left, right in
      let (one, other) = (left.key.first == word.first, right.key.first == word.first)
      if one != other { return other }
      return left.value == right.value ? left.key > right.key : left.value < right.value
    }?.key
  }
}
