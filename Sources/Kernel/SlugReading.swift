import Foundation

/// How other scripts are written in Latin letters, as ICU names it: Cyrillic and Greek as readers of English write
/// them, the rest as CLDR has it.
private let latinReading = "Russian-Latin/BGN; Greek-Latin/UNGEGN; Any-Latin; Latin-ASCII"
/// So much of a title is looked at.
private let maximumTitleCharacters = 200
/// Leaves room for a number behind it.
private let maximumMadeBytes = 70
/// An ideograph says as much as several letters.
private let lettersPerIdeograph = 2
/// Letters that stand for a title which can't be read.
private let markLetters = 6

/// What is left of a title in an address, and how much of it.
struct SlugReading {
  /// Lower-case letters, digits and single hyphens; may be empty.
  private(set) var text = ""
  private var kept = 0
  private var lost = 0

  /// False when most letters are lost, so that the rest says something else or nothing.
  var isTelling: Bool { lost <= kept }

  /// Reads the beginning of a title; ideographs as Mandarin, or not at all.
  init(_ whole: String, readsIdeographs: Bool) {
    var title = String(whole.prefix(maximumTitleCharacters))
    if !readsIdeographs {
      let ideographs = title.unicodeScalars.count { $0.properties.isIdeographic }
      lost = ideographs * lettersPerIdeograph
      title = title.unicodeScalars.map { $0.properties.isIdeographic ? " " : String($0) }.joined()
    }
    var pendingHyphen = false
    for scalar in Self.inLatinLetters(title).decomposedStringWithCompatibilityMapping.unicodeScalars {
      let properties = scalar.properties
      if properties.canonicalCombiningClass != .notReordered { continue }
      if scalar == "'" || scalar == "’" || properties.generalCategory == .modifierLetter { continue }
      guard ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) else {
        if properties.isAlphabetic { lost += 1 }
        pendingHyphen = !text.isEmpty
        continue
      }
      kept += 1
      if text.utf8.count >= maximumMadeBytes { continue }
      if pendingHyphen { text += "-" }
      pendingHyphen = false
      text.unicodeScalars.append(scalar)
    }
    text = String(text.prefix(maximumMadeBytes))
    if text.hasSuffix("-") { text.removeLast() }
  }

  /// Whether a title has letters that only Japanese has.
  static func isJapanese(_ title: String) -> Bool {
    title.unicodeScalars.contains { scalar in
      ("\u{3041}"..."\u{3096}").contains(scalar) || ("\u{30A1}"..."\u{30FA}").contains(scalar)
        || ("\u{FF66}"..."\u{FF9D}").contains(scalar)
    }
  }

  /// Some letters that are the same for the same title wherever and whenever it is read (FNV-1a).
  static func mark(of title: String) -> String {
    let letters = Array("0123456789abcdefghjkmnpqrstvwxyz")
    var hash = title.precomposedStringWithCanonicalMapping.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    hash ^= hash >> 32
    return String((0..<markLetters).map { letters[Int(hash >> (UInt64($0) * 5) & 31)] })
  }

  private static func inLatinLetters(_ title: String) -> String {
    let text = title.lowercased()
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    // Composed first: the rules know й, not и with a breve.
    let composed = text.precomposedStringWithCompatibilityMapping
    let read = composed.applyingTransform(StringTransform(latinReading), reverse: false)
    return (read ?? composed).lowercased()
  }
}
