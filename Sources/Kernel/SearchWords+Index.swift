/// What the index of products holds of a text. Words stand there as they were written, so that a correction is a word
/// and who typed “gaming” finds gaming before games, and behind each its stem with a mark, by which all its forms are
/// found.
extension SearchWords {
  /// Stands behind a stem; no word ends with it.
  private static let stemMark = "."
  /// Units that are written right behind their number, by what they are all written as.
  private static let units: [String: String] = [
    "in": "inch", "inch": "inch", "inches": "inch", "zoll": "inch", "b": "b", "kb": "kb", "mb": "mb",
    "gb": "gb", "tb": "tb", "hz": "hz", "mhz": "mhz", "ghz": "ghz", "mah": "mah", "w": "w", "kw": "kw",
    "wh": "wh", "kwh": "kwh", "v": "v", "mm": "mm", "cm": "cm", "m": "m", "km": "km", "mg": "mg", "g": "g",
    "kg": "kg", "ml": "ml", "cl": "cl", "l": "l", "oz": "oz", "lb": "lb", "ft": "ft", "mp": "mp",
  ]
  private static let inchMarks: Set<Unicode.Scalar> = ["\"", "\u{201D}", "\u{2033}"]

  /// What a text is found by, in its order.
  package static func indexed(_ text: String) -> [String] {
    compounds(spelledOut(text)).flatMap { compound -> [String] in
      var words = compound.flatMap { word in [word] + pieces(word) + (measure(word) ?? []) }
      if let joined = joined(compound) { words.append(joined) }
      return words.flatMap { word -> [String] in
        let stem = EnglishStem.of(word)
        return stem == word ? [word] : [word, stem + stemMark]
      }
    }
  }

  /// The words of the index that have this stem.
  package static func forms(of stem: String) -> [String] {
    // The stem of another language stands there in no other form.
    if stem.contains(stemMark) { return [stem] }
    guard let last = stem.utf8.last, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(last) else {
      return [stem]
    }
    return [stem, stem + stemMark]
  }

  /// Whether this word of the index was written by somebody.
  package static func isWritten(_ word: String) -> Bool {
    guard word.contains(stemMark) else { return true }
    return word.last?.isWholeNumber ?? true
  }

  /// The stem of a word.
  package static func stemmed(_ word: String) -> String { EnglishStem.of(word) }

  /// “2tb” as a number and its unit; `nil` for what is no measure.
  static func measure(_ word: String) -> [String]? {
    guard let first = word.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
      return nil
    }
    let number = word.prefix { $0.isWholeNumber || $0 == "." }
    guard number.count < word.count, let unit = units[String(word.dropFirst(number.count))] else {
      return nil
    }
    return [String(number), unit]
  }

  /// Inches are written with a mark that is no letter: 15.6" is 15.6 inch.
  static func spelledOut(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: inchMarks.contains) else { return text }
    var spelled = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isInch = inchMarks.contains(scalar) && spelled.last.map { ("0"..."9").contains($0) } ?? false
      spelled.append(contentsOf: isInch ? " inch ".unicodeScalars : String(scalar).unicodeScalars)
    }
    return String(spelled)
  }
}
