/// Finds an address or an identifier in a text as a whole: `ann@example.org` is not mentioned where
/// `joann@example.org` or `ann@example.org.uk` stands.
package enum Mention {
  /// Whether `text` mentions `name`. Capitals don't matter; `text` may be JSON, with its escapes.
  package static func of(_ name: String, in text: String) -> Bool {
    let wanted = Array(name.lowercased().utf8)
    let bytes = Array(text.lowercased().utf8)
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return false }
    for start in 0...(bytes.count - wanted.count)
    where bytes[start] == wanted[0] && bytes[start..<start + wanted.count].elementsEqual(wanted) {
      if begins(at: start, bytes) && ends(at: start + wanted.count, bytes) { return true }
    }
    return false
  }

  private static func begins(at start: Int, _ bytes: [UInt8]) -> Bool {
    guard start > 0 else { return true }
    let before = bytes[start - 1]
    // A line end and its like in JSON: a backslash and a letter.
    if start > 1, bytes[start - 2] == UInt8(ascii: "\\"), "nrtbf".utf8.contains(before) { return true }
    return !isLetterOrDigit(before) && !".+_-".utf8.contains(before)
  }

  /// A point or a hyphen goes on with the name only before a letter or a digit; otherwise it ends a sentence.
  private static func ends(at end: Int, _ bytes: [UInt8]) -> Bool {
    guard end < bytes.count else { return true }
    if isLetterOrDigit(bytes[end]) || bytes[end] == UInt8(ascii: "_") { return false }
    guard ".-".utf8.contains(bytes[end]), end + 1 < bytes.count else { return true }
    return !isLetterOrDigit(bytes[end + 1])
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (48...57).contains(byte) || byte >= 128
  }
}
