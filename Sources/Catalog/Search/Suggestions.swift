import Kernel
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
    try await listings.reach()
    return try await search.suggestions(text, self)
  }
}
