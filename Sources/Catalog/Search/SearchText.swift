import Foundation

/// How values are compared in filters and files: lower case, without accents. Words are split by `SearchWords`.
enum SearchText {
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
}
