import Testing

@testable import Kernel

struct PseudoLanguageTests {
  private let pseudo = PseudoLanguage.language

  @Test func everySentenceStandsBetweenBrackets() {
    #expect(("Save" as Words).text(in: pseudo) == "⟦Šávé⟧")
    #expect(Words("Open", meaning: "state of a shop").text(in: pseudo) == "⟦Ôpéñ⟧")
    #expect(
      ("Not possible: \("Sold out" as Words)" as Words).text(in: pseudo) == "⟦Ñôt pôššíblé: ⟦Šôld ôút⟧⟧")
  }

  @Test func whatSomebodyTypedDoesNot() {
    #expect(Words(verbatim: "Vase").text(in: pseudo) == "Vase")
    #expect(("Sold by \("Kiln")" as Words).text(in: pseudo) == "⟦Šôld bý Kiln⟧")
    #expect(Words(lines: [Words(verbatim: "a"), "b"]).text(in: pseudo) == "a\n⟦b⟧")
  }

  @Test func placesStayPlaces() {
    let words: Words = "\(count: 2, one: "# piece", other: "# pieces") for \(Money(500, .eur)), \(part: 1)"
    #expect(words.text(in: pseudo) == "⟦2 píéçéš fôř 5,00\u{A0}€, ⟧")
    #expect(("\(count: 1, one: "# piece", other: "# pieces")" as Words).text(in: pseudo) == "⟦1 píéçé⟧")
    let many: Words = "\("a")\("b")\("c")\("d")\("e")\("f")\("g")\("h")\("i")\("j") end"
    #expect(many.text(in: pseudo) == "⟦abcdefghij éñd⟧")
  }

  @Test func itKnowsEverythingAndWritesAsGreekDoes() {
    #expect(pseudo.tag == "en-XA" && pseudo.direction == .leftToRight)
    #expect(pseudo.knows("Anything at all"))
    #expect(pseudo.formats.number(12_480) == "12.480" && pseudo.formats.country("DE") == "Γερμανία")
  }
}
