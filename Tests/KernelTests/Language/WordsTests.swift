import Foundation
import Testing

@testable import Kernel

struct WordsTests {
  private let noon = Timestamp(milliseconds: 1_795_269_900_000)

  @Test func placesAreFilledInTheLanguageOfTheReader() throws {
    let words: Words = "\("Ada") paid \(Money(104_397, .eur)) on \(day: noon, in: .utc) from \(country: "DE")"
    #expect(words.key == "{1} paid {2} on {3} from {4}")
    #expect(words.description == "Ada paid €1,043.97 on 21\u{A0}Nov\u{A0}2026 from Germany")
    let german = try Samples.german(
      """
      msgid "{1} paid {2} on {3} from {4}"
      msgstr "Am {3} zahlte {1} aus {4} {2}"
      """)
    #expect(
      words.text(in: german) == "Am 21.\u{A0}Nov.\u{A0}2026 zahlte Ada aus Deutschland 1.043,97\u{A0}€")
    #expect(("Until \(moment: noon)" as Words).description == "Until 21\u{A0}Nov\u{A0}2026 at 14:05")
    #expect(("\(12_480) of \(Int64(-3)) in \(Currency.eur)" as Words).description == "12,480 of -3 in EUR")
  }

  @Test("A day is that of a zone's clocks, also when it is read later")
  func daysAreThoseOfAZone() throws {
    let auckland = try #require(Zone(named: "Pacific/Auckland"))
    let honolulu = try #require(Zone(named: "Pacific/Honolulu"))
    let almostNoon = Timestamp(milliseconds: noon.milliseconds - 14 * 3_600_000)
    let days: [Words] = [
      "\(day: noon, in: auckland)", "\(day: noon, in: .utc)", "\(day: almostNoon, in: honolulu)",
    ]
    for words in [days, days.map { Words(stored: $0.stored) }] {
      #expect(words.map(\.description) == [22, 21, 20].map { "\($0)\u{A0}Nov\u{A0}2026" })
    }
  }

  @Test func aTranslationMayLeaveAPlaceOutOrUseItTwice() throws {
    let german = try Samples.german(
      """
      msgid "{1} and {2}"
      msgstr "{2}, {2} {3} {"
      """)
    // What is no place of the sentence stays as it is written.
    #expect(("\("a") and \("b")" as Words).text(in: german) == "b, b {3} {")
  }

  @Test func whatSomebodyTypedIsNoPattern() throws {
    #expect(("Hello \("{2}"), \("{1}")" as Words).description == "Hello {2}, {1}")
    #expect(Words(verbatim: "{1} {2} {").description == "{1} {2} {")
    let german = try Samples.german("msgid \"{1}\"\nmsgstr \"never\"\n\nmsgid \"Vase\"\nmsgstr \"never\"\n")
    #expect(Words(verbatim: "Vase").text(in: german) == "Vase")
    #expect(Words(verbatim: "{1}").text(in: german) == "{1}")
    #expect(("\("Vase")" as Words).text(in: german) == "Vase")
  }

  @Test func aNumberChoosesTheForm() {
    func left(_ count: Int) -> Words {
      "Only \(count: count, one: "# piece is", other: "# pieces are") left, \("Ada")."
    }
    #expect(left(1).description == "Only 1 piece is left, Ada.")
    #expect(left(0).description == "Only 0 pieces are left, Ada.")
    #expect(left(12_480).description == "Only 12,480 pieces are left, Ada.")
    #expect(
      left(2).key == "Only {1} piece is left, {2}." && left(2).plural == "Only {1} pieces are left, {2}.")
    let bare: Words = "\(count: Int64(1), one: "one thing", other: "# things")"
    #expect(bare.description == "one thing")
    let late: Words = "\("Ada") has \(count: 3, one: "# order", other: "# orders")"
    #expect(late.description == "Ada has 3 orders")
  }

  @Test func aLanguageHasAsManyFormsAsItNeeds() throws {
    let arabic = try Samples.arabic(
      """
      msgid "{1} piece"
      msgid_plural "{1} pieces"
      msgstr[0] "zero"
      msgstr[1] "one"
      msgstr[2] "two"
      msgstr[3] "few {1}"
      msgstr[4] "many {1}"
      msgstr[5] "other {1}"
      """)
    let forms = [0, 1, 2, 3, 10, 11, 99, 100, 103, 1_111].map { count in
      ("\(count: count, one: "# piece", other: "# pieces")" as Words).text(in: arabic)
    }
    #expect(
      forms == [
        "zero", "one", "two", "few 3", "few 10", "many 11", "many 99", "other 100", "few 103", "many 1,111",
      ])
    // A file may bring fewer forms than its rule can choose.
    let short = try Samples.arabic(
      "msgid \"{1} piece\"\nmsgid_plural \"{1} pieces\"\nmsgstr[0] \"a {1}\"\nmsgstr[1] \"b {1}\"\n")
    #expect(("\(count: 50, one: "# piece", other: "# pieces")" as Words).text(in: short) == "b 50")
  }

  @Test func wordsStandInWords() throws {
    let german = try Samples.german(
      """
      msgid "Not possible: {1}"
      msgstr "Nicht möglich: {1}"

      msgid "{1} is sold out."
      msgstr "{1} ist ausverkauft."

      msgid "Red"
      msgstr "Rot"
      """)
    let inner: Words = "\("Vase") is sold out."
    let words: Words = "Not possible: \(inner)"
    #expect(words.text(in: german) == "Nicht möglich: Vase ist ausverkauft.")
    #expect(words.description == "Not possible: Vase is sold out.")
    #expect(Words(lines: [inner, "Red"]).text(in: german) == "Vase ist ausverkauft.\nRot")
    #expect(Words(sentences: [inner, "Red"]).text(in: german) == "Vase ist ausverkauft. Rot")
    #expect(Words(lines: []).description.isEmpty)
    #expect(
      ("\(list: ["Red", "Blue", inner])" as Words).text(in: german) == "Rot, Blue und Vase ist ausverkauft.")
    #expect(("\(list: ["a", "b", "c"] as [String])" as Words).description == "a, b and c")
  }

  @Test func theSameEnglishMayMeanSeveralThings() throws {
    let german = try Samples.german(
      """
      msgid "Open"
      msgstr "Öffnen"

      msgctxt "state of a shop"
      msgid "Open"
      msgstr "Offen"
      """)
    let plain: Words = "Open"
    let state = Words("Open", meaning: "state of a shop")
    #expect(plain.text(in: german) == "Öffnen" && state.text(in: german) == "Offen")
    #expect(Words("Open", meaning: "anything else").text(in: german) == "Open")
    #expect(state.description == "Open" && state != plain)
  }

  @Test func whatIsNotTranslatedIsEnglish() throws {
    let german = try Samples.german("msgid \"Red\"\nmsgstr \"\"\n")
    #expect(("Red" as Words).text(in: german) == "Red")
    #expect(("\(count: 2, one: "# piece", other: "# pieces")" as Words).text(in: german) == "2 pieces")
    #expect(!german.knows("Red"))
  }

  @Test func theReaderIsTheCurrentTask() async throws {
    let german = try Samples.german("msgid \"Red\"\nmsgstr \"Rot\"\n")
    let words: Words = "Red"
    #expect(words.text == "Red")
    await Language.$current.withValue(german) {
      #expect(words.text == "Rot" && words.description == "Red")
      await Task { #expect(words.text == "Rot") }.value
    }
  }

  @Test func emptyWordsSayNothing() {
    #expect(Words.none.isEmpty && Words(verbatim: "").isEmpty && ("" as Words).isEmpty)
    #expect(!Words(verbatim: " ").isEmpty && !("x" as Words).isEmpty && !("\(0)" as Words).isEmpty)
  }

  @Test func aViewPutsItsMarkupIntoThePlaces() throws {
    let german = try Samples.german("msgid \"See {1} or {2}.\"\nmsgstr \"{2} oder {1} ansehen.\"\n")
    let words: Words = "See \(part: 1) or \(part: 2)."
    func pieces(_ language: Language) -> [String] {
      var pieces: [String] = []
      words.write(in: language) { piece in
        switch piece {
        case .text(let text): pieces.append(text)
        case .part(let number): pieces.append("<\(number)>")
        }
      }
      return pieces
    }
    #expect(pieces(.english) == ["See ", "<1>", " or ", "<2>", "."])
    #expect(pieces(german) == ["<2>", " oder ", "<1>", " ansehen."])
    #expect(words.description == "See  or .")
  }
}
