import Foundation
import Kernel
import Testing

@testable import Web

private enum Tone: String, CaseIterable, JSONWritable { case loud, quiet }

private struct Sample: Output {
  let name: String
  let price: Money
  let tone: Tone?
  let tags: [String]
  let counts: [String: Int]
  let at: Timestamp

  static let fields: [OutputField<Self>] = [
    .init("name") { $0.name }, .init("price") { $0.price }, .init("tone") { $0.tone },
    .init("tags") { $0.tags }, .init("counts") { $0.counts }, .init("at") { $0.at },
  ]
}

struct JSONWriterTests {
  private func text(_ value: some JSONWritable) -> String {
    String(decoding: JSONWriter.bytes(of: value), as: UTF8.self)
  }

  @Test func escapesWhatMustBe() throws {
    let nasty = "\"\\/\u{0}\u{1F}\n\r\t\u{7F}ä😀</script>"
    #expect(text(nasty) == "\"\\\"\\\\/\\u0000\\u001f\\n\\r\\t\u{7F}ä😀</script>\"")
    let back = try JSONDecoder().decode(String.self, from: Data(JSONWriter.bytes(of: nasty)))
    #expect(back == nasty)
    #expect(try JSONParser.parse(JSONWriter.bytes(of: nasty)) == .string(nasty))
  }

  @Test(arguments: [0, 1, -1, 10, 1999, Int64.max, Int64.min])
  func writesWholeNumbers(_ number: Int64) { #expect(text(number) == String(number)) }

  @Test func sumsAreWrittenWithAllTheirDigits() {
    #expect(text(MoneyTotal(1999, .eur)) == text(Money(1999, .eur)))
    let most = MoneyTotal(.max, .eur)
    #expect(text(most) == #"{"amount":170141183460469231731687303715884105727,"currency":"EUR"}"#)
    let least = MoneyTotal(-9_223_372_036_854_775_809, .usd)
    #expect(text(least) == #"{"amount":-9223372036854775809,"currency":"USD"}"#)
  }

  @Test func numbersWithoutJSONBecomeNull() {
    #expect(text(Double.infinity) == "null")
    #expect(text(1.5) == "1.5")
  }

  @Test func writesOutputsInTheirOrder() {
    let sample = Sample(
      name: "A", price: Money(5, .eur), tone: nil, tags: ["x", "y"], counts: ["b": 2, "a": 1],
      at: Timestamp(milliseconds: 0))
    #expect(
      text(sample) == """
        {"name":"A","price":{"amount":5,"currency":"EUR"},"tone":null,"tags":["x","y"],\
        "counts":{"a":1,"b":2},"at":"1970-01-01T00:00:00.000Z"}
        """)
  }

  @Test func pagesCarryTheirCursor() throws {
    let page = Page(items: [Echo(text: "a")], nextCursor: Cursor(["1", "2"]))
    #expect(text(page) == #"{"items":[{"text":"a"}],"nextCursor":"MR8y"}"#)
    let response = page.response(
      to: Request(path: "/api/v1/things", query: Parameters([("q", "a b"), ("cursor", "old")])), status: .ok)
    #expect(response.headers[.link] == "</api/v1/things?q=a%20b&cursor=MR8y>; rel=\"next\"")
    #expect(text(Page<Echo>(items: [])) == #"{"items":[],"nextCursor":null}"#)
  }

  @Test func describesItself() {
    var components = SchemaComponents()
    _ = Sample.schema(&components)
    #expect(components.schemas["Sample"]?["properties"]?["tone"]?["enum"] == ["loud", "quiet", .null])
    #expect(components.schemas["Money"] != nil)
    #expect(Page<Echo>.schema(&components)["$ref"] == "#/components/schemas/EchoPage")
  }
}
