import Testing

@testable import Kernel

/// How names and addresses are kept and looked for.
@Suite struct SearchNamesTests {
  @Test(
    "Names are kept by their words, folded and whole",
    arguments: [
      (["Café Straße"], ["cafe", "strasse"]), (["İstanbul IŞIK ışık"], ["isik", "istanbul"]),
      (["O'Neill & Sons"], ["neill", "o", "oneill", "sons"]),
      (["Ann", "ann.b@example.org"], ["ann", "ann.b@example.org", "annbexampleorg", "b", "example", "org"]),
      (["S-7F3K9-2QD8X"], ["2qd8x", "7f3k9", "s", "s7f3k92qd8x"]), (["★"], []),
    ] as [([String], [String])])
  func namesAreKept(_ texts: [String], _ words: [String]) {
    #expect(SearchWords.names(texts) == words, "\(texts)")
  }

  @Test("What is typed is words in any order, or the beginning of an address")
  func queriesAreRead() {
    #expect(SearchWords.nameQuery("Café  CAFE").map(\.alternatives) == [[["cafe"]]])
    #expect(SearchWords.nameQuery("o'neill").map(\.alternatives) == [[["o", "neill"], ["oneill"]]])
    #expect(SearchWords.nameQuery("Ann ANN.B@ex").map(\.alternatives) == [[["ann"]], [["ann.b@ex"]]])
    #expect(SearchWords.nameQuery("@example").map(\.alternatives) == [[["example"]]])
    #expect(SearchWords.nameQuery("running shoes").map(\.typed) == ["running", "shoes"])
    #expect(SearchWords.nameQuery("% _ ★").isEmpty)
  }
}
