import Kernel
import Web

/// The files that list all public pages (https://www.sitemaps.org/protocol.html).
package struct Sitemap: Sendable {
  /// A page with the day it last changed.
  package struct Entry: Sendable {
    let address: String
    let changedAt: Timestamp?
    /// The tags of the languages that its content is in besides the site's own; `nil` for all of the site's.
    let languages: Set<String>?

    /// A page by its one address in the site's own language.
    package init(address: String, changedAt: Timestamp? = nil, in languages: [String]? = nil) {
      self.address = address
      self.changedAt = changedAt
      self.languages = languages.map { Set($0) }
    }
  }

  static let beginning = """
    <?xml version="1.0" encoding="UTF-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">

    """
  static let end = "</urlset>\n"

  /// A page in the languages that it is in, each with an address of its own and no more, so that files grow with the
  /// number of addresses. Which of them are the same page in another language stands in the head of each
  /// (`LanguageLinks`): that, headers and sitemaps are "equivalent from Google's perspective", and saying it in several of
  /// them has no benefit. Where only the page around a text is translated a version is a duplicate to Google, and needs no
  /// place here; the links of the head lead to it all the same
  /// (https://developers.google.com/search/docs/specialty/international/localized-versions).
  static func page(_ entry: Entry, in languages: [Language]) -> String {
    let day = entry.changedAt.map { "<lastmod>\($0.rfc3339.prefix(10))</lastmod>" } ?? ""
    return addresses(entry, in: languages).map { "<url><loc>\(escaped($0))</loc>\(day)</url>\n" }.joined()
  }

  /// The addresses of a page, that without a language first.
  static func addresses(_ entry: Entry, in languages: [Language]) -> [String] {
    let others = languages.filter { language in
      language != Languages.standard && entry.languages?.contains(language.tag) ?? true
    }
    return [entry.address] + others.map { LanguageLinks.address(entry.address, $0) }
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

  private static func escaped(_ address: String) -> String { HTML(text: address).string }
}
