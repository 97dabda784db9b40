import Kernel

/// What tells search engines that a page exists in several languages
/// (https://developers.google.com/search/docs/specialty/international/localized-versions).
package enum LanguageLinks {
  /// The one address of this content in the reader's language, and that of each other one; the address without a
  /// language answers in the site's own to whoever asks for none.
  static func show(_ canonical: String) -> HTML {
    let languages = Languages.all
    guard languages.count > 1 else { return "<link rel=\"canonical\" href=\"\(canonical)\">\n" }
    let alternates = languages.map { language -> HTML in
      "<link rel=\"alternate\" hreflang=\"\(language.tag)\" href=\"\(address(canonical, language))\">\n"
    }
    return """
      <link rel="canonical" href="\(address(canonical, Language.current))">
      \(alternates)<link rel="alternate" hreflang="x-default" href="\(canonical)">

      """
  }

  /// The address of a page in a language; in the site's own it is the page's one address as it is.
  package static func address(_ canonical: String, _ language: Language) -> String {
    guard language != Languages.standard else { return canonical }
    return "\(canonical)\(canonical.contains("?") ? "&" : "?")language=\(language.tag)"
  }
}
