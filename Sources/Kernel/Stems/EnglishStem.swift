/// Cuts the endings off English words, after M. F. Porter, “An algorithm for suffix stripping” (1980), so that “shoe”
/// finds “shoes”. Words with other letters than a to z stay as they are.
enum EnglishStem {
  static func of(_ word: String) -> String {
    let letters = Array(word.utf8)
    guard letters.count > 2, letters.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
    else {
      return word
    }
    var stem = PorterWord(letters: letters)
    stem.cutPlural()
    stem.cutPast()
    if stem.ends("y"), stem.hasVowel(before: 1) { stem.replace(1, "i") }
    stem.replaceFirst(PorterWord.double, above: 0)
    stem.replaceFirst(PorterWord.plain, above: 0)
    stem.cutLong()
    stem.tidy()
    return String(decoding: stem.letters, as: UTF8.self)
  }
}

/// A word whose endings are cut off step by step; ending and measure are called as in the paper.
private struct PorterWord {
  var letters: [UInt8]

  static let double: [(String, String)] = [
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"),
    ("abli", "able"),
    ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"),
    ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"), ("biliti", "ble"),
  ]
  static let plain: [(String, String)] = [
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""),
    ("ness", ""),
  ]
  private static let long = [
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism",
    "ate", "iti",
    "ous", "ive", "ize",
  ]

  func ends(_ ending: String) -> Bool {
    letters.count > ending.utf8.count && letters.suffix(ending.utf8.count).elementsEqual(ending.utf8)
  }

  mutating func replace(_ count: Int, _ ending: String) {
    letters.removeLast(count)
    letters += ending.utf8
  }

  func hasVowel(before cut: Int) -> Bool { (0..<(letters.count - cut)).contains { !isConsonant($0) } }

  mutating func cutPlural() {
    if ends("sses") || ends("ies") {
      replace(2, "")
    } else if ends("s"), !ends("ss") {
      replace(1, "")
    }
  }

  mutating func cutPast() {
    if ends("eed") {
      if measure(before: 3) > 0 { replace(1, "") }
      return
    }
    if ends("ed"), hasVowel(before: 2) {
      replace(2, "")
    } else if ends("ing"), hasVowel(before: 3) {
      replace(3, "")
    } else {
      return
    }
    if ends("at") || ends("bl") || ends("iz") {
      replace(0, "e")
    } else if endsInDouble, let last = letters.last, !"lsz".utf8.contains(last) {
      replace(1, "")
    } else if measure(before: 0) == 1, endsInShortSyllable(before: 0) {
      replace(0, "e")
    }
  }

  /// Replaces the longest of the endings that the word has when enough is left before it.
  mutating func replaceFirst(_ endings: [(String, String)], above limit: Int) {
    let found = endings.filter { ends($0.0) }.max { $0.0.utf8.count < $1.0.utf8.count }
    guard let found, measure(before: found.0.utf8.count) > limit else { return }
    replace(found.0.utf8.count, found.1)
  }

  mutating func cutLong() {
    guard let ending = PorterWord.long.filter(ends).max(by: { $0.utf8.count < $1.utf8.count }) else { return }
    let count = ending.utf8.count
    guard measure(before: count) > 1 else { return }
    if ending == "ion" {
      let before = letters[letters.count - count - 1]
      guard before == UInt8(ascii: "s") || before == UInt8(ascii: "t") else { return }
    }
    replace(count, "")
  }

  mutating func tidy() {
    if ends("e") {
      let measure = measure(before: 1)
      if measure > 1 || (measure == 1 && !endsInShortSyllable(before: 1)) { replace(1, "") }
    }
    if ends("ll"), measure(before: 0) > 1 { replace(1, "") }
  }

  /// How often consonants follow vowels in what is left without the last letters.
  private func measure(before cut: Int) -> Int {
    var count = 0
    var wasVowel = false
    for index in 0..<(letters.count - cut) {
      let isVowel = !isConsonant(index)
      if wasVowel && !isVowel { count += 1 }
      wasVowel = isVowel
    }
    return count
  }

  private var endsInDouble: Bool {
    let last = letters.count - 1
    return last > 0 && letters[last] == letters[last - 1] && isConsonant(last)
  }

  /// Consonant, vowel, consonant, the last one neither w, x nor y.
  private func endsInShortSyllable(before cut: Int) -> Bool {
    let last = letters.count - cut - 1
    guard last >= 2, isConsonant(last), !isConsonant(last - 1), isConsonant(last - 2) else { return false }
    return !"wxy".utf8.contains(letters[last])
  }

  private func isConsonant(_ index: Int) -> Bool {
    switch letters[index] {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): false
    case UInt8(ascii: "y"): index == 0 || !isConsonant(index - 1)
    default: true
    }
  }
}
