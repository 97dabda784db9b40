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

extension String {
  /// Without white space and line ends at both ends.
  package var trimmed: String { isTight ? self : trimmingCharacters(in: .whitespacesAndNewlines) }

  /// The same, but only without what Unicode calls white space: a joiner without width, which belongs to a text, stays.
  package var withoutOuterSpace: String {
    if isTight { return self }
    var view = unicodeScalars[...]
    while let first = view.first, first.properties.isWhitespace { view.removeFirst() }
    while let last = view.last, last.properties.isWhitespace { view.removeLast() }
    return String(view)
  }

  /// Whether it begins and ends with a sign of ASCII that is no space, as nearly every text does: there is nothing to do.
  private var isTight: Bool {
    guard let first = utf8.first, let last = utf8.last else { return true }
    return (0x21...0x7E).contains(first) && (0x21...0x7E).contains(last)
  }
}
