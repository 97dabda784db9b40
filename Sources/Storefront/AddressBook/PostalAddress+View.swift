import Identity
import Web

extension PostalAddress {
  /// As on a label, with the country in words.
  var label: HTML {
    let parts = lines.dropLast() + [CountryNames.name(country)]
    return HTML.joined(parts.map { "<bdi>\($0)</bdi>" }, separator: "<br>")
  }
}
