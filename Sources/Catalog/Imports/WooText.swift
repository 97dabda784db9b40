import Kernel

/// Texts as WooCommerce's exporter writes them.
enum WooText {
  /// The parts of a list: commas stand between them, those of a part have a backslash before them.
  static func list(_ text: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      if character == "\\", rest.first == "," {
        rest.removeFirst()
        part.append(",")
      } else if character == "," {
        parts.append(part)
        part = ""
      } else {
        part.append(character)
      }
    }
    return (parts + [part]).map { plain($0.trimmed) }.filter { !$0.isEmpty }
  }

  /// The names from the top of a category that a list has.
  static func path(_ text: String) -> [String] {
    text.split(separator: ">").map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  /// The day of a date as `2026-03-01`, with a time behind it or not.
  static func day(_ text: String) -> String? {
    guard let day = text.wholeMatch(of: /(\d{4}-\d{2}-\d{2})([ T].*)?/) else { return nil }
    return String(day.output.1)
  }

  /// A short description before the long one. Where one of them has markup, both become markup.
  static func joined(_ short: String, _ long: String) -> String {
    let (short, long) = (withLines(short), withLines(long))
    if short.isEmpty || long.isEmpty || short == long { return short.isEmpty ? long : short }
    let texts = [ProductText(untrusted: short), ProductText(untrusted: long)]
    if !texts.contains(where: \.isHTML) { return "\(short)\n\n\(long)" }
    return texts.map(\.html).joined(separator: "\n")
  }

  /// Line ends are written as `\n`, and what was `\n` already as `\\n`.
  private static func withLines(_ text: String) -> String {
    text.split(separator: "\\\\n", omittingEmptySubsequences: false)
      .map { $0.replacing("\\n", with: "\n") }.joined(separator: "\\n").trimmed
  }

  /// Names of terms come with their references to signs.
  private static func plain(_ text: String) -> String {
    guard text.contains("&") else { return text }
    return [("&amp;", "&"), ("&#039;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">")]
      .reduce(text) { $0.replacing($1.0, with: $1.1) }
  }
}
