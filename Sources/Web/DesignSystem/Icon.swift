import Kernel

/// A drawing of the icon sprite (`Assets/icons.svg`); the raw value is the symbol's id there.
package enum Symbol: String, CaseIterable, Sendable {
  case search, cart, user, users, heart, menu, close, filter, sort, grid, list, plus, minus, trash, edit,
    image
  case upload, download, check, warning, info, bell, truck, package, store, tag, money, wallet, chart,
    settings
  case globe, link, copy, external, undo, redo, drag, eye, lock, mail, phone, clock, calendar, sun, moon, more
  case bold, italic, heading, numbers
  case home, category, pin, shield, chat, refresh, receipt, percent, card, box, file, key, flag, archive, help
  case chevronDown = "chevron-down"
  case chevronUp = "chevron-up"
  case chevronLeft = "chevron-left"
  case chevronRight = "chevron-right"
  case arrowLeft = "arrow-left"
  case arrowRight = "arrow-right"
  case star = "star"
  case starHalf = "star-half"
  case checkCircle = "check-circle"
  case logOut = "log-out"
  case eyeOff = "eye-off"
  case circle = "circle"

  /// Whether it points along the line that people read, and is mirrored where they read from right to left.
  var hasDirection: Bool {
    switch self {
    case .chevronLeft, .chevronRight, .arrowLeft, .arrowRight, .undo, .redo, .truck, .cart, .logOut,
      .external,
      .list, .sort, .chat, .tag:
      true
    default: false
    }
  }
}

/// Icons from the sprite.
package enum Icon {
  static let sprite = Assets.path("icons.svg")

  /// A decoration beside text that says the same; hidden from screen readers.
  package static func show(_ symbol: Symbol) -> HTML {
    """
    <svg class="icon\(way(symbol))" aria-hidden="true" focusable="false"><use href="\(sprite)#\(symbol.rawValue)"/></svg>
    """
  }

  /// An icon that stands alone and therefore has a name.
  package static func show(_ symbol: Symbol, label: Words) -> HTML {
    """
    <svg class="icon\(way(symbol))" role="img" aria-label="\(label)" focusable="false">\
    <use href="\(sprite)#\(symbol.rawValue)"/></svg>
    """
  }

  private static func way(_ symbol: Symbol) -> String { symbol.hasDirection ? " icon--way" : "" }

  /// Larger, for empty states and tiles.
  package static func large(_ symbol: Symbol) -> HTML {
    """
    <svg class="icon icon--large\(way(symbol))" aria-hidden="true" focusable="false">\
    <use href="\(sprite)#\(symbol.rawValue)"/></svg>
    """
  }
}
