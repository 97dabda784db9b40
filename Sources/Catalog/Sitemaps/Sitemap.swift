import Kernel
import Web

/// The files that list all public pages (https://www.sitemaps.org/protocol.html).
package struct Sitemap: Sendable {
  /// A page with the day it last changed.
  package struct Entry: Sendable {
    let address: String
    let changedAt: Timestamp?

    /// A page by its one address in the site's own language.
    package init(address: String, changedAt: Timestamp? = nil) {
      self.address = address
      self.changedAt = changedAt
    }
  }

  static let beginning = """
    <?xml version="1.0" encoding="UTF-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">

    """
  static let end = "</urlset>\n"

  /// A page in all languages. Each address names all of them, as search engines want it
  /// (https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap).
  static func page(_ entry: Entry, in languages: [Language]) -> String {
    let day = entry.changedAt.map { "<lastmod>\($0.rfc3339.prefix(10))</lastmod>" } ?? ""
    let plain = escaped(entry.address)
    guard languages.count > 1 else { return "<url><loc>\(plain)</loc>\(day)</url>\n" }
    let addresses = languages.map { escaped(LanguageLinks.address(entry.address, $0)) }
    let links = zip(languages, addresses).map { link($0.tag, $1) }.joined() + link("x-default", plain)
    return addresses.map { "<url><loc>\($0)</loc>\(day)\(links)</url>\n" }.joined()
  }

  /// A file of pages.
  package static func pages(_ entries: [Entry], in languages: [Language] = Languages.all) -> String {
    beginning + entries.map { page($0, in: languages) }.joined() + end
  }

  /// A file of files.
  static func files(_ addresses: [String]) -> String {
    let lines = addresses.map { "<sitemap><loc>\(escaped($0))</loc></sitemap>\n" }.joined()
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      \(lines)</sitemapindex>

      """
  }

  private static func link(_ tag: String, _ address: String) -> String {
    "<xhtml:link rel=\"alternate\" hreflang=\"\(tag)\" href=\"\(address)\"/>"
  }

  private static func escaped(_ address: String) -> String { HTML(text: address).string }
}
