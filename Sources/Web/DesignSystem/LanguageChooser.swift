import Kernel

/// Lets people choose the language they read in; works without script. Each language stands in its own words.
package enum LanguageChooser {
  /// Where it posts to, with the chosen tag as `language`; the answer leads back to where it came from.
  package static let path = "/language"

  /// A menu for a header; nothing where there is but one language.
  static func menu() -> HTML {
    let languages = Languages.all
    guard languages.count > 1 else { return HTML() }
    return """
      <details class="menu menu--language"><summary class="header__action">\(Icon.show(.globe))\
      <span class="header__label" aria-hidden="true">\(Language.current.tag.uppercased())</span>\
      <span class="visually-hidden">\(say: "Language: \(Language.current.name)")</span></summary>\
      <div class="menu__panel menu__panel--end"><form method="post" action="\(path)">\
      <ul class="menu__list">\(languages.map { "<li>\(button($0, "menu__item"))</li>" as HTML })</ul></form></div>\
      </details>
      """
  }

  /// All languages in a row, for a footer; nothing where there is but one language.
  static func row() -> HTML {
    let languages = Languages.all
    guard languages.count > 1 else { return HTML() }
    return """
      <form class="languages" method="post" action="\(path)" aria-label="\(say: "Language")">\
      \(languages.map { button($0, "languages__choice") })</form>
      """
  }

  private static func button(_ language: Language, _ style: String) -> HTML {
    let marker: String? = language == Language.current ? "true" : nil
    return """
      <button class="\(style)" type="submit" name="language" value="\(language.tag)" lang="\(language.tag)" \
      dir="\(language.direction.rawValue)"\(attribute: "aria-current", marker)>\(language.name)</button>
      """
  }
}
