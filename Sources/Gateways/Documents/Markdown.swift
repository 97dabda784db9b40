import CCMark
import Foundation

/// Text in CommonMark, by libcmark.
package enum Markdown {
  /// The HTML of a text, in which a line break is one; HTML within it is passed on. Nothing of it is safe yet: it goes
  /// through `RichText.sanitise` before anybody sees it.
  package static func unsafeHTML(_ text: String) -> String {
    let bytes = Array(text.utf8.prefix(RichText.maximumInputBytes))
    let options = CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_HARDBREAKS | CMARK_OPT_UNSAFE
    let made = bytes.withUnsafeBytes { buffer in
      cmark_markdown_to_html(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, options)
    }
    guard let made else { return "" }
    defer { free(made) }
    return String(cString: made)
  }
}
