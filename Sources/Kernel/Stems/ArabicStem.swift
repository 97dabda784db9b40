/// Cuts articles, conjunctions and endings off Arabic words, after L. S. Larkey, L. Ballesteros and M. E. Connell, “Light
/// Stemming for Arabic Information Retrieval” (light10, 2007), so that «حذاء» finds «الحذاء». Words are folded already:
/// without vowel signs, hamzas and tatweel. Words without Arabic letters stay as they are.
enum ArabicStem {
  private static let beginnings: [[Unicode.Scalar]] = ["ال", "وال", "بال", "كال", "فال", "لل", "و"].map(
    scalars)
  private static let endings: [[Unicode.Scalar]] = ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"].map(scalars)
  /// So many letters are left of every word.
  private static let shortest = 2
  /// A single letter is cut off words with as many letters.
  private static let shortestForLetters = 4

  /// Whether a word is written with the letters that this stems.
  static func isWritten(in word: String) -> Bool {
    word.unicodeScalars.contains { (0x0621...0x064A).contains($0.value) }
  }

  static func of(_ word: String) -> String {
    guard isWritten(in: word) else { return word }
    var letters = Array(word.unicodeScalars).map(plain)
    if let beginning = beginnings.first(where: { begins(letters, with: $0) }) {
      letters.removeFirst(beginning.count)
    }
    for ending in endings
    where letters.count >= ending.count + shortest && letters.suffix(ending.count).elementsEqual(ending) {
      letters.removeLast(ending.count)
    }
    return String(String.UnicodeScalarView(letters))
  }

  /// Letters that are written in two ways, as one.
  private static func plain(_ letter: Unicode.Scalar) -> Unicode.Scalar {
    switch letter {
    case "ى": "ي"
    case "ة": "ه"
    default: letter
    }
  }

  private static func begins(_ letters: [Unicode.Scalar], with beginning: [Unicode.Scalar]) -> Bool {
    if beginning.count == 1, letters.count < shortestForLetters { return false }
    return letters.count >= beginning.count + shortest && letters.starts(with: beginning)
  }

  private static func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }
}
