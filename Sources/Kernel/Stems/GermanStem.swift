/// Cuts the endings off German words, after L. Weißweiler and A. Fraser, “Developing a Stemmer for German Based on a
/// Comparative Analysis of Publicly Available Stemmers” (CISTEM, 2017), so that „Schuh“ finds „Schuhe“. Words are folded
/// already: without capitals and umlauts, with ss for ß. Words with other letters than a to z stay as they are.
enum GermanStem {
  /// Stand for letters that are written together, which count as one.
  private static let together: [(letters: String, mark: UInt8)] = [
    ("sch", UInt8(ascii: "$")), ("ei", UInt8(ascii: "%")), ("ie", UInt8(ascii: "&")),
  ]
  /// Stands for the second of two equal letters.
  private static let again = UInt8(ascii: "*")
  /// With fewer letters nothing is cut off.
  private static let shortest = 3
  /// With fewer letters no ending of two letters is cut off.
  private static let shortestForPairs = 5

  static func of(_ word: String) -> String {
    var letters = Array(word.utf8)
    guard !letters.isEmpty, letters.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
    else { return word }
    if letters.count >= 6, letters.starts(with: "ge".utf8) { letters.removeFirst(2) }
    for pair in together { replace(Array(pair.letters.utf8), by: pair.mark, in: &letters) }
    markTwins(&letters)
    while letters.count > shortest, cutEnding(&letters) {}
    return String(decoding: unmarked(letters), as: UTF8.self)
  }

  /// Cuts one ending off; false when there is none.
  private static func cutEnding(_ letters: inout [UInt8]) -> Bool {
    if letters.count > shortestForPairs {
      for ending in ["em", "er", "nd"] where letters.suffix(2).elementsEqual(ending.utf8) {
        letters.removeLast(2)
        return true
      }
    }
    guard let last = letters.last, "tesn".utf8.contains(last) else { return false }
    letters.removeLast()
    return true
  }

  private static func replace(_ pattern: [UInt8], by mark: UInt8, in letters: inout [UInt8]) {
    guard letters.count >= pattern.count else { return }
    var replaced: [UInt8] = []
    var index = 0
    while index < letters.count {
      if letters[index...].starts(with: pattern) {
        replaced.append(mark)
        index += pattern.count
      } else {
        replaced.append(letters[index])
        index += 1
      }
    }
    letters = replaced
  }

  private static func markTwins(_ letters: inout [UInt8]) {
    var index = 1
    while index < letters.count {
      if letters[index] == letters[index - 1] {
        letters[index] = again
        index += 1
      }
      index += 1
    }
  }

  private static func unmarked(_ letters: [UInt8]) -> [UInt8] {
    var plain: [UInt8] = []
    for letter in letters {
      if letter == again {
        plain.append(plain.last ?? letter)
      } else if let pair = together.first(where: { $0.mark == letter }) {
        plain += pair.letters.utf8
      } else {
        plain.append(letter)
      }
    }
    return plain
  }
}
