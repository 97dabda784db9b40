import Kernel

/// A text that administrators wrote, with translations for the languages that they chose.
package struct LocalText: Codable, Hashable, Sendable {
  /// What is shown where a language has no text of its own.
  package var text: String
  /// Texts by the tag of their language, as `de`.
  package var translations: [String: String]

  /// A text; empty unless told otherwise.
  package init(_ text: String = "", translations: [String: String] = [:]) {
    self.text = text
    self.translations = translations
  }

  /// The text for a reader of this language.
  package func shown(in language: Language = .current) -> String { translations[language.tag] ?? text }

  /// Whether no reader is told anything.
  package var isEmpty: Bool { text.isEmpty && translations.isEmpty }

  /// The longest of its texts in characters.
  var longest: Int { ([text] + translations.values).map(\.count).max() ?? 0 }
}
