import Testing

@testable import Kernel

/// How texts are split and folded for searching.
@Suite struct SearchWordsTests {
  @Test(arguments: [
    ("dv7-1211ea, 17\" (new)", ["dv7", "1211ea", "dv71211ea", "17", "new"]), ("AC/DC", ["ac", "dc", "acdc"]),
    ("15.6\"", ["15.6", "15", "6"]), ("38,5", ["38.5", "38", "5"]), ("1,000", ["1.000", "1", "000", "1000"]),
    ("a & b", ["a", "b"]), ("a&b", ["a", "b", "ab"]), ("Straße STRASSE", ["strass", "strass"]),
    ("İI ı", ["ii", "i"]),
    ("Café, crème", ["cafe", "creme"]), ("Black,White", ["black", "white", "blackwhit"]),
    ("15.6-inch", ["15.6", "15", "6", "inch", "156inch"]),
    ("a-b-c-d-e", ["a", "b", "c", "d", "e"]), ("١٢٫٥", ["12.5", "12", "5"]), ("ﬁne Ⅷ", ["fine", "viii"]),
    ("Rad\u{AD}haus", ["radhau"]), ("5. 6", ["5", "6"]), ("...", []), ("", []),
  ])
  func textsBecomeTerms(_ text: String, _ terms: [String]) {
    #expect(SearchWords.terms(text) == terms, "\(text)")
  }

  @Test func queriesHoldEachWordOnce() {
    #expect(SearchWords.query("a b a B").map(\.typed) == ["a", "b"])
    #expect(SearchWords.query((0..<40).map { "w\($0)" }.joined(separator: " ")).count == 12)
    #expect(SearchWords.query(String(repeating: "x", count: 400)).map(\.typed.count) == [40])
    #expect(SearchWords.query("t-shirt").map(\.alternatives) == [[["t", "shirt"], ["tshirt"]]])
    #expect(SearchWords.query("15.6").map(\.alternatives) == [[["15.6"]]])
    #expect(SearchWords.query("1.000").map(\.alternatives) == [[["1.000"], ["1000"]]])
  }

  /// Nothing reaches an engine that could be taken for more than a word.
  @Test func termsHoldLettersDigitsAndPointsAlone() {
    let hostile = "' \" \\ * : ( ) & | ! <-> a'b\"c\\d*e \u{0}x\u{1F}y . , 1..2 .5 5. NEAR OR \u{FEFF}"
    for term in SearchWords.terms(hostile)
      + SearchWords.query(hostile).flatMap({ $0.alternatives.flatMap { $0 } })
    {
      #expect(
        !term.isEmpty
          && term.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0 == "." || ("0"..."9").contains($0)
          })
    }
  }

  /// One character may hold any number of marks.
  @Test func termsAreShort() {
    let long = "\u{915}" + String(repeating: "\u{93F}", count: 5000)
    let terms =
      SearchWords.terms("\(long)-\(long) \(long)")
      + SearchWords.query(long).flatMap { $0.alternatives.flatMap { $0 } }
    #expect(terms.count == 4 && terms.allSatisfy { $0.unicodeScalars.count == 40 })
  }

  /// Examples of the paper.
  @Test(arguments: [
    ("caresses", "caress"), ("ponies", "poni"), ("ties", "ti"), ("cats", "cat"), ("feed", "feed"),
    ("agreed", "agre"),
    ("plastered", "plaster"), ("motoring", "motor"), ("sing", "sing"), ("conflated", "conflat"),
    ("sized", "size"),
    ("hopping", "hop"), ("falling", "fall"), ("filing", "file"), ("happy", "happi"), ("sky", "sky"),
    ("relational", "relat"), ("rational", "ration"), ("digitizer", "digit"), ("operator", "oper"),
    ("hopefulness", "hope"), ("formality", "formal"), ("triplicate", "triplic"), ("electrical", "electr"),
    ("revival", "reviv"), ("adjustment", "adjust"), ("adoption", "adopt"), ("effective", "effect"),
    ("rate", "rate"),
    ("controlling", "control"), ("roll", "roll"), ("machines", "machin"), ("größe", "größe"), ("by", "by"),
  ])
  func englishEndingsAreCut(_ word: String, _ stem: String) { #expect(EnglishStem.of(word) == stem) }
}

/// What the index of products holds.
@Suite struct IndexedWordsTests {
  @Test func wordsStandAsTheyWereWrittenBeforeTheirStems() {
    #expect(SearchWords.indexed("Gaming lamp") == ["gaming", "game.", "lamp"])
    #expect(SearchWords.forms(of: "game") == ["game", "game."])
    #expect(SearchWords.forms(of: "1000") == ["1000"])
    #expect(SearchWords.isWritten("gaming") && !SearchWords.isWritten("game."))
  }

  @Test func numbersAndUnitsAreFoundHoweverTheyAreWritten() {
    #expect(SearchWords.indexed("2TB") == ["2tb", "2", "tb"])
    #expect(SearchWords.indexed("15.6\"").prefix(4) == ["15.6", "15", "6", "inch"])
    #expect(SearchWords.query("2tb").map(\.alternatives) == [[["2tb"], ["2", "tb"]]])
    #expect(SearchWords.query("x200").map(\.alternatives) == [[["x200"]]])
    #expect(SearchWords.indexed("say \"hello\"") == ["say", "sai.", "hello"])
  }
}
