import Foundation

/// How texts are split into words and folded for searching: once for both engines and for what is searched as for what
/// people type, so that no database's own idea of words decides what is found.
///
/// Words are runs of letters and digits, in lower case, without accents, in plain digits. What is written as one,
/// as “T-Shirt”, “AC/DC” or “USB-C”, is found by its parts and as one word; “15.6” and “38,5” are one number. English
/// endings are cut off.
package enum SearchWords {
  static let maximumGroups = 12
  /// Unicode scalars, as one character can hold any number of them, more than PostgreSQL takes of a word.
  private static let maximumScalars = 40
  /// Longer compounds are lists, not words.
  private static let maximumParts = 4

  /// What a text is found by, in its order; what is found in several ways stands there in each.
  package static func terms(_ text: String) -> [String] {
    compounds(text).flatMap { compound -> [String] in
      var terms = compound.flatMap { word in [word] + pieces(word) }
      if let joined = joined(compound) { terms.append(joined) }
      return terms.map(stem)
    }
  }

  /// What somebody who typed this looks for: the first dozen words, each once.
  package static func query(_ text: String) -> [SearchGroup] {
    var seen = Set<SearchGroup>()
    let groups = compounds(spelledOut(text)).flatMap { compound -> [SearchGroup] in
      guard let joined = joined(compound) else {
        return compound.map { SearchGroup(typed: $0, alternatives: spellings($0)) }
      }
      let typed = compound.joined(separator: " ")
      return [SearchGroup(typed: typed, alternatives: [compound.map(stem), [stem(joined)]])]
    }
    return Array(groups.filter { seen.insert($0).inserted }.prefix(maximumGroups))
  }

  /// The words of a text, folded, without anything that they are written together with.
  package static func words(_ text: String) -> [String] { compounds(text).flatMap { $0 } }

  /// What is equal for values that people take for the same, as colours, sizes, tags, brands and names: folded as words
  /// are, with what stands between them and without space at the ends. “Weiß” and “WEISS” are one.
  package static func key(_ value: String) -> String {
    if value.utf8.allSatisfy({ $0 < 0x80 }) { return value.lowercased().trimmed }
    return String(String.UnicodeScalarView(fold(value))).trimmed
  }

  /// A word as one word.
  private static func spellings(_ word: String) -> [[String]] {
    [[stem(word)]] + (thousands(word).map { [[$0]] } ?? []) + (measure(word).map { [$0] } ?? [])
  }

  /// The numbers within “15.6”, and “1.000” without its points.
  static func pieces(_ word: String) -> [String] {
    guard word.contains(".") else { return [] }
    return word.split(separator: ".").map(String.init) + (thousands(word).map { [$0] } ?? [])
  }

  /// “1.000” without its points; `nil` for what is no such number.
  static func thousands(_ word: String) -> String? {
    let parts = word.split(separator: ".")
    guard parts.count > 1, word.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || isDigit($0) }),
      (1...3).contains(parts[0].utf8.count), parts.dropFirst().allSatisfy({ $0.utf8.count == 3 })
    else { return nil }
    return parts.joined()
  }

  static func joined(_ compound: [String]) -> String? {
    guard (2...maximumParts).contains(compound.count) else { return nil }
    let joined = compound.joined().replacing(".", with: "")
    return joined.unicodeScalars.count > maximumScalars ? nil : joined
  }

  private static func stem(_ word: String) -> String { EnglishStem.of(word) }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// The words of a text, those together that stand with a single mark between them.
  static func compounds(_ text: String) -> [[String]] {
    let scalars = fold(text)
    var compounds: [[String]] = []
    var word = String.UnicodeScalarView()
    // How many marks lie between the last word and the next one; a space counts for several.
    var gap = 2
    func close() {
      guard !word.isEmpty else { return }
      let closed = String(String.UnicodeScalarView(word.prefix(maximumScalars)))
      if gap == 1, !compounds.isEmpty {
        compounds[compounds.count - 1].append(closed)
      } else {
        compounds.append([closed])
      }
      word = String.UnicodeScalarView()
      gap = 0
    }
    for (index, scalar) in scalars.enumerated() {
      if isWord(scalar) {
        word.append(scalar)
      } else if isPoint(scalar), index > 0, index + 1 < scalars.count, isDigit(scalars[index - 1]),
        isDigit(scalars[index + 1])
      {
        word.append(".")
      } else {
        close()
        gap += scalar.properties.isWhitespace ? 2 : 1
      }
    }
    close()
    return compounds
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// The points and commas of numbers.
  private static func isPoint(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "." || scalar == "," || scalar == "\u{66B}" || scalar == "\u{66C}"
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  /// Lower case without accents, without what is not seen, with the digits 0 to 9.
  private static func fold(_ text: String) -> [Unicode.Scalar] {
    var folded: [Unicode.Scalar] = []
    for lower in text.unicodeScalars.lazy.flatMap({ $0.properties.lowercaseMapping.unicodeScalars }) {
      if lower.isASCII {
        folded.append(lower)
      } else if let plain = letters[lower] {
        folded += plain.unicodeScalars
      } else {
        folded += decomposed(lower)
      }
    }
    return folded
  }

  private static func decomposed(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    String(scalar).decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars.compactMap { part in
      let properties = part.properties
      if properties.canonicalCombiningClass != .notReordered || properties.generalCategory == .format {
        return nil
      }
      if part == "\u{640}" { return nil }
      guard properties.generalCategory == .decimalNumber, let value = properties.numericValue else {
        return part
      }
      return Unicode.Scalar(UInt32(value) + 0x30)
    }
  }

  /// Letters that no decomposition takes apart.
  private static let letters: [Unicode.Scalar: String] = [
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ħ": "h",
    "ς": "σ",
    "ŋ": "n", "ŧ": "t",
  ]
}

/// One word of a search, or what was written as one, and the ways in which it may stand in a text.
package struct SearchGroup: Hashable, Sendable {
  /// As it was typed, folded.
  package let typed: String
  /// Any of them will do; of each all its words have to be there. They hold letters, digits and points alone.
  package let alternatives: [[String]]

  /// A word that may stand in these ways.
  package init(typed: String, alternatives: [[String]]) {
    self.typed = typed
    self.alternatives = alternatives
  }
}
