import Testing

@testable import Kernel

/// Words of other languages are found by their forms.
@Suite struct StemTests {
  @Test(arguments: [
    ("schuhe", "schuh"), ("schuh", "schuh"), ("lampen", "lamp"), ("lampe", "lamp"), ("blaues", "blau"),
    ("blauer", "blau"), ("blaue", "blau"), ("vasen", "vas"), ("vase", "vas"), ("kissen", "kiss"),
    ("tee", "tee"), ("rot", "rot"), ("2tb", "2tb"), ("χαρτί", "χαρτί"), ("", ""),
  ])
  func germanEndingsAreCut(_ word: String, _ stem: String) { #expect(GermanStem.of(word) == stem) }

  @Test(arguments: [("schale", "schalen"), ("becher", "bechern"), ("teller", "tellern"), ("tisch", "tische")])
  func germanFormsMeet(_ one: String, _ other: String) { #expect(GermanStem.of(one) == GermanStem.of(other)) }

  @Test(arguments: [
    ("المصباح", "مصباح"), ("مصباح", "مصباح"), ("والمصباح", "مصباح"), ("طاولات", "طاول"), ("طاولة", "طاول"),
    ("كتاب", "كتاب"), ("من", "من"), ("lamp", "lamp"),
  ])
  func arabicArticlesAndEndingsAreCut(_ word: String, _ stem: String) { #expect(ArabicStem.of(word) == stem) }

  @Test func wordsStandBesideTheStemsOfTheirLanguage() {
    #expect(SearchWords.indexed("Blaue Schuhe", in: "de") == ["blaue", "blau.de", "schuhe", "schuh.de"])
    #expect(SearchWords.indexed("Blaue Schuhe", in: "de-AT").last == "schuh.de")
    #expect(SearchWords.indexed("38,5 X200", in: "de") == ["38.5", "38", "5", "x200"])
    #expect(SearchWords.indexed("Gaming", in: "en") == SearchWords.indexed("Gaming"))
    #expect(SearchWords.indexed("Gaming", in: "fi") == SearchWords.indexed("Gaming"))
  }

  @Test func whatIsTypedIsStemmedByEveryLanguage() {
    #expect(SearchWords.stems(of: "schuh", in: ["ar", "de", "en"]) == ["schuh.de"])
    #expect(SearchWords.stems(of: "مصباح", in: ["ar", "en"]) == ["مصباح.ar"])
    #expect(SearchWords.stems(of: "2tb", in: ["ar", "de", "en"]) == [])
    #expect(SearchWords.forms(of: "schuh.de") == ["schuh.de"])
    #expect(!SearchWords.isWritten("schuh.de") && SearchWords.isWritten("15.6"))
  }
}
