import Testing

@testable import Catalog

/// Words and the distance between them.
@Suite struct SpellingTests {
  @Test(arguments: [
    ("lamp", "lamp", 0), ("lamp", "lmap", 1), ("lamp", "lam", 1), ("lamp", "clamp", 1), ("lamp", "limp", 1),
    ("lamp", "limb", 2), ("lamp", "table", 3), ("", "ab", 2),
  ])
  func distances(_ one: String, _ other: String, _ expected: Int) {
    let found = EditDistance.between(Array(one.unicodeScalars), Array(other.unicodeScalars), limit: 2)
    #expect(found == expected)
  }

  @Test func listsSurviveTheirColumn() {
    #expect(ListText.read(ListText.write(["a", "", "b c"])) == ["a", "", "b c"])
    #expect(ListText.read(ListText.write([String]())) == [])
    let options = [ProductOption(name: "Size", values: ["S", "M"]), ProductOption(name: "Kind", values: [])]
    #expect(ListText.options(ListText.write(options)) == options)
  }
}
