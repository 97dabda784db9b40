import Identity
import Web

extension PostalAddress {
  /// The lines as on a label, with the country in words.
  package var labelLines: [String] { lines.dropLast() + [CountryNames.name(country)] }

  /// As on a label.
  package var label: HTML { HTML.joined(labelLines.map { "<bdi>\($0)</bdi>" }, separator: "<br>") }
}
