import Areas
import Kernel
import Web

/// The form of something's texts in one language, with the text as it was written beside each.
package enum TranslationForm {
  /// A text that can be said in other languages.
  package struct Text: Sendable {
    let name: String
    let label: Words
    let original: String
    let rows: Int
    let maximumLength: Int

    /// The text with this name; `rows` lines of it are shown, 1 for one that has no lines.
    package init(_ name: String, _ label: Words, original: String, rows: Int = 1, maximumLength: Int) {
      self.name = name
      self.label = label
      self.original = original
      self.rows = rows
      self.maximumLength = maximumLength
    }
  }

  /// Links to the texts in every language of the site; the first leads to those that were written first. Nothing where
  /// there is one language alone.
  package static func tabs(
    original: String, current: String, _ translations: Translations, _ path: (String) -> String
  ) -> HTML {
    let languages = Languages.all
    guard languages.count > 1 else { return HTML() }
    let others = languages.map { language -> HTML in
      let count = translations[language.tag].count
      let shown: HTML? =
        count == 0 ? nil : " <span class=\"tabs__count num\">\(count.displayCount)</span>"
      return tab(
        path(language.tag), current, "<span lang=\"\(language.tag)\">\(language.name)</span>\(shown)")
    }
    return """
      <nav class="tabs" aria-label="\(say: "Languages")"><ul class="tabs__list">\
      \(tab(original, current, "\(say: "Original")"))\(others)</ul></nav>
      """
  }

  private static func tab(_ path: String, _ current: String, _ label: HTML) -> HTML {
    let marker: String? = path == current ? "page" : nil
    return """
      <li><a class="tabs__tab" href="\(path)"\(attribute: "aria-current", marker)>\(label)</a></li>
      """
  }

  /// The language of an address. Throws `.notFound` for one that the site does not speak.
  package static func language(_ request: Request) throws -> Language {
    let tag = try request.parameter("language")
    guard let language = Languages.all.first(where: { $0.tag == tag }) else { throw Problem(.notFound) }
    return language
  }

  /// The whole form; empty fields stand for the text as it was written.
  package static func form(
    _ texts: [Text], in language: Language, action: String, cancelPath: String, state: FormState
  ) -> HTML {
    FormLayout.form(
      action: action, state: state, cancelPath: cancelPath,
      FormLayout.section(
        "Texts in \(language.readName)",
        "Whoever reads in this language sees these. Where a field is empty they see what you wrote first.",
        "\(texts.map { field($0, state) })"))
  }

  private static func field(_ text: Text, _ state: FormState) -> HTML {
    let control =
      text.rows == 1
      ? Field.text(text.name, text.label, in: state, required: false, maximumLength: text.maximumLength)
      : Field.multiline(
        text.name, text.label, in: state, required: false, rows: text.rows,
        maximumLength: text.maximumLength)
    return """
      <div class="translation">\(control)<div class="translation__original">\
      <p class="field__hint">\(say: "Original")</p>\(original(text.original))</div></div>
      """
  }

  private static func original(_ text: String) -> HTML {
    text.isEmpty
      ? "<p class=\"muted\">\(say: "Nothing is written here.")</p>"
      : """
      <p class="translation__text lines-kept" dir="auto" tabindex="0" role="group" aria-label="\(say: "Original")">\
      \(text)</p>
      """
  }
}

extension FormState {
  /// The stored texts of a language, as a form shows them.
  package init(_ translations: Translations, in language: Language, _ names: [String]) {
    let texts = translations[language.tag]
    let values = Dictionary(uniqueKeysWithValues: names.map { ($0, texts[$0] ?? "") })
    self = FormState(values: values).ofStored
  }

  /// The same with what is wrong said at the fields of one language.
  package func translated(in language: Language) -> FormState {
    let prefix = "translations.\(language.tag)."
    return placing { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }
  }
}

extension Parameters {
  /// The fields of a form of texts as the field `translations` reads them.
  package func translations(in language: Language, _ names: [String]) -> Parameters {
    Parameters(names.map { ("translations[\(language.tag)].\($0)", self[$0] ?? "") })
  }
}
