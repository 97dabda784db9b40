import Foundation
import Testing

@testable import Kernel

struct CatalogueTests {
  @Test func filesOfOneLanguageAreOneCatalogue() throws {
    let first = Samples.germanHeader + "msgid \"Red\"\nmsgstr \"Rot\"\n\nmsgid \"Cart\"\nmsgstr \"Korb\"\n"
    let second = Samples.germanHeader + "msgid \"Blue\"\nmsgstr \"Blau\"\n\nmsgid \"Cart\"\nmsgstr \"Korb\"\n"
    let catalogues = try Samples.withFolder(["de.po": first, "ar.po": Samples.arabicHeader, "notes.txt": "?"])
    { one in
      try Samples.withFolder(["de.po": second]) { two in try Catalogue.read([one, two, one + "/missing"]) }
    }
    #expect(Set(catalogues.keys) == ["de", "ar"])
    let german = Language(tag: "de", catalogue: catalogues["de"])
    let words: [Words] = ["Red", "Blue", "Cart"]
    #expect(words.map { $0.text(in: german) } == ["Rot", "Blau", "Korb"])
  }

  @Test func aSentenceIsNotTranslatedInTwoWays() throws {
    func read(_ first: String, _ second: String) throws -> [String: Catalogue] {
      try Samples.withFolder(["de.po": Samples.germanHeader + first]) { one in
        try Samples.withFolder(["de.po": Samples.germanHeader + second]) { try Catalogue.read([one, $0]) }
      }
    }
    let korb = "msgid \"Cart\"\nmsgstr \"Korb\"\n"
    let error = #expect(throws: CatalogueError.self) {
      try read(korb, "msgid \"Cart\"\nmsgstr \"Warenkorb\"\n")
    }
    guard case .contradiction(sentence: "Cart")? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    // Another meaning, a doubtful one and one that is missing contradict nothing.
    for other in [
      "msgctxt \"a vehicle\"\nmsgid \"Cart\"\nmsgstr \"Karren\"\n",
      "#, fuzzy\nmsgid \"Cart\"\nmsgstr \"Karren\"\n", "msgid \"Cart\"\nmsgstr \"\"\n",
    ] {
      let catalogues = try read(korb, other)
      #expect(("Cart" as Words).text(in: Language(tag: "de", catalogue: catalogues["de"])) == "Korb")
    }
  }

  @Test func doubtfulAndUnfinishedSentencesStayEnglish() throws {
    let german = try Samples.german(
      """
      #, fuzzy
      msgid "Red"
      msgstr "Rund"

      msgid "Blue"
      msgstr ""

      msgid "{1} piece"
      msgid_plural "{1} pieces"
      msgstr[0] "{1} Stück"
      msgstr[1] ""
      """)
    #expect(("Red" as Words).text(in: german) == "Red" && ("Blue" as Words).text(in: german) == "Blue")
    #expect(("\(count: 1, one: "# piece", other: "# pieces")" as Words).text(in: german) == "1 piece")
  }

  @Test func aFileThatIsNoTextIsRefused() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("words-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path + "/de.po"
    try Data([0x6D, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: CatalogueError.self) { try Catalogue.read([folder.path]) }
    guard case .unreadable(let refused)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(refused == path)
  }

  @Test func theProgramsOwnCatalogueIsReadable() throws {
    let folder = try #require(KernelWords.folder)
    let catalogues = try Catalogue.read([folder.path])
    #expect(Set(catalogues.keys).isSuperset(of: ["ar", "de"]))
  }
}
