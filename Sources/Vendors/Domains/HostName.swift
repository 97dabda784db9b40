import Foundation
import Gateways
import Kernel
import Web

private let maximumHostBytes = 253
private let maximumLabelBytes = 63

/// A host name that a shop may claim: lower case, at least two labels of letters, digits and hyphens. Names
/// in other scripts come in their ASCII form (`xn--…`).
package struct HostName: Hashable, Sendable {
  /// Names that no name server of the internet answers for (RFC 6761, 6762, 7686, 9476 and ICANN's `internal`).
  private static let reservedEndings: Set<String> = [
    "localhost", "local", "internal", "onion", "arpa", "alt", "invalid", "lan", "home",
  ]

  package let text: String

  /// Reads a name as people type it: a point at the end and capitals don't matter. Throws `InputFailure`.
  package init(_ raw: String, suffixes: PublicSuffixes = .system) throws(InputFailure) {
    var name = raw.trimmed.lowercased()
    if name.hasSuffix(".") { name.removeLast() }
    guard name.utf8.allSatisfy({ $0 < 128 }) else {
      throw InputFailure("not_ascii", "Write the name in its ASCII form, which begins with xn--.")
    }
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    guard name.utf8.count <= maximumHostBytes, labels.count >= 2, labels.allSatisfy(HostName.isLabel) else {
      throw InputFailure("invalid", "Write only the name of the host, as shop.example.com.")
    }
    guard let last = labels.last, !last.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw InputFailure("invalid", "This is an address of a machine. Write a name, as shop.example.com.")
    }
    guard !HostName.reservedEndings.contains(String(last)) else {
      throw InputFailure(
        "invalid", "Names that end with .\(String(last)) can't be reached from the internet.")
    }
    guard !suffixes.contains(name) else {
      throw InputFailure(
        "public_suffix", "Nobody owns this name by itself. Write the name below it that is yours.")
    }
    text = name
  }

  private static func isLabel(_ label: Substring) -> Bool {
    !label.isEmpty && label.utf8.count <= maximumLabelBytes && !label.hasPrefix("-") && !label.hasSuffix("-")
      && label.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
  }

  /// Whether it is this host or lies below it.
  package func isWithin(_ host: String) -> Bool { text == host || text.hasSuffix(".\(host)") }
}

extension Rule where Value == String {
  /// A host name that a shop may claim.
  static var hostName: Rule {
    let label = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    let schema: JSONValue = .object([
      "type": "string", "maxLength": .integer(Int64(maximumHostBytes)),
      "pattern": .string(#"^(\#(label)\.)+\#(label)$"#),
    ])
    return Rule(schema: schema, placeholder: "") { value in try HostName(value.string()).text }
  }
}
