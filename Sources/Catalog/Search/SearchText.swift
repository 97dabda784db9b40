import Foundation

/// How texts are compared in search and filters: lower case, without accents.
enum SearchText {
  private static let maximumWords = 12
  private static let maximumWordCharacters = 40

  /// Lower case without accents and without space at the ends.
  static func fold(_ text: String) -> String {
    let lower = text.lowercased().trimmingCharacters(in: .whitespacesAndNewlines)
    if lower.utf8.allSatisfy({ $0 < 0x80 }) { return lower }
    var folded = String.UnicodeScalarView()
    for scalar in lower.decomposedStringWithCanonicalMapping.unicodeScalars
    where scalar.properties.canonicalCombiningClass == .notReordered {
      folded.append(scalar)
    }
    return String(folded)
  }

  /// The words of a text, folded: runs of letters and digits.
  static func words(_ text: String) -> [String] {
    fold(text).unicodeScalars
      .split { !($0.properties.isAlphabetic || $0.properties.numericType != nil) }
      .map { String($0) }
  }

  /// The words that a search looks for: the first dozen, each once.
  static func query(_ text: String) -> [String] {
    var seen = Set<String>()
    let found = words(text).map { String($0.prefix(maximumWordCharacters)) }.filter {
      seen.insert($0).inserted
    }
    return Array(found.prefix(maximumWords))
  }
}
