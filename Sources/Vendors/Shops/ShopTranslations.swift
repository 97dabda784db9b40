import Areas
import Kernel
import Web

/// The texts of a shop that can be said in other languages, by the names that they have everywhere. Its name stays.
package enum ShopTexts {
  /// What the shop sells and who is behind it.
  package static let description = "description"
  /// How and when it sends.
  package static let shippingPolicy = "shippingPolicy"
  /// How things come back.
  package static let returnPolicy = "returnPolicy"
  /// What it keeps about people.
  package static let privacyPolicy = "privacyPolicy"
  /// What people agree to.
  package static let terms = "terms"
  /// Words about the opening hours.
  package static let openingNote = "openingNote"
}

/// The texts of a shop in one language, as a client gives them.
struct ShopTranslationInput: TranslatedInput {
  let texts: [String: String?]

  init(from input: inout InputReader) throws {
    texts = input.translated([
      ShopTexts.description: .text(0...5000, multiline: true), ShopTexts.shippingPolicy: ShopRules.policy,
      ShopTexts.returnPolicy: ShopRules.policy, ShopTexts.privacyPolicy: ShopRules.policy,
      ShopTexts.terms: ShopRules.policy, ShopTexts.openingNote: ShopRules.openingNote,
    ])
  }
}

/// The texts of a shop in one language, as the API shows them.
struct ShopTranslationOutput: Output {
  let texts: [String: String]

  static let fields: [OutputField<Self>] = [
    .init("description") { $0.texts[ShopTexts.description] },
    .init("shippingPolicy") { $0.texts[ShopTexts.shippingPolicy] },
    .init("returnPolicy") { $0.texts[ShopTexts.returnPolicy] },
    .init("privacyPolicy") { $0.texts[ShopTexts.privacyPolicy] },
    .init("terms") { $0.texts[ShopTexts.terms] },
    .init("openingNote") { $0.texts[ShopTexts.openingNote] },
  ]

  /// By the tags of the languages.
  static func all(_ translations: Translations) -> [String: ShopTranslationOutput] {
    Dictionary(
      uniqueKeysWithValues: translations.languages.map {
        ($0, ShopTranslationOutput(texts: translations[$0]))
      })
  }
}

extension Shop {
  /// The shop with its texts in a language, as far as there are some; what is missing stays as it was written.
  package func told(in language: Language) -> Shop {
    guard !translations[language.tag].isEmpty else { return self }
    func text(_ name: String, _ original: String) -> String {
      translations.text(name, in: language, or: original)
    }
    var told = self
    told.description = text(ShopTexts.description, description)
    told.shippingPolicy = text(ShopTexts.shippingPolicy, shippingPolicy)
    told.returnPolicy = text(ShopTexts.returnPolicy, returnPolicy)
    told.profile.privacyPolicy = text(ShopTexts.privacyPolicy, profile.privacyPolicy)
    told.profile.terms = text(ShopTexts.terms, profile.terms)
    told.profile.openingNote = text(ShopTexts.openingNote, profile.openingNote)
    return told
  }
}
