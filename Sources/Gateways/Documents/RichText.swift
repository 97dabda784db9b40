/// Texts that vendors write. What comes in is untrusted HTML or plain text; what goes out is safe to put into
/// a page.
package enum RichText {
  /// How much of a text is read; the rest is cut off.
  package static let maximumInputBytes = 262_144

  /// Safe HTML: paragraphs, lists, headings (from `h3` down, below those of the page), tables, quotes,
  /// emphasis, and links to http, https and mailto with `rel="nofollow noopener"`. Everything else is
  /// unwrapped; scripts, styles, frames, forms' fields and pictures go with what is in them. Text without
  /// tags becomes paragraphs at its blank lines. Never fails, and `sanitise(sanitise(x)) == sanitise(x)`.
  package static func sanitise(_ html: String) -> String {
    let bytes = RichTextInput.clean(html, maximumBytes: maximumInputBytes)
    guard !bytes.isEmpty else { return "" }
    let source = RichTextInput.hasTags(bytes) ? bytes : RichTextInput.paragraphs(bytes)
    var writer = SafeHTMLWriter()
    HTMLTree.walk(source) { event in writer.take(event) }
    return writer.finish()
  }

  /// The words alone on one line, for descriptions and search: at most `limit` characters, cut between words
  /// with `…`.
  package static func plainText(_ html: String, limit: Int = .max) -> String {
    let bytes = RichTextInput.clean(html, maximumBytes: maximumInputBytes)
    guard !bytes.isEmpty, limit > 0 else { return "" }
    var writer = PlainTextWriter()
    HTMLTree.walk(bytes) { event in writer.take(event) }
    return PlainTextWriter.shorten(writer.text, limit: limit)
  }
}

/// What happens to a text before the parser sees it.
enum RichTextInput {
  private static let lessThan = Array("&lt;".utf8)

  /// UTF-8 without control characters, cut at a character, in which every `<` that starts no tag is escaped.
  static func clean(_ text: String, maximumBytes: Int) -> [UInt8] {
    var bytes = Array(text.utf8.prefix(maximumBytes))
    if text.utf8.count > maximumBytes {
      while let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
      if let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
    }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + 16)
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 9, 10: out.append(byte)
      case 13: if index + 1 == bytes.count || bytes[index + 1] != 10 { out.append(10) }
      case 0..<32, 127: out.append(32)
      case UInt8(ascii: "<"):
        if startsTag(bytes, at: index) { out.append(byte) } else { out += lessThan }
      default: out.append(byte)
      }
    }
    return out
  }

  /// True when there is a tag or a comment in it.
  static func hasTags(_ bytes: [UInt8]) -> Bool { bytes.contains(UInt8(ascii: "<")) }

  /// Plain text as paragraphs, with the line breaks inside them.
  static func paragraphs(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var isOpen = false
    for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
      if line.allSatisfy({ $0 == 32 || $0 == 9 }) {
        if isOpen { out += "</p>".utf8 }
        isOpen = false
        continue
      }
      out += (isOpen ? "<br>" : "<p>").utf8
      out += line
      isOpen = true
    }
    return isOpen ? out + "</p>".utf8 : out
  }

  private static func startsTag(_ bytes: [UInt8], at index: Int) -> Bool {
    guard index + 1 < bytes.count else { return false }
    switch bytes[index + 1] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): return true
    case UInt8(ascii: "!"), UInt8(ascii: "?"): return true
    case UInt8(ascii: "/"):
      guard index + 2 < bytes.count else { return false }
      let letter = bytes[index + 2] | 0x20
      return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
    default: return false
    }
  }
}
