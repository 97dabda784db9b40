/// The readable part of an address: lower-case letters, digits and single hyphens, 1 to 80 characters.
package struct Slug: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  /// The slug, or `nil` when the text is not one as it stands.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard (1...80).contains(bytes.count), bytes.first != 45, bytes.last != 45 else { return nil }
    guard bytes.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }) else {
      return nil
    }
    guard !text.contains("--") else { return nil }
    self.text = text
  }

  /// A slug made from a title: accents dropped, other scripts in Latin letters, Chinese characters as Mandarin reads
  /// them unless the title is Japanese, everything else becomes a hyphen. Where nothing is left, as of signs alone, it
  /// is `fallback`; where most letters are lost, `fallback` with some letters behind it that are always the same for
  /// this title.
  package init(title: String, fallback: String) {
    let reading = SlugReading(title, readsIdeographs: !SlugReading.isJapanese(title))
    if reading.isTelling {
      text = reading.text.isEmpty ? fallback : reading.text
    } else {
      text = "\(fallback)-\(SlugReading.mark(of: title))"
    }
  }

  /// A slug made from a name that somebody goes by; `nil` when that can't be told from how it is written, or when most of
  /// it would be lost. Chinese characters are read one way in Beijing and another in Tokyo, so they are left out.
  package init?(name: String) {
    let reading = SlugReading(name, readsIdeographs: false)
    guard reading.isTelling, !reading.text.isEmpty else { return nil }
    text = reading.text
  }

  package var description: String { text }
}
