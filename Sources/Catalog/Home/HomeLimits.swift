/// How much the home page may hold, so that it stays light.
package enum HomeLimits {
  /// Sections of one page.
  package static let sections = 20
  /// Things that one section shows, and that are picked by hand for it.
  package static let picks = 24
  /// Products that all sections together may show.
  package static let products = 72
  /// Tiles of shops and categories that all sections together may show.
  package static let tiles = 48
}
