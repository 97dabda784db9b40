import Foundation

/// An e-mail address that can't be malformed: trimmed, lower case, one `@`, a dotted domain, at most 254 bytes.
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  /// The address, or `nil` when the text is not one. Follows the shape that browsers accept (WHATWG HTML, 4.10.5.1.5)
  /// and asks for a dot in the domain besides.
  package init?(_ raw: String) {
    let trimmed = raw.trimmed.lowercased()
    guard trimmed.utf8.count <= 254 else { return nil }
    let pieces = trimmed.split(separator: "@", omittingEmptySubsequences: false)
    guard pieces.count == 2, !pieces[0].isEmpty, pieces[0].utf8.count <= 64 else { return nil }
    guard pieces[0].utf8.allSatisfy(EmailAddress.isLocal) else { return nil }
    let labels = pieces[1].split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy(EmailAddress.isLabel) else { return nil }
    text = trimmed
  }

  package var description: String { text }

  private static func isLocal(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || ".!#$%&'*+/=?^_`{|}~-".utf8.contains(byte)
  }

  private static func isLabel(_ label: Substring) -> Bool {
    !label.isEmpty && label.utf8.count <= 63 && !label.hasPrefix("-") && !label.hasSuffix("-")
      && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == 45 }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
  }
}

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

  /// A slug made from a title: accents dropped where Unicode decomposes them, everything else becomes a hyphen.
  /// Falls back to `fallback` when nothing is left, as for a title in another script.
  package init(title: String, fallback: String) {
    var out = ""
    var pendingHyphen = false
    for scalar in title.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars {
      if scalar.properties.canonicalCombiningClass != .notReordered { continue }
      if scalar == "'" || scalar == "’" { continue }
      let letters: String
      switch scalar {
      case "ß": letters = "ss"
      case "æ": letters = "ae"
      case "ø": letters = "o"
      case "ł": letters = "l"
      case "a"..."z", "0"..."9": letters = String(scalar)
      default:
        pendingHyphen = !out.isEmpty
        continue
      }
      if pendingHyphen { out += "-" }
      pendingHyphen = false
      out += letters
      if out.utf8.count >= 70 { break }
    }
    text = out.isEmpty ? fallback : String(out.prefix(70)).trimmingHyphens
  }

  package var description: String { text }
}

extension String {
  /// Without white space and line ends at both ends.
  package var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }

  fileprivate var trimmingHyphens: String {
    var text = self
    while text.hasSuffix("-") { text.removeLast() }
    return text
  }
}
