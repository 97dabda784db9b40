/// A language for tests and for development: English between brackets and with accents, so that whatever stands outside
/// of brackets was never `Words`. Numbers, days and countries are written as Greek does, so that those that were written
/// by hand are seen as well.
package enum PseudoLanguage {
  /// The tag of the pseudo-language, as CLDR has it.
  package static let tag = "en-XA"
  /// Before a sentence.
  package static let opening: Character = "⟦"
  /// Behind a sentence.
  package static let closing: Character = "⟧"

  /// The language, whose catalogue is a rule instead of a file.
  package static let language = Language(
    tag: tag, locale: "el",
    catalogue: Catalogue(sentences: [:], rule: .english, isPseudo: true))

  private static let accented: [Character: Character] = Dictionary(
    uniqueKeysWithValues: zip(
      "aceginorsuyzACEGINORSUYZ", "áçéĝíñôřšúýžÁÇÉĜÍÑÔŘŠÚÝŽ"))

  static func sentence(_ words: Words) -> String {
    let english = words.counted == 1 ? words.key : words.plural ?? words.key
    var result = String(opening)
    var isPlace = false
    for character in english {
      if character == "{" { isPlace = true }
      result.append(isPlace ? character : accented[character] ?? character)
      if character == "}" { isPlace = false }
    }
    result.append(closing)
    return result
  }
}
