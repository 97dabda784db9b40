import Foundation
import Identity
import Kernel
import Testing

@testable import Areas

/// Letters on their way through the table.
struct LetterJSONTests {
  private static let everything = Letter(
    to: .init(email: "ada@example.org", name: "Ada \"the\" \\ first\n\u{1}", language: "de"),
    subject: "Order \("S-1") – \(Money(-1_234, .eur)) 😀", title: Words("Open", meaning: "state of a shop"),
    paragraphs: [
      "\(count: 3, one: "# piece", other: "# pieces") of \(12)", Words(lines: ["One.", "\(country: "DE")"]),
      Words(sentences: ["First.", "Second \(list: ["a", "b"])."]), Words.none,
      "On \(day: Timestamp(milliseconds: -5), in: .utc) and \(moment: Timestamp(milliseconds: 1_772_357_400_123))",
      "See \(part: 2) of \(MoneyTotal(Int128(Int64.max) + 5, .eur))",
    ],
    parts: [
      Letter.Part(
        "Order \("S-1")",
        [
          Letter.Line("\(2) × \("Bowl </i>" as Words)", "\(Money(500, .eur))", picture: "http://x.test/a"),
          Letter.Line("Nothing"),
        ], action: .init("Follow", "http://x.test/?a=b&c=d")),
      Letter.Part("Empty", []),
    ],
    code: "012345", action: .init("See it", "http://x.test/"), about: AccountID())

  private static let letters = [
    everything, Letter(to: .init(email: "a@b.de", name: ""), title: "News", paragraphs: []),
  ]

  @Test("What the fast way writes, the coding reads", arguments: letters)
  func theCodingReadsWhatIsWritten(letter: Letter) throws {
    let read = try JSONDecoder().decode(Letter.self, from: Data(letter.json.utf8))
    // A sum of more than 64 bits is kept as a text by both.
    let kept = try JSONDecoder().decode(Letter.self, from: JSONEncoder().encode(letter))
    #expect(read == kept)
  }

  @Test("What either way wrote, the job reads", arguments: letters)
  func theJobReadsBoth(letter: Letter) throws {
    let kept = try JSONDecoder().decode(Letter.self, from: JSONEncoder().encode(letter))
    let slow = String(decoding: try JSONEncoder().encode(["letter": letter]), as: UTF8.self)
    for text in [#"{"letter":\#(letter.json)}"#, slow] {
      let read = try SendMail(written: text).letter
      #expect(read == kept)
      #expect(try SendMail(written: SendMail(written: text).written()).letter == kept)
    }
  }

  @Test("A letter of an earlier version, with plain text for words, is read")
  func plainTextIsRead() throws {
    let text = """
      {"letter":{"to":"a@b.de","toName":"Ada","subject":"Hello {1}","title":"Hello","paragraphs":["One",{"w":"Two"}]}}
      """
    let letter = try SendMail(written: text).letter
    #expect(letter.subject == Words(verbatim: "Hello {1}"))
    #expect(letter.paragraphs == [Words(verbatim: "One"), "Two"])
    #expect(letter.parts == nil && letter.code == nil)
  }

  @Test("What is no letter is refused", arguments: ["{}", "[]", "", #"{"letter":{"to":"a@b.de"}}"#])
  func whatIsNoLetterIsRefused(text: String) {
    #expect(throws: (any Error).self) { try SendMail(written: text) }
  }
}
