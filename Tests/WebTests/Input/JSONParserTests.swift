import Kernel
import Testing

@testable import Web

struct JSONParserTests {
  @Test func readsEveryKindOfValue() throws {
    let text = #" {"a": [1, -2.5, 1e3, true, false, null], "b": "x\n\u00e4\ud83d\ude00\/", "c": {}} "#
    let value = try JSONParser.parse(Array(text.utf8))
    #expect(value["a"] == [1, .number(-2.5), .number(1000), true, false, .null])
    #expect(value["b"] == "x\nä😀/")
    #expect(value["c"] == .object([:]))
  }

  @Test func integersStayExact() throws {
    #expect(try JSONParser.parse(Array("9223372036854775807".utf8)) == .integer(.max))
    #expect(try JSONParser.parse(Array("9223372036854775808".utf8)) == .number(9_223_372_036_854_775_808))
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":1,}", "{a:1}", "01", "1.", "-", "+1", "1e", "nul", "\"a", "\"\\x\"",
    "\"\\ud800\"",
    "\"\\ude00\"", "\"\\ud800\\u0041\"", "\"\u{1}\"", "1 2", "{\"a\":1,\"a\":2}", "[1 2]", "NaN", "Infinity",
    "1e999",
    "'a'", "\u{FEFF}{}",
  ])
  func refusesWhatIsNotJSON(_ text: String) {
    let problem = #expect(throws: Problem.self) { try JSONParser.parse(Array(text.utf8)) }
    #expect(problem?.kind == .malformedRequest)
  }

  @Test func refusesBrokenUTF8() {
    let problem = #expect(throws: Problem.self) {
      try JSONParser.parse([UInt8(ascii: "\""), 0xC3, 0x28, UInt8(ascii: "\"")])
    }
    #expect(problem?.kind == .malformedRequest)
  }

  @Test func refusesDeepNesting() throws {
    let depth = JSONParser.maximumDepth
    let fine = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    _ = try JSONParser.parse(Array(fine.utf8))
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: Problem.self) { try JSONParser.parse(Array(deep.utf8)) }
  }
}
