import Foundation
import Kernel
import Testing

@testable import Gateways

/// What goes over the wire and what is made of the answers, which are those of the documentation.
@Suite struct OpenSearchTests {
  private static let json = ["Content-Type: application/json; charset=UTF-8"]

  private static func answer(_ body: String, _ status: String = "200 OK") -> String {
    HTTPListener.response(status, json, body)
  }

  private func engine(
    _ server: HTTPListener, path: String = "/bazaar", breaker: CircuitBreaker = CircuitBreaker()
  ) throws -> OpenSearch {
    let url = server.url.replacing("http://", with: "http://souk:s3cret@") + path
    let place = try #require(SearchEnginePlace(url))
    return OpenSearch(place, breaker: breaker, patience: .init(search: 5, write: 5))
  }

  private func question(_ need: SearchQuestion.Need, _ text: String = "blue bowls") -> SearchQuestion {
    SearchQuestion(
      text: text,
      groups: [
        [.init(words: ["blue"], stems: ["blue"], share: 1)],
        [
          .init(words: ["bowls"], stems: ["bowl"], share: 1),
          .init(words: ["dish"], stems: ["dish"], share: 0.8),
        ],
      ],
      need: need, language: "de", limit: 50)
  }

  private static func value(_ text: String) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }

  @Test func placesAreReadWithoutTellingTheirSecrets() throws {
    let place = try #require(SearchEnginePlace("https://u%40x:p%2Fw@search.example:9200/market"))
    #expect(place.description == "https://search.example:9200/market")
    #expect(place.user == "u@x" && place.password == "p/w")
    #expect(place.alias == "market-products")
    #expect(SearchEnginePlace("http://search.example")?.prefix == "souk")
    #expect(SearchEnginePlace("http://[::1]:9200/a")?.origin == "http://[::1]:9200")
    for wrong in [
      "", "search.example", "ftp://x/y", "http://x/Upper", "http://x/a/b", "http://x/-a", "http://x/a?b",
    ] {
      #expect(SearchEnginePlace(wrong) == nil, "\(wrong)")
    }
  }

  @Test func asksOneQuestionAndReadsNumbersAndScores() async throws {
    let server = try HTTPListener { _ in
      Self.answer(#"{"hits":{"hits":[{"sort":[7.25,12]},{"sort":[1.0E-1,4000000000]}]}}"#)
    }
    defer { server.stop() }
    let hits = try await engine(server).find(question(.all))
    #expect(hits == [.init(number: 12, score: 7.25), .init(number: 4_000_000_000, score: 0.1)])
    let heard = try #require(server.requests.first)
    #expect(heard.line == "POST /bazaar-products/_search?filter_path=hits.hits.sort HTTP/1.1")
    #expect(heard.field("Authorization") == "Basic " + Data("souk:s3cret".utf8).base64EncodedString())
    #expect(heard.field("Content-Type") == "application/json")
    let body = try Self.value(heard.body)
    #expect(body["size"] == .integer(50) && body["_source"] == .boolean(false))
    guard case .array(let groups)? = body["query"]?["bool"]?["must"] else {
      Issue.record("no groups: \(heard.body)")
      return
    }
    #expect(groups.count == 2)
    guard case .array(let ways)? = groups[1]["dis_max"]?["queries"] else {
      Issue.record("no ways: \(heard.body)")
      return
    }
    #expect(ways.count == 4 && ways[2]["multi_match"]?["query"] == .string("dish"))
    #expect(heard.body.contains(#""title.de^"#) && heard.body.contains(#""title^4.0""#))
    #expect(!heard.body.contains("skus"), "no article has a number without digits")
  }

  @Test func nothingFoundIsAnEmptyAnswer() async throws {
    let server = try HTTPListener { _ in Self.answer("{}") }
    defer { server.stop() }
    #expect(try await engine(server).find(question(.any)).isEmpty)
    let body = try Self.value(try #require(server.requests.first).body)
    #expect(body["query"]?["bool"]?["minimum_should_match"] == .integer(1))
  }

  @Test func beginningsAndNumbersOfArticles() throws {
    let body = OpenSearchQuery.body(question(.beginning, "AB-1234"))
    let text = String(decoding: try OpenSearchConnection.encoded(body), as: UTF8.self)
    #expect(text.contains(#""type":"bool_prefix""#))
    #expect(
      text.contains(#"{"term":{"skus":"AB-1234"}}"#) && text.contains(#"{"term":{"barcodes":"AB-1234"}}"#))
    #expect(text.contains(#""description^0.5""#))
    var further = question(.all)
    #expect(OpenSearchQuery.body(further)["search_after"] == nil)
    further.after = SearchHit(number: 7, score: 1.5)
    #expect(OpenSearchQuery.body(further)["search_after"] == .array([.number(1.5), .integer(7)]))
    let naming = OpenSearchQuery.body(question(.naming))
    let named = String(decoding: try OpenSearchConnection.encoded(naming), as: UTF8.self)
    #expect(named.contains(#""type":"bool_prefix""#) && !named.contains("description"))
    var empty = question(.all, "!!!")
    empty.groups = []
    #expect(OpenSearchQuery.body(empty)["query"] == .object(["match_none": .object([:])]))
  }

  @Test func mistypedWordsAreCorrectedByWhatWasMarked() async throws {
    let server = try HTTPListener { request in
      request.body.contains("zzzz")
        ? Self.answer("{}")
        : Self.answer(
          """
          {"hits":{"hits":[{"highlight":{"title":["\\u0002Espresso\\u0003 machine"]}},
          {"highlight":{"title":["\\u0002Espressos\\u0003"],"tags":["\\u0002espresso\\u0003"]}}]}}
          """)
    }
    defer { server.stop() }
    #expect(try await engine(server).corrections(of: ["expresso", "zzzz"]) == ["expresso": "espresso"])
    #expect(server.requests[0].body.contains(#""fuzziness":"AUTO""#))
    #expect(MarkedWords.best(in: ["a \u{2}bowl\u{3}"], for: "bowl") == nil, "it is a word itself")
  }

  @Test func documentsGoInLinesAndRefusalsComeBackOneByOne() async throws {
    let server = try HTTPListener { _ in
      Self.answer(
        """
        {"took":3,"errors":true,"items":[
        {"index":{"_index":"i","_id":"a","_version":7,"result":"created","status":201}},
        {"index":{"_index":"i","_id":"b","status":409,"error":{"type":"version_conflict_engine_exception",
        "reason":"[b]: version conflict, current version [9] is higher or equal to the one provided [7]"}}},
        {"index":{"_index":"i","_id":"c","status":400,"error":{"type":"mapper_parsing_exception","reason":"no"}}},
        {"index":{"_index":"i","_id":"d","status":429,"error":{"type":"rejected_execution_exception"}}},
        {"delete":{"_index":"i","_id":"e","_version":7,"result":"not_found","status":404}}]}
        """)
    }
    defer { server.stop() }
    var document = SearchEngineDocument(number: 5, shop: "s", language: "en", title: "A \"cup\"\nof tea")
    document.barcodes = ["4006381333931"]
    let changes = ["a", "b", "c", "d"].map { SearchDocumentChange(id: $0, version: 7, content: document) }
    let failures = try await engine(server).write(
      changes + [SearchDocumentChange(id: "e", version: 7, content: nil)], to: "i", waits: true)
    #expect(
      failures == [
        .init(id: "c", status: 400, reason: "mapper_parsing_exception"),
        .init(id: "d", status: 429, reason: "rejected_execution_exception"),
      ])
    let heard = try #require(server.requests.first)
    #expect(heard.line == "POST /i/_bulk?refresh=wait_for HTTP/1.1")
    #expect(heard.field("Content-Type") == "application/x-ndjson")
    let lines = heard.body.split(separator: "\n")
    #expect(lines.count == 9 && heard.body.hasSuffix("\n"))
    #expect(lines[0] == #"{"index":{"_id":"a","version":7,"version_type":"external"}}"#)
    #expect(lines[8] == #"{"delete":{"_id":"e","version":7,"version_type":"external"}}"#)
    #expect(try Self.value(String(lines[1]))["title"] == .string("A \"cup\"\nof tea"))
  }

  @Test func aNewIndexTakesTheOldOnesPlaceInOneRequest() async throws {
    let server = try HTTPListener { request in
      switch request.line.split(separator: " ").prefix(2).joined(separator: " ") {
      case "GET /_alias/bazaar-products":
        Self.answer(#"{"bazaar-products-1":{"aliases":{"bazaar-products":{}}}}"#)
      case "GET /bazaar-products-*/_alias":
        Self.answer(
          #"{"bazaar-products-1":{"aliases":{}},"bazaar-products-2":{"aliases":{}},"bazaar-products-3":{"aliases":{}},"bazaar-products-x":{}}"#
        )
      default: Self.answer(#"{"acknowledged":true}"#)
      }
    }
    defer { server.stop() }
    let engine = try engine(server)
    #expect(engine.name(ofIndex: 2) == "bazaar-products-2")
    try await engine.adopt("bazaar-products-2")
    #expect(
      server.requests.map { $0.line.split(separator: " ").prefix(2).joined(separator: " ") } == [
        "POST /bazaar-products-2/_refresh", "GET /_alias/bazaar-products", "POST /_aliases",
        "GET /bazaar-products-*/_alias", "DELETE /bazaar-products-1",
      ])
    #expect(
      try Self.value(server.requests[2].body)
        == Self.value(
          """
          {"actions":[{"add":{"index":"bazaar-products-2","alias":"bazaar-products"}},
          {"remove":{"index":"bazaar-products-1","alias":"bazaar-products"}}]}
          """))
  }

  @Test func anIndexIsMadeOnce() async throws {
    let server = try HTTPListener { request in
      request.line.hasPrefix("HEAD") ? HTTPListener.response("404 Not Found") : Self.answer("{}")
    }
    defer { server.stop() }
    try await engine(server).create("bazaar-products-2")
    #expect(server.requests.map { String($0.line.prefix(4)) } == ["HEAD", "PUT "])
    let body = try Self.value(server.requests[1].body)
    #expect(body["mappings"]?["dynamic"] == .string("strict"))
    #expect(body["mappings"]?["properties"]?["title"]?["fields"]?["de"]?["analyzer"] == .string("souk_de"))
    let analyzers = body["settings"]?["analysis"]?["analyzer"]
    #expect(analyzers?["souk_de"] == .object(["type": .string("german")]))
    #expect(analyzers?["souk_plain"]?["tokenizer"] == .string("standard"))
    #expect(body["mappings"]?["properties"]?["barcodes"]?["type"] == .string("keyword"))
  }

  @Test func refusalsSayWhatToDoAndNothingSecret() async throws {
    let missing = #"{"error":{"type":"index_not_found_exception","reason":"no such index"},"status":404}"#
    for (status, body) in [
      ("401 Unauthorized", "Unauthorized"), ("403 Forbidden", "{}"), ("500 Oops", "<html>"),
      ("404 Not Found", missing),
      ("429 Too Many Requests", "{}"), ("200 OK", "<html>"),
    ] {
      let server = try HTTPListener { _ in Self.answer(body, status) }
      defer { server.stop() }
      do {
        _ = try await engine(server).find(question(.all))
        Issue.record("\(status) is no answer")
      } catch let error as SearchEngineError {
        #expect(!"\(error)".contains("s3cret") && !"\(error)".contains("souk:"), "\(error)")
        switch (status.prefix(3), error) {
        case ("404", .noIndex), ("429", .unavailable): break
        case ("401", .failed(let text)): #expect(text.contains("user and password"))
        case ("403", .failed(let text)): #expect(text.contains("rights"))
        case ("200", .failed), ("500", .failed): break
        default: Issue.record("\(status): \(error)")
        }
      }
    }
  }

  @Test func whoDoesNotAnswerIsLeftAlone() async throws {
    let server = try HTTPListener { _ in Self.answer("{}", "503 Busy") }
    defer { server.stop() }
    let engine = try engine(server, breaker: CircuitBreaker(failures: 2, pause: .seconds(3600)))
    for _ in 0..<5 {
      await #expect(throws: SearchEngineError.self) { try await engine.find(question(.all)) }
    }
    #expect(server.requests.count == 2 && engine.isAway)
  }
}
