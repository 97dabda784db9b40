import Kernel
import Testing

@testable import Web

private struct Small: Input {
  let text: String
  let map: [String: Int64]

  init(from input: inout InputReader) throws {
    text = input.required("text", .text(1...10))
    map = input.map("map", .integer(0...1))
  }
}

/// What is made up by a client must not come back larger than it came.
struct FieldErrorTests {
  private let web = WebHarness([
    .api(.post, "/small", "Small", tag: "T", .anyone, body: Small.self, answer: Echo.self) { _, small in
      Echo(text: small.text)
    }
  ])

  private func errors(_ answer: Web.Response) -> [JSONValue] {
    if case .array(let errors)? = answer.json["errors"] { errors } else { [] }
  }

  @Test func manyUnknownFieldsGetAShortAnswer() async {
    let members = (0..<8000).map { "\"unknown\($0)\":1" }.joined(separator: ",")
    let sent = "{\"text\":\"a\",\(members)}"
    let answer = await web.send(.post, "/api/v1/small", json: sent)
    #expect(answer.status.code == 422)
    #expect(errors(answer).count == FieldErrors.maximumCount)
    #expect(answer.text.contains("There are 8,000 of them; the first 50 are listed."))
    #expect(answer.bodyBytes.count < sent.utf8.count / 8)
  }

  @Test func longNamesAreCut() async {
    // One character of many scalars, and control characters that grow in JSON.
    for name in [
      String(repeating: "n", count: 100_000), "e" + String(repeating: "\u{301}", count: 50_000),
      String(repeating: "\\u0001", count: 30_000),
    ] {
      let answer = await web.send(.post, "/api/v1/small", json: "{\"text\":\"a\",\"\(name)\":1}")
      #expect(answer.status.code == 422 && errors(answer).count == 1)
      #expect(answer.bodyBytes.count < 2000)
    }
  }

  @Test func partsOfAnInputCountTogether() async {
    let wrong = (0..<300).map { "\"k\($0)\":7" }.joined(separator: ",")
    let answer = await web.send(.post, "/api/v1/small", json: "{\"map\":{\(wrong)}}")
    #expect(errors(answer).count == FieldErrors.maximumCount)
    #expect(errors(answer).first?["field"] == "text")
    #expect(answer.text.contains("There are 301 of them"))
  }

  @Test func fewAreListedInFull() async {
    let answer = await web.send(.post, "/api/v1/small", json: #"{"map":{"a":5},"more":1}"#)
    #expect(errors(answer).map { $0["field"] } == ["text", "map.a", "more"])
    #expect(answer.json["detail"] == .string(ProblemKind.invalidInput.title.description))
  }
}
