import Foundation

/// The endings under which anybody can register names, as `com` and `co.uk` (https://publicsuffix.org/list).
/// The list comes with Debian's package `publicsuffix`; without it only one-word names count as such.
package struct PublicSuffixes: Sendable {
  private static let systemFile = "/usr/share/publicsuffix/public_suffix_list.dat"

  private let rules: Set<String>

  /// The list of the system, read once.
  package static let system = PublicSuffixes(
    (try? String(contentsOfFile: systemFile, encoding: .utf8)) ?? "")

  /// A list in the form that publicsuffix.org publishes.
  package init(_ list: String) {
    var rules: Set<String> = []
    for line in list.split(whereSeparator: \.isNewline) where !line.hasPrefix("//") {
      let rule = line.prefix { !$0.isWhitespace }
      // Names come here in their ASCII form; rules in other scripts can't match one.
      if rule.utf8.allSatisfy({ $0 < 128 }) { rules.insert(rule.lowercased()) }
    }
    self.rules = rules
  }

  /// Whether the name, in lower case, is such an ending and so belongs to nobody in particular.
  package func contains(_ name: String) -> Bool {
    guard let dot = name.firstIndex(of: ".") else { return true }
    if rules.contains("!\(name)") { return false }
    return rules.contains(name) || rules.contains("*\(name[dot...])")
  }
}
