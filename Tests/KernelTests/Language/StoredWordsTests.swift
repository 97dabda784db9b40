import Foundation
import Testing

@testable import Kernel

struct StoredWordsTests {
  private static let noon = Timestamp(milliseconds: 1_795_269_900_000)

  private static let all: [Words] = [
    "Red", "", "\("Ada \"the {1}\" Löve \u{1F600}\n")", Words(verbatim: "{\"w\":\"x\"}"), Words.none,
    Words("Open", meaning: "state of a shop"), "\(count: 3, one: "# piece", other: "# pieces") of \("Vase")",
    "\(7) \(Int64.min) \(Money(-5, .usd)) \(Money(.max, .eur)) \(Currency.eur)",
    "\(day: noon, in: .utc) \(moment: noon) \(country: "DE")",
    "\(list: ["Red", "Blue"] as [Words]) \(list: ["a"] as [String])",
    Words(lines: ["Red", "\("b")"]), Words(sentences: ["Red.", "Blue."]), "See \(part: 1)/\(part: 2)",
    "No: \("\("Vase") is sold out" as Words)",
  ]

  @Test(arguments: Self.all) func comeBackAsTheyWere(_ words: Words) throws {
    let read = Words(stored: words.stored)
    #expect(read == words, "\(words.stored)")
    #expect(read.description == words.description)
    let coded = try JSONDecoder().decode([Words].self, from: JSONEncoder().encode([words]))
    #expect(coded == [words])
  }

  @Test func areReadLaterInAnyLanguage() throws {
    let stored = ("\(count: 2, one: "# piece", other: "# pieces") of \("Vase")" as Words).stored
    #expect(stored == #"{"a":[{"c":2},{"t":"Vase"}],"p":"{1} pieces of {2}","w":"{1} piece of {2}"}"#)
    let german = try Samples.german(
      """
      msgid "{1} piece of {2}"
      msgid_plural "{1} pieces of {2}"
      msgstr[0] "{1} Stück von {2}"
      msgstr[1] "{1} Stücke von {2}"
      """)
    #expect(Words(stored: stored).text(in: german) == "2 Stücke von Vase")
  }

  @Test(arguments: [
    "Payout requested", "", "{", "{\"", "{\"w\"", "{\"a\":1}", "{\"w\":7}", "{\"w\":\"x\",\"a\":[{}]}",
    "[\"w\"]",
    "\"quoted\"", "null", "{1}", "Sale S-1001: 100%",
  ])
  func olderTextStaysAsItIs(_ text: String) {
    let words = Words(stored: text)
    #expect(words == Words(verbatim: text))
    #expect(words.description == text)
  }

  @Test func plainTextInAJobIsTakenAsItIs() throws {
    let read = try JSONDecoder().decode([Words].self, from: Data(#"["It was broken {1}"]"#.utf8))
    #expect(read == [Words(verbatim: "It was broken {1}")])
  }

  @Test func anUnknownCurrencyIsNotLost() {
    let words = Words(stored: #"{"a":[{"m":500,"u":"XQX"}],"w":"You get {1}."}"#)
    #expect(words.description == "You get 500 XQX.")
  }
}
