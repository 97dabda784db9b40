import Identity
import Web

extension PostalAddress {
  /// As on a label.
  package var label: HTML { HTML.joined(linesWithCountry.map { "<bdi>\($0)</bdi>" }, separator: "<br>") }
}
