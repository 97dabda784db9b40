/// Names of code as people may read them where nothing better is known.
package enum ActivityText {
  /// `lowStockThreshold` in words: "Low stock threshold".
  package static func title(_ field: String) -> String {
    var words = ""
    for character in field {
      let startsWord = character.isUppercase && (words.last?.isLowercase ?? false)
      if startsWord { words.append(" ") }
      if character == "_" || character == "." {
        words.append(" ")
      } else {
        words.append(contentsOf: startsWord ? character.lowercased() : String(character))
      }
    }
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
