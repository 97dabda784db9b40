import Foundation

/// What is wrong with a file of sentences.
package enum CatalogueError: Error, Sendable, CustomStringConvertible {
  case unreadable(path: String)
  case malformed(path: String, line: Int, reason: String)
  /// There is no file for a language.
  case missing(tag: String)
  /// Two files say the same sentence differently.
  case contradiction(sentence: String)

  package var description: String {
    switch self {
    case .unreadable(let path): "\(path) can't be read."
    case .malformed(let path, let line, let reason): "\(path), line \(line): \(reason)"
    case .missing(let tag): "There are no words in the language '\(tag)'."
    case .contradiction(let sentence): "'\(sentence)' is translated in two ways."
    }
  }
}

/// The sentences of one language, from all its files.
final class Catalogue: Sendable {
  private let sentences: [Key: [String]]
  private let rule: PluralRule
  /// The pseudo-language makes its sentences instead of looking them up.
  private let isPseudo: Bool

  struct Key: Hashable, Sendable {
    let meaning: String?
    let sentence: String
  }

  init(sentences: [Key: [String]], rule: PluralRule, isPseudo: Bool = false) {
    self.sentences = sentences
    self.rule = rule
    self.isPseudo = isPseudo
  }

  /// The sentence in the form that its number asks for; `nil` when it isn't translated.
  func sentence(_ words: Words) -> String? {
    if isPseudo { return PseudoLanguage.sentence(words) }
    guard let forms = sentences[Key(meaning: words.meaning, sentence: words.key)] else { return nil }
    guard let number = words.counted else { return forms.first }
    let index = rule.form(number.magnitude)
    return forms.indices.contains(index) ? forms[index] : forms.last
  }

  /// The catalogues in these folders, by language.
  static func read(_ folders: [String]) throws(CatalogueError) -> [String: Catalogue] {
    var files: [String: [POFile]] = [:]
    for folder in folders {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for name in names.sorted() where name.hasSuffix(".po") {
        files[String(name.dropLast(3)), default: []].append(try POFile(path: "\(folder)/\(name)"))
      }
    }
    var catalogues: [String: Catalogue] = [:]
    for (tag, parts) in files { catalogues[tag] = try join(parts) }
    return catalogues
  }

  private static func join(_ files: [POFile]) throws(CatalogueError) -> Catalogue {
    var sentences: [Key: [String]] = [:]
    var rule = PluralRule.english
    for file in files {
      if let own = file.rule { rule = own }
      for entry in file.entries where !entry.forms.contains("") && !entry.isFuzzy {
        let key = Key(meaning: entry.meaning, sentence: entry.sentence)
        if let known = sentences[key], known != entry.forms {
          throw .contradiction(sentence: entry.sentence)
        }
        sentences[key] = entry.forms
      }
    }
    return Catalogue(sentences: sentences, rule: rule)
  }
}
