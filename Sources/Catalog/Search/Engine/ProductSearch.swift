import Kernel

/// Finds products by words: the program itself, or a search engine outside. What is found is filtered, counted and put in
/// order by the index of listings in the same way.
protocol ProductSearch: Sendable {
  /// What a text finds.
  func matches(_ text: String, _ catalog: Catalog) async throws -> TextMatches
  /// What a text may be the beginning of.
  func suggestions(_ text: String, _ catalog: Catalog) async throws -> Suggestions
}

/// The search of the program itself, by the index in its database.
struct EmbeddedSearch: ProductSearch {
  func matches(_ text: String, _ catalog: Catalog) async throws -> TextMatches {
    try await catalog.reading { reader, names in
      let match = try SearchResolver.resolve(text, reader)
      let called = catalog.called(match.corrected ?? text, names)
      return TextMatches(
        candidates: called.isEmpty ? match.candidates : Bitmap.union([match.candidates, called]),
        called: called, match: match, lengths: try reader.lengths())
    }
  }

  func suggestions(_ text: String, _ catalog: Catalog) async throws -> Suggestions {
    let groups = SearchWords.query(text)
    let (language, market) = (Language.current, PriceMarket.current)
    return try await catalog.reading { reader, names in
      let suggestions = SuggestionReader(
        reader: reader, names: names, listings: catalog.listings, language: language,
        market: market)
      let direct = try suggestions.find(groups, typed: text)
      guard direct.isEmpty, !groups.isEmpty, let corrected = try Spelling.correct(groups, reader) else {
        return direct
      }
      return try suggestions.find(corrected, typed: nil)
    }
  }
}

extension Catalog {
  /// The products of the categories that are called so.
  func called(_ text: String, _ names: CategoryNames) -> Bitmap {
    let categories = names.called(text)
    return categories.isEmpty ? Bitmap() : listings.read { $0.numbers(inCategories: categories) }
  }
}
