import Kernel
import Persistence
import Vendors

/// What may be meant by the beginning of a search.
package struct Suggestions: Hashable, Sendable {
  /// What was looked for instead of a mistyped text.
  package let correctedText: String?
  package let products: [ProductCard]
  package let categories: [Category]
  package let shops: [ShopSummary]

  /// True when there is nothing to suggest.
  package var isEmpty: Bool { products.isEmpty && categories.isEmpty && shops.isEmpty }
}

extension Catalog {
  /// Products, categories and shops whose words begin so; of a mistyped text those of its correction.
  package func suggestions(for text: String) async throws -> Suggestions {
    let groups = SearchWords.query(text)
    let version = categoryNames.version
    return try await database.read { snapshot in
      let names = try categoryNames.names(asOf: version) { try CategoryStore.all(snapshot) }
      let direct = try SuggestionStore.find(groups, typed: text, names, snapshot)
      guard direct.isEmpty, !groups.isEmpty, let corrected = try Spelling.correct(groups, snapshot) else {
        return direct
      }
      return try SuggestionStore.find(corrected, typed: nil, names, snapshot)
    }
  }
}
