import Kernel
import Web

/// What a client says of the texts of something in one language. What it does not name stays.
package protocol TranslatedInput: Input {
  /// What each named text becomes; `nil` for none.
  var texts: [String: String?] { get }
}

/// Changes to texts in other languages: `{"de": {"title": "…"}, "ar": null}`. What is absent stays, null removes.
package struct TranslationChanges: Sendable {
  private static let field = "translations"

  /// By the tag of the language; `nil` removes all of it.
  private let languages: [String: [String: String?]?]

  /// Changes nothing.
  package init() { languages = [:] }

  /// Reads the field `translations`. Only languages that the site speaks are taken.
  package init<Texts: TranslatedInput>(_ type: Texts.Type, from input: inout InputReader) {
    let given = input.objects(byName: TranslationChanges.field, type, names: Languages.all.map(\.tag))
    languages = given.mapValues { $0?.texts }
  }

  /// The texts after the changes.
  package func applied(to old: Translations) -> Translations {
    var changed = old
    for (language, texts) in languages {
      guard let texts else {
        changed = changed.without(language)
        continue
      }
      for (name, text) in texts { changed[language, name] = text }
    }
    return changed
  }
}

extension InputReader {
  /// What the texts with these names become: what is absent is left out, null and what is empty are `nil`.
  package mutating func translated(_ rules: KeyValuePairs<String, Rule<String>>) -> [String: String?] {
    var texts: [String: String?] = [:]
    for (name, rule) in rules {
      let text = optional(name, rule).flatMap { $0.isEmpty ? nil : $0 }
      if has(name) { texts.updateValue(text, forKey: name) }
    }
    return texts
  }
}
