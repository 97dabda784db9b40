import Foundation
import Kernel
import Persistence

/// What something is called and how it is described in other languages than the one that it was written in. What is not
/// there is told as it was written.
package struct Translations: Hashable, Sendable {
  /// By the tag of the language, then by the name of the text; none is empty.
  private var texts: [String: [String: String]]

  /// No translation.
  package init() { texts = [:] }

  /// The tags of the languages that something is there for, in alphabetical order.
  package var languages: [String] { texts.keys.sorted() }

  /// Whether nothing is translated.
  package var isEmpty: Bool { texts.isEmpty }

  /// The texts of a language by their names.
  package subscript(_ language: String) -> [String: String] { texts[language] ?? [:] }

  /// A text in a language; `nil` for none, which an empty one is, too.
  package subscript(_ language: String, _ name: String) -> String? {
    get { texts[language]?[name] }
    set {
      texts[language, default: [:]][name] = newValue.flatMap { $0.isEmpty ? nil : $0 }
      if texts[language]?.isEmpty ?? false { texts[language] = nil }
    }
  }

  /// The text in a language, else as it was written.
  package func text(_ name: String, in language: Language, or original: String) -> String {
    texts[language.tag]?[name] ?? original
  }

  /// The same without a language.
  package func without(_ language: String) -> Translations {
    var rest = self
    rest.texts[language] = nil
    return rest
  }

  /// About how many bytes the texts take.
  package var byteCount: Int {
    texts.values.reduce(0) { $1.values.reduce($0) { $0 + $1.utf8.count } }
  }

  /// What the audit log tells of them: a field for each language, as "texts de".
  package var auditFields: [String: JSONValue] {
    Dictionary(
      uniqueKeysWithValues: texts.map { language, texts in
        ("\(Translations.auditPrefix)\(language)", .object(texts.mapValues { .string($0) }))
      })
  }

  /// Before the tag of the language in the name of a field of the audit log.
  package static let auditPrefix = "texts "
}

extension Translations: SQLValue {
  package static var sample: Translations { Translations() }

  package var sqlParameter: SQLParameter {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Texts are always JSON; a column that takes no NULL says so if they were not.
    guard let bytes = try? encoder.encode(texts) else { return .null }
    return .text(String(decoding: bytes, as: UTF8.self))
  }

  /// Reads the JSON that one column keeps.
  package static func decode(_ column: SQLColumn) throws -> Translations {
    let text = try column.text()
    var translations = Translations()
    if text == "{}" { return translations }
    translations.texts = try JSONDecoder().decode([String: [String: String]].self, from: Data(text.utf8))
    return translations
  }
}
