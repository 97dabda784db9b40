import Kernel

/// What a colour says; never by colour alone, the text says it too.
package enum Tone: String, Sendable {
  case neutral, info, success, warning, danger, accent
}

/// Small labels.
package enum Badge {
  /// A state, as "Paid".
  package static func show(_ label: Words, _ tone: Tone = .neutral) -> HTML {
    "<span class=\"badge badge--\(tone.rawValue)\">\(label)</span>"
  }

  /// A number that needs attention, with what it counts for screen readers; nothing for zero.
  package static func count(_ number: Int, _ spoken: Words) -> HTML {
    guard number > 0 else { return HTML() }
    return """
      <span class="count num"><span aria-hidden="true">\(number > 99 ? "99+" : number.displayCount)</span>\
      <span class="visually-hidden">\(spoken)</span></span>
      """
  }

  /// A chip; with `removePath` a link that takes it away ("Remove filter Red").
  package static func chip(_ label: Words, removePath: String? = nil) -> HTML {
    guard let removePath else { return "<span class=\"chip\">\(label)</span>" }
    return """
      <a class="chip chip--removable" href="\(removePath)"><span class="visually-hidden">\(say: "Remove filter") \
      </span>\
      \(label)\(Icon.show(.close))</a>
      """
  }

  /// A chip that leads somewhere.
  package static func chipLink(_ label: Words, to path: String, isCurrent: Bool = false) -> HTML {
    """
    <a class="chip chip--link" href="\(path)"\(attribute: "aria-current", isCurrent ? "true" : nil)>\
    \(label)</a>
    """
  }

  /// Chips beside each other.
  package static func chips(_ chips: [HTML]) -> HTML {
    chips.isEmpty ? HTML() : "<div class=\"chips\">\(chips)</div>"
  }
}
