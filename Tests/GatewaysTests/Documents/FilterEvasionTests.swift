import Foundation
import Testing

@testable import Gateways

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The vectors of OWASP's cheat sheet of ways around filters, and some that came later, a line for each.
@Suite struct FilterEvasionTests {
  static func vectors() throws -> [String] {
    let text = String(decoding: try Fixture.bytes("filter-evasion.txt"), as: UTF8.self)
    return text.split(separator: "\n").map(String.init)
  }

  @Test func nothingThatRunsIsLeft() throws {
    let vectors = try Self.vectors()
    #expect(vectors.count > 90)
    for vector in vectors + [vectors.joined(separator: "\n"), vectors.reversed().joined()] {
      try expectHarmless(RichText.sanitise(vector), vector)
      try expectHarmless(RichText.sanitise(Markdown.unsafeHTML(vector)), vector)
    }
  }

  /// Read by a strict parser of XML, which knows nothing of the sanitiser: plain elements, and links to web pages and mail.
  private func expectHarmless(_ html: String, _ vector: String) throws {
    let parser = XMLParser(data: Data("<div>\(html.replacing("<br>", with: "<br/>"))</div>".utf8))
    let found = Found()
    parser.delegate = found
    #expect(parser.parse(), "\(vector) became \(html)")
    let names = """
      a b blockquote br caption code dd div dl dt em h3 h4 h5 h6 i li ol p pre s small strong sub sup table tbody td tfoot \
      th thead tr u ul
      """
    #expect(found.elements.subtracting(names.split(separator: " ").map(String.init)).isEmpty, "\(html)")
    #expect(found.attributes.isSubset(of: ["href", "rel", "colspan", "rowspan"]), "\(html)")
    for link in found.links {
      #expect(link.lowercased().wholeMatch(of: /(https?:\/\/|mailto:).*/) != nil, "\(vector) became \(html)")
    }
  }
}

private final class Found: NSObject, XMLParserDelegate {
  var elements: Set<String> = []
  var attributes: Set<String> = []
  var links: [String] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes given: [String: String]
  ) {
    elements.insert(name)
    attributes.formUnion(given.keys)
    if let link = given["href"] { links.append(link) }
  }
}
