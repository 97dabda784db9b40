import Kernel

/// Countries by their ISO 3166 alpha-2 codes, with the names that the reader's language has for them.
package enum CountryNames {
  /// All, in the order of their names.
  package static var all: [(code: String, name: String)] { Language.current.formats.countries }

  /// The name of a code, or the code itself.
  package static func name(_ code: String) -> String { Language.current.formats.country(code) }
}
