/// Collects a document's words, one space between them.
struct PlainTextWriter {
  private(set) var text = ""
  private var needsSpace = false

  /// Takes the next event of a walk; answers whether to go into the element.
  mutating func take(_ event: HTMLEvent) -> Bool {
    switch event {
    case .open(let element):
      let name = element.name.lowercased()
      if HTMLRules.dropped.contains(name) { return false }
      separate(name)
      return true
    case .close(let name): separate(name.lowercased())
    case .text(let words): append(words)
    }
    return false
  }

  /// At most `limit` characters, cut between words.
  static func shorten(_ text: String, limit: Int) -> String {
    guard text.count > limit else { return text }
    let head = text.prefix(max(0, limit - 1))
    let end = head.lastIndex(of: " ") ?? head.endIndex
    return head[..<end] + "…"
  }

  private mutating func separate(_ name: String) {
    let isInline = HTMLRules.transparent.contains(name) || HTMLRules.kept[name]?.role == .inline
    if !isInline { needsSpace = true }
  }

  private mutating func append(_ words: String) {
    var rest = words.unicodeScalars[...]
    while let start = rest.firstIndex(where: { !PlainTextWriter.isSpace($0) }) {
      if start > rest.startIndex { needsSpace = true }
      let end = rest[start...].firstIndex(where: PlainTextWriter.isSpace) ?? rest.endIndex
      if needsSpace && !text.isEmpty { text.append(" ") }
      needsSpace = false
      text.unicodeScalars.append(contentsOf: rest[start..<end])
      rest = rest[end...]
    }
    if !rest.isEmpty { needsSpace = true }
  }

  /// Asks Unicode's tables only beyond ASCII.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? scalar == " " || (9...13).contains(scalar.value) : scalar.properties.isWhitespace
  }
}
