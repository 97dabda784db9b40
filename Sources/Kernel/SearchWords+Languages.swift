/// Texts in other languages stand in the same index: each word as it was written, and behind it its stem with the tag of
/// the language, as “schuh.de”, so that the stems of one language are never taken for those of another.
extension SearchWords {
  /// How words of a language are stemmed, by its tag. English is stemmed as everything else is.
  private static let stemmers: [String: @Sendable (String) -> String] = [
    "de": { GermanStem.of($0) }, "ar": { ArabicStem.of($0) },
  ]

  /// What a text in the language with this tag is found by, in its order.
  package static func indexed(_ text: String, in language: String) -> [String] {
    let tag = language.split(separator: "-").first.map(String.init) ?? language
    guard let stemmer = stemmers[tag] else { return indexed(text) }
    return compounds(spelledOut(text)).flatMap { compound -> [String] in
      var words = compound.flatMap { word in [word] + pieces(word) + (measure(word) ?? []) }
      if let joined = joined(compound) { words.append(joined) }
      return words.flatMap { word in hasStem(word) ? [word, "\(stemmer(word)).\(tag)"] : [word] }
    }
  }

  /// The words of the index that stand for a word's stems in these languages, besides the English one.
  package static func stems(of word: String, in languages: [String]) -> [String] {
    guard hasStem(word) else { return [] }
    return languages.compactMap { language in
      let tag = language.split(separator: "-").first.map(String.init) ?? language
      guard let stemmer = stemmers[tag], tag != "ar" || ArabicStem.isWritten(in: word) else { return nil }
      return "\(stemmer(word)).\(tag)"
    }
  }

  /// Numbers and signs of models are right or they are not.
  private static func hasStem(_ word: String) -> Bool {
    !word.isEmpty && word.unicodeScalars.allSatisfy { $0.properties.isAlphabetic }
  }
}
