import Synchronization

/// A language that people can read Souk in.
package struct Language: Sendable {
  /// Its BCP 47 tag, as `de`.
  package let tag: String
  /// Its name in itself, as "Deutsch".
  package let name: String
  package let direction: WritingDirection
  /// How it writes numbers, amounts, days and lists.
  package let formats: Formats
  /// `nil` for English, in which the sentences are written.
  private let catalogue: Catalogue?

  /// The language that the sentences of the program are written in.
  package static let english = Language(tag: "en", locale: "en-GB", catalogue: nil)

  /// The language of who reads now: set for each request by its reader, for each mail by its recipient.
  @TaskLocal package static var current = Language.english

  init(tag: String, locale: String? = nil, catalogue: Catalogue?) {
    self.tag = tag
    self.catalogue = catalogue
    formats = Formats(locale: locale ?? tag)
    name = Formats.languageName(tag)
    direction = Formats.isRightToLeft(tag) ? .rightToLeft : .leftToRight
  }

  /// Its name in the language of who reads, as "German".
  package var readName: String { Language.current.formats.language(tag) }

  /// The sentence of these words with its places still open.
  func sentence(_ words: Words) -> String {
    if let catalogue, let sentence = catalogue.sentence(words) { return sentence }
    guard let plural = words.plural else { return words.key }
    return words.counted == 1 ? words.key : plural
  }

  /// Whether everything has to be said in this language that these words say, for tests.
  func knows(_ words: Words) -> Bool { catalogue?.sentence(words) != nil }
}

extension Language: Hashable {
  package static func == (left: Language, right: Language) -> Bool { left.tag == right.tag }
  package func hash(into hasher: inout Hasher) { hasher.combine(tag) }
}

extension Words {
  /// The number that chooses the form.
  var counted: Int64? {
    for case .count(let number) in arguments { return number }
    return nil
  }
}

/// The languages that are loaded.
package enum Languages {
  private static let loaded = Mutex(
    (languages: [Language.english], standard: Language.english, hasPseudo: false, times: 0))

  /// All of them, English first, the others by tag.
  package static var all: [Language] { loaded.withLock { $0.languages } }

  /// The one for those who ask for none that there is.
  package static var standard: Language { loaded.withLock { $0.standard } }

  /// The language with this tag or with its first part (`de` for `de-AT`). The pseudo-language is found by its own tag
  /// where it was asked for.
  package static func find(_ tag: String) -> Language? {
    let wanted = tag.lowercased()
    let primary = wanted.split(separator: "-").first.map(String.init) ?? wanted
    let (all, _, hasPseudo, _) = loaded.withLock { $0 }
    if hasPseudo, wanted == PseudoLanguage.tag.lowercased() { return PseudoLanguage.language }
    return all.first { $0.tag.lowercased() == wanted } ?? all.first { $0.tag == primary }
  }

  /// The one that a client likes best of what it lists in `Accept-Language` (RFC 9110, 12.5.4); `nil` when none of
  /// them is loaded. Browsers send few different ones: what was found for them is kept.
  package static func preferred(_ header: String) -> Language? {
    let times = loaded.withLock { $0.times }
    let known = preferences.withLock { $0.times == times ? $0.kept[header] : nil }
    if let known { return known }
    let found = bestListed(in: header)
    guard header.utf8.count <= longestKeptHeaderBytes else { return found }
    preferences.withLock { state in
      if state.times != times || state.kept.count >= keptHeaders { state = (times, [:]) }
      state.kept.updateValue(found, forKey: header)
    }
    return found
  }

  /// What was found for headers, and in which loading of the languages.
  private static let preferences = Mutex((times: 0, kept: [String: Language?]()))
  private static let keptHeaders = 256
  private static let longestKeptHeaderBytes = 128

  private static func bestListed(in header: String) -> Language? {
    var best: (language: Language, weight: Double)?
    // What stands behind the last of them is not even taken apart.
    for item in header.split(separator: ",", maxSplits: 20).prefix(20) {
      let parts = item.split(separator: ";")
      guard let tag = parts.first?.trimmed, let language = find(tag) else { continue }
      let weight =
        parts.dropFirst().compactMap { part -> Double? in
          let pair = part.split(separator: "=")
          return pair.count == 2 && pair[0].trimmed == "q" ? Double(pair[1].trimmed) : nil
        }.first ?? 1
      if weight > 0, weight > (best?.weight ?? 0) { best = (language, weight) }
    }
    return best?.language
  }

  /// Adds the catalogues in these folders: every `<tag>.po` is a language, and those with the same tag are one.
  /// `standard` is the tag of the site's own language. With `hasPseudo` there is the pseudo-language, too, for whoever
  /// names it; it is listed nowhere. Throws `CatalogueError` for a file that can't be read and for a tag without a
  /// catalogue.
  package static func load(
    _ folders: [String], standard: String = "en", hasPseudo: Bool = false
  ) throws(CatalogueError) {
    let catalogues = try Catalogue.read(folders)
    let languages = catalogues.sorted { $0.key < $1.key }.map { Language(tag: $0.key, catalogue: $0.value) }
    let all = [.english] + languages
    let known = hasPseudo ? all + [PseudoLanguage.language] : all
    guard let own = known.first(where: { $0.tag == standard }) else { throw .missing(tag: standard) }
    loaded.withLock { $0 = (all, own, hasPseudo, $0.times + 1) }
  }
}

extension Substring {
  fileprivate var trimmed: String { String(self).trimmed }
}
