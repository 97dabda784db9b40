import Kernel
import Testing

@testable import Web

private struct Texts: Input {
  let title: String?

  init(from input: inout InputReader) throws { title = input.optional("title", .text(1...5)) }
}

private struct Named: Input {
  let texts: [String: Texts?]

  init(from input: inout InputReader) throws {
    texts = input.objects(byName: "texts", Texts.self, names: ["de", "fi"])
  }
}

/// Objects by names of which there are only some.
@Suite struct NamedObjectsTests {
  private static func json(_ text: String) throws -> [String: Texts?] {
    try Named.read(JSONParser.parse(Array(text.utf8))).texts
  }

  @Test func objectsAndNothingAreToldApart() throws {
    let texts = try Self.json(#"{"texts": {"de": {"title": "Hallo"}, "fi": null}}"#)
    #expect(texts.count == 2 && texts["de"]??.title == "Hallo")
    #expect(texts["fi"].map { $0 == nil } == true)
    #expect(try Self.json("{}").isEmpty && Self.json(#"{"texts": null}"#).isEmpty)
  }

  @Test(arguments: [
    (#"{"texts": {"xx": {}}}"#, "texts.xx"), (#"{"texts": {"de": 1}}"#, "texts.de"),
    (#"{"texts": {"de": {"title": "Hallo!"}}}"#, "texts.de.title"),
    (#"{"texts": {"de": {"name": "x"}}}"#, "texts.de.name"), (#"{"texts": "de"}"#, "texts"),
  ])
  func whatIsWrongIsNamed(_ body: String, _ field: String) {
    let problem = #expect(throws: Problem.self) { try Self.json(body) }
    #expect(problem?.fields.map(\.field) == [field])
  }

  @Test func formsPutTheNameInBrackets() throws {
    let form = Parameters([("texts[de].title", "Hallo"), ("texts[fi].title", ""), ("other", "x")])
    let texts = try Named.read(form).texts
    #expect(texts["de"]??.title == "Hallo")
    #expect(texts["fi"].map { $0 != nil && $0?.title == nil } == true)
    let problem = #expect(throws: Problem.self) {
      try Named.read(Parameters([("texts[de].title", "too long"), ("texts[xx].title", "x")]))
    }
    #expect(problem?.fields.map(\.field) == ["texts.de.title", "texts.xx"])
  }
}
