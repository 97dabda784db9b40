import Foundation

/// How other scripts are written in Latin letters, as ICU names it: Cyrillic and Greek as readers of English write
/// them, the rest as CLDR has it.
private let latinReading = "Russian-Latin/BGN; Greek-Latin/UNGEGN; Any-Latin; Latin-ASCII"
/// So much of a title is looked at.
private let maximumTitleCharacters = 200
/// Leaves room for a number behind it.
private let maximumMadeBytes = 70

/// The readable part of an address: lower-case letters, digits and single hyphens, 1 to 80 characters.
package struct Slug: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  /// The slug, or `nil` when the text is not one as it stands.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard (1...80).contains(bytes.count), bytes.first != 45, bytes.last != 45 else { return nil }
    guard bytes.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }) else {
      return nil
    }
    guard !text.contains("--") else { return nil }
    self.text = text
  }

  /// A slug made from a title: accents dropped, other scripts in Latin letters, Chinese characters as Mandarin reads
  /// them, everything else becomes a hyphen. Falls back to `fallback` when nothing is left, as of signs alone.
  package init(title: String, fallback: String) {
    text = Slug.made(of: title) ?? fallback
  }

  /// A slug made from a name that somebody goes by; `nil` when that can't be told from how it is written. Chinese
  /// characters are read one way in Beijing and another in Tokyo, so they are left out.
  package init?(name: String) {
    let telling = name.unicodeScalars.map { $0.properties.isIdeographic ? " " : String($0) }.joined()
    guard let text = Slug.made(of: telling) else { return nil }
    self.text = text
  }

  package var description: String { text }

  private static func made(of title: String) -> String? {
    var out = ""
    var pendingHyphen = false
    for scalar in inLatinLetters(title).decomposedStringWithCompatibilityMapping.unicodeScalars {
      if scalar.properties.canonicalCombiningClass != .notReordered { continue }
      if scalar == "'" || scalar == "’" || scalar.properties.generalCategory == .modifierLetter { continue }
      guard ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) else {
        pendingHyphen = !out.isEmpty
        continue
      }
      if pendingHyphen { out += "-" }
      pendingHyphen = false
      out.unicodeScalars.append(scalar)
      if out.utf8.count >= maximumMadeBytes { break }
    }
    out = String(out.prefix(maximumMadeBytes))
    if out.hasSuffix("-") { out.removeLast() }
    return out.isEmpty ? nil : out
  }

  private static func inLatinLetters(_ title: String) -> String {
    let text = title.prefix(maximumTitleCharacters).lowercased()
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    // Composed first: the rules know й, not и with a breve.
    let composed = text.precomposedStringWithCompatibilityMapping
    let read = composed.applyingTransform(StringTransform(latinReading), reverse: false)
    return (read ?? composed).lowercased()
  }
}
