import Areas
import Kernel
import Web

/// The texts of a product that can be said in other languages, by the names that they have everywhere.
package enum ProductTexts {
  /// What it is called.
  package static let title = "title"
  /// The description, plain or HTML.
  package static let description = "description"
  /// What its page is called in search results.
  package static let seoTitle = "seoTitle"
  /// What stands below that.
  package static let seoDescription = "seoDescription"
  /// How goods are guaranteed.
  package static let warrantyText = "warrantyText"
  /// In characters.
  package static let longestDescription = ProductRules.longestDescription
}

/// The texts of a product in one language, as a client gives them.
struct ProductTranslationInput: TranslatedInput {
  let texts: [String: String?]

  init(from input: inout InputReader) throws {
    var texts = input.translated([
      ProductTexts.title: .text(0...255), ProductTexts.description: ProductRules.description,
      ProductTexts.seoTitle: ProductRules.seoTitle, ProductTexts.seoDescription: ProductRules.seoDescription,
      ProductTexts.warrantyText: ProductRules.warrantyText,
    ])
    if let description = texts[ProductTexts.description] ?? nil {
      let safe = ProductText(untrusted: description)
      if safe.isTooLong { input.reject(ProductTexts.description, ProductText.tooLong, code: "too_long") }
      texts.updateValue(safe.text, forKey: ProductTexts.description)
    }
    if let line = texts[ProductTexts.seoDescription] ?? nil {
      texts.updateValue(PageText.line(line), forKey: ProductTexts.seoDescription)
    }
    self.texts = texts
  }
}

/// The texts of a product in one language, as the API shows them.
struct ProductTranslationOutput: Output {
  let texts: [String: String]

  static let fields: [OutputField<Self>] = [
    .init("title") { $0.texts[ProductTexts.title] },
    .init("description") { $0.texts[ProductTexts.description] },
    .init("seoTitle") { $0.texts[ProductTexts.seoTitle] },
    .init("seoDescription") { $0.texts[ProductTexts.seoDescription] },
    .init("warrantyText") { $0.texts[ProductTexts.warrantyText] },
  ]

  /// By the tags of the languages.
  static func all(_ translations: Translations) -> [String: ProductTranslationOutput] {
    Dictionary(
      uniqueKeysWithValues: translations.languages.map {
        ($0, ProductTranslationOutput(texts: translations[$0]))
      })
  }
}

extension Product {
  /// The product with its texts in a language, as far as there are some; what is missing stays as it was written. A page
  /// that has a translated title does not keep the original's title for search engines, and so with the description.
  package func told(in language: Language) -> Product {
    let texts = translations[language.tag]
    guard !texts.isEmpty else { return self }
    var told = self
    told.language = language.tag
    if let title = texts[ProductTexts.title] {
      told.title = title
      told.pageText.title = nil
    }
    if let description = texts[ProductTexts.description] {
      told.text = ProductText(safe: description)
      told.pageText.description = nil
    }
    if let text = texts[ProductTexts.warrantyText] { told.extras.warranty.text = text }
    if let title = texts[ProductTexts.seoTitle] { told.pageText.title = title }
    if let description = texts[ProductTexts.seoDescription] {
      told.pageText.description = description
    }
    return told
  }
}
