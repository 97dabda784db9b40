import Identity
import Kernel
import Vendors
import Web

extension PostalAddress {
  /// As on a label.
  package var label: HTML { AddressLines.label(linesWithCountry) }

  /// The same on one line.
  package var row: HTML { AddressLines.row(linesWithCountry) }
}

extension BusinessAddress {
  /// The address on one line.
  package var row: HTML { AddressLines.row(linesWithCountry) }
}

/// Lines of an address. Each has its own direction: "80331 München" reads the same below an Arabic name.
private enum AddressLines {
  static func label(_ lines: [String]) -> HTML { joined(lines, "<br>") }

  static func row(_ lines: [String]) -> HTML {
    let between = Language.current.formats.row(["", ""])
    return joined(lines, "\(between)")
  }

  private static func joined(_ lines: [String], _ separator: HTML) -> HTML {
    HTML.joined(lines.map { "<bdi>\($0)</bdi>" }, separator: separator)
  }
}
