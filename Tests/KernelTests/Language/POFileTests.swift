import Testing

@testable import Kernel

struct POFileTests {
  private func entries(_ text: String) throws -> [POFile.Entry] { try POFile(text: text).entries }

  private func refusal(_ text: String) -> CatalogueError? {
    #expect(throws: CatalogueError.self) { try POFile(text: text, path: "de.po") }
  }

  @Test func stringsGoOnOverLines() throws {
    let read = try entries(
      """
      msgid ""
      "Only {1} "
      "left."
      msgstr "Nur noch "
      "{1}."
      """)
    #expect(read.map(\.sentence) == ["Only {1} left."] && read.map(\.forms) == [["Nur noch {1}."]])
  }

  @Test func escapesAreUndone() throws {
    let read = try entries(
      #"""
      msgid "a \"quoted\" \\n\nline\tend"
      msgstr "ü \\\" \\"
      """#)
    #expect(read.map(\.sentence) == ["a \"quoted\" \\n\nline\tend"])
    #expect(read.map(\.forms) == [["ü \\\" \\"]])
  }

  @Test func aMeaningTellsSentencesApart() throws {
    let read = try entries(
      """
      msgctxt "state of "
      "a shop"
      msgid "Open"
      msgstr "Offen"
      msgid "Open"
      msgstr "Öffnen"
      """)
    #expect(read.map(\.meaning) == ["state of a shop", nil])
    #expect(read.map(\.sentence) == ["Open", "Open"] && read.map(\.forms) == [["Offen"], ["Öffnen"]])
  }

  @Test func pluralsHaveForms() throws {
    let read = try entries(
      """
      msgid "{1} piece"
      msgid_plural "{1} pieces"
      msgstr[0] "{1} Stück"
      msgstr[1] "{1} "
      "Stücke"
      """)
    #expect(read.map(\.plural) == ["{1} pieces"] && read.map(\.forms) == [["{1} Stück", "{1} Stücke"]])
  }

  @Test func theHeaderSaysTheRule() throws {
    let file = try POFile(text: Samples.arabicHeader + "msgid \"a\"\nmsgstr \"b\"\n")
    #expect(file.entries.map(\.sentence) == ["a"])
    #expect(file.rule?.form(11) == 4)
    #expect(try POFile(text: "msgid \"a\"\nmsgstr \"b\"\n").rule == nil)
    let lateRule = "msgid \"\"\nmsgstr \"\"\n\"Plural-Forms: plural=n>1\\n\"\n"
    #expect(try POFile(text: lateRule).rule?.form(1) == 0)
  }

  @Test func commentsAndObsoleteSentencesAreNoEntries() throws {
    let read = try entries(
      """
      # by hand
      #. for translators
      #: Sources/Kernel/Problem.swift:1
      #, c-format
      #| msgid "before"
      msgid "a"
      msgstr "b"

      #~ msgid "gone"
      #~ msgstr "weg"
      """)
    #expect(read.map(\.sentence) == ["a"] && read.allSatisfy { !$0.isFuzzy })
  }

  @Test func whatIsFuzzyIsMarked() throws {
    let read = try entries(
      """
      msgid "a"
      msgstr "A"
      #, c-format, fuzzy
      msgid "b"
      msgstr "B"
      msgid "c"
      msgstr "C"
      """)
    #expect(read.map(\.isFuzzy) == [false, true, false])
  }

  @Test func anObsoleteSentenceMarksNoOther() throws {
    let read = try entries(
      """
      #, fuzzy
      #~ msgid "gone"
      #~ msgstr "weg"

      msgid "a"
      msgstr "A"
      """)
    #expect(read.map(\.sentence) == ["a"] && read.map(\.isFuzzy) == [false])
  }

  @Test func linesMayEndAsOnOtherSystems() throws {
    let text = Samples.germanHeader + "msgid \"a\"\nmsgstr \"\"\n\"b\"\n\nmsgid \"c\"\nmsgstr \"d\"\n"
    let file = try POFile(text: text.replacing("\n", with: "\r\n"))
    #expect(file.entries.map(\.sentence) == ["a", "c"] && file.entries.map(\.forms) == [["b"], ["d"]])
    #expect(file.rule?.form(1) == 0 && file.rule?.form(2) == 1)
  }

  @Test func nothingHoldsNothing() throws {
    #expect(try entries("").isEmpty && entries("\n\n# nothing\n").isEmpty)
  }

  @Test(arguments: [
    ("msgid \"a\"\nmsgstr b", 2), ("msgid \"a\"\nmsgstr \"b", 2), ("\"a\"", 1), ("msgid \"a\"\n\n\"b\"", 3),
    ("msgid \"a\"\nmsgstr \"b\\\"", 2), ("msgid \"a\"\nmsgstr", 2), ("message \"a\"", 1), ("msgid a\"", 1),
    ("msgid \"a\"\nmsgstr[1] \"b\"", 2), ("msgid \"a\"\nmsgstr[0] \"b\"\nmsgstr[2] \"c\"", 3),
    ("msgid \"a\"\nmsgstr[x] \"b\"", 2),
  ])
  func aMalformedLineIsNamed(_ text: String, _ line: Int) {
    guard case .malformed(let path, line, let reason)? = refusal(text) else {
      Issue.record("\(text) is refused otherwise")
      return
    }
    #expect(path == "de.po" && !reason.isEmpty)
    #expect(
      CatalogueError.malformed(path: path, line: line, reason: reason).description.hasPrefix("de.po, line"))
  }

  @Test func anUnreadableRuleIsRefused() {
    let text = "msgid \"\"\nmsgstr \"Plural-Forms: nplurals=2; plural=(n != ;\\n\"\n"
    guard case .malformed? = refusal(text) else {
      Issue.record("the rule is taken")
      return
    }
  }
}
