/// A picture with its sizes. Width and height reserve its room, so nothing shifts while it loads.
package struct Picture: Sendable {
  /// One derived size.
  package struct Source: Sendable {
    /// Where it is.
    package let path: String
    /// Its width in pixels.
    package let width: Int

    /// A derived size at `path`, `width` pixels wide.
    package init(_ path: String, width: Int) {
      self.path = path
      self.width = width
    }
  }

  /// The size for browsers that don't choose.
  package let path: String
  /// Derived sizes to choose from; may be empty.
  package let sources: [Source]
  /// Width in pixels.
  package let width: Int
  /// Height in pixels.
  package let height: Int
  /// What it shows, for those who don't see it; empty if text beside it says the same.
  package let alternative: String
  /// Derived sizes as AVIF, which browsers that read it take instead of `sources`; may be empty.
  package let smallest: [Source]
  /// A picture of a few pixels as a `data:` address, seen blurred until the real one is there.
  package let placeholder: String?

  /// A picture at `path`, `width` × `height` pixels.
  package init(
    path: String, sources: [Source] = [], width: Int, height: Int, alternative: String = "",
    smallest: [Source] = [], placeholder: String? = nil
  ) {
    self.path = path
    self.sources = sources
    self.width = width
    self.height = height
    self.alternative = alternative
    self.smallest = smallest
    self.placeholder = placeholder
  }

  /// The image. `sizes` as in HTML; `isEager` for the one picture that is first in view; `isBlurredFirst` where its
  /// parent has the class `blur-up`, in which a blurred one lies below it until it is there.
  package func html(
    sizes: String = "(min-width: 1100px) 260px, 50vw", isEager: Bool = false, isBlurredFirst: Bool = false
  ) -> HTML {
    let image = image(sizes, isEager)
    if smallest.isEmpty { return "\(blurred(isBlurredFirst))\(image)" }
    return """
      \(blurred(isBlurredFirst))<picture class="sources"><source type="image/avif" srcset="\(Self.set(smallest))" \
      sizes="\(sizes)">\(image)</picture>
      """
  }

  private func blurred(_ isWanted: Bool) -> HTML {
    guard isWanted, let placeholder else { return HTML() }
    return """
      <img class="blur-up__first" src="\(placeholder)" width="\(width)" height="\(height)" alt="" aria-hidden="true">
      """
  }

  private static func set(_ sources: [Source]) -> String {
    sources.map { "\($0.path) \($0.width)w" }.joined(separator: ", ")
  }

  private func image(_ sizes: String, _ isEager: Bool) -> HTML {
    let set = Self.set(sources)
    return """
      <img class="picture" src="\(path)"\(attribute: "srcset", set.isEmpty ? nil : set)\
      \(attribute: "sizes", set.isEmpty ? nil : sizes) width="\(width)" height="\(height)" alt="\
      \(alternative)"\
      \(when: isEager, " fetchpriority=\"high\"", else: " loading=\"lazy\" decoding=\"async\"")>
      """
  }

  /// The picture, or a drawn monogram of `title` on sand where there is none.
  package static func orPlaceholder(
    _ picture: Picture?, title: String, sizes: String = "(min-width: 1100px) 260px, 50vw",
    isBlurredFirst: Bool = false
  ) -> HTML {
    picture?.html(sizes: sizes, isBlurredFirst: isBlurredFirst) ?? placeholder(title)
  }

  /// A monogram of `title` in front of one of six quiet ornaments, always the same for the same title.
  package static func placeholder(_ title: String) -> HTML {
    let ornament = title.utf8.reduce(5381) { ($0 &* 33 &+ Int($1)) & 0xFFFF } % ornaments.count
    return """
      <svg class="placeholder placeholder--\(ornament)" viewBox="0 0 80 100" preserveAspectRatio="xMidYMid \
      slice" \
      aria-hidden="true" focusable="false">\(ornaments[ornament])\
      <text class="placeholder__text" x="40" y="52" text-anchor="middle" dominant-baseline="middle">\
      \(initials(title))</text></svg>
      """
  }

  /// The first letters of the first two words that begin with a letter or digit.
  static func initials(_ title: String) -> String {
    var letters = ""
    var isInWord = false
    var count = 0
    for character in title {
      let belongs = isOfWord(character)
      if belongs && !isInWord {
        // Letters of two words don't join to a third.
        if letters.unicodeScalars.first.map(Self.isCursive) == true { letters += "\u{200C}" }
        letters += character.uppercased()
        count += 1
        if count == 2 { break }
      }
      isInWord = belongs
    }
    return letters
  }

  /// Whether the letters of its script join: Arabic, Syriac, N'Ko and others.
  private static func isCursive(_ scalar: Unicode.Scalar) -> Bool { (0x0600...0x08FF).contains(scalar.value) }

  /// Asks Unicode's tables only beyond ASCII, since every card of a page asks for its title.
  private static func isOfWord(_ character: Character) -> Bool {
    guard let byte = character.asciiValue else { return character.isLetter || character.isNumber }
    return (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
  }

  /// Market things in plain lines: awning, arcs, tiles, sun, weave, arch.
  private static let ornaments: [HTML] = [
    """
    <path class="placeholder__line" d="M-4 14h88M-4 14v8a8 8 0 0 0 16 0v-8M12 22a8 8 0 0 0 16 0v-8M28 22a8 \
    8 0 0 0 \
    16 0v-8M44 22a8 8 0 0 0 16 0v-8M60 22a8 8 0 0 0 16 0v-8M76 22a8 8 0 0 0 8 8"/>
    """,
    """
    <path class="placeholder__line" d="M-20 100a60 60 0 0 1 120 0M-8 100a48 48 0 0 1 96 0M4 100a36 36 0 0 1 \
    72 \
    0M16 100a24 24 0 0 1 48 0M28 100a12 12 0 0 1 24 0"/>
    """,
    """
    <path class="placeholder__line" d="M0 0l20 20L40 0l20 20L80 0M0 20l20-20m20 20L20 0m20 20L60 0m20 20L60 \
    0M0 \
    100l20-20 20 20 20-20 20 20M0 80l20 20m20-20l-20 20m20-20l20 20m20-20l-20 20"/>
    """,
    """
    <circle class="placeholder__line" cx="40" cy="50" r="26"/><path class="placeholder__line" d="M40 18V8m0 \
    84V82M8 \
    50h-4m72 0h-4M17 27l-5-5m51 51l5 5M17 73l-5 5m51-51l5-5"/>
    """,
    """
    <path class="placeholder__line" d="M8-4v108M16-4v108M24-4v108M56-4v108M64-4v108M72-4v108M-4 12h88M-4 \
    20h88M-4 \
    80h88M-4 88h88"/>
    """,
    """
    <path class="placeholder__line" d="M12 100V46a28 28 0 0 1 56 0v54M20 100V46a20 20 0 0 1 40 0v54M4 \
    100V46a36 36 0 \
    0 1 72 0v54"/>
    """,
  ]
}
