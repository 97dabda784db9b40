import Testing

@testable import Kernel

struct LanguageTests {
  @Test func aLanguageIsCalledAsItCallsItself() throws {
    #expect(Language.english.name == "English" && Language.english.tag == "en")
    for (tag, name) in [("de", "Deutsch"), ("fr", "Français"), ("ar", "العربية"), ("fi", "Suomi")] {
      #expect(Language(tag: tag, catalogue: nil).name == name)
    }
  }

  @Test func directions() {
    for tag in ["ar", "he", "fa", "ur"] {
      #expect(Language(tag: tag, catalogue: nil).direction == .rightToLeft, "\(tag)")
    }
    for tag in ["en", "de", "pl", "ja"] {
      #expect(Language(tag: tag, catalogue: nil).direction == .leftToRight, "\(tag)")
    }
    #expect(WritingDirection.rightToLeft.rawValue == "rtl" && WritingDirection.leftToRight.rawValue == "ltr")
  }

  @Test func languagesAreTheSameByTheirTags() throws {
    let german = try Samples.german("msgid \"Red\"\nmsgstr \"Rot\"\n")
    #expect(german == Language(tag: "de", catalogue: nil) && german != .english)
    #expect(Set([german, .english, german]).count == 2)
  }

  @Test func englishIsBritishAndNeedsNoCatalogue() {
    #expect(Language.english.formats.day(Timestamp(milliseconds: 0)) == "1\u{A0}Jan\u{A0}1970")
    #expect(("Red" as Words).text(in: .english) == "Red" && !Language.english.knows("Red"))
    #expect(Language.current == .english)
  }
}
