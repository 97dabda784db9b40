import Kernel

/// Messages: alerts in the page, the flash of the last redirect, empty states.
package enum Notice {
  /// A message in the page with an optional title and what can be done about it.
  package static func alert(_ tone: Tone, _ title: Words?, _ text: Words, actions: HTML? = nil) -> HTML {
    alert(tone, title: title.map { "\($0)" }, text: "\(text)", actions: actions)
  }

  /// The same where something in the words is markup, as a day that script turns into the reader's time zone.
  package static func alert(_ tone: Tone, title: HTML?, text: HTML, actions: HTML? = nil) -> HTML {
    """
    <div class="alert alert--\(tone.rawValue)"\(attribute: "role", tone == .danger ? "alert" : nil)>\
    \(Icon.show(symbol(tone)))<div class="alert__body">\
    \(title.map { "<p class=\"alert__title\">\($0)</p>" } as HTML?)<p>\(text)</p>\
    \(actions.map { "<div class=\"alert__actions\">\($0)</div>" } as HTML?)</div></div>
    """
  }

  /// A message about what was just done; script makes it a toast. `undoPath` is posted to take it back.
  package static func flash(_ tone: Tone, _ text: Words, undoPath: String? = nil) -> HTML {
    """
    <div class="flash flash--\(tone.rawValue)" role="status" data-flash data-tone="\(tone.rawValue)">\
    \(Icon.show(symbol(tone)))<p class="flash__text">\(text)</p>\
    \(undoPath.map { Button.post("Undo", to: $0, kind: .quiet, icon: .undo, size: .small) })</div>
    """
  }

  /// The message of the last redirect, if there is one: give it `request.flash`.
  package static func flash(_ message: Flash?) -> HTML? {
    guard let message else { return nil }
    switch message.kind {
    case .success: return flash(.success, message.message, undoPath: message.undoPath)
    case .error: return flash(.danger, message.message)
    case .information: return flash(.info, message.message)
    }
  }

  /// A place with nothing in it yet: what it is for and the first step.
  package static func empty(_ symbol: Symbol, _ title: Words, _ text: Words, action: HTML? = nil) -> HTML {
    """
    <div class="empty"><span class="empty__icon">\(Icon.large(symbol))</span>\
    <h2 class="empty__title">\(title)</h2><p class="empty__text">\(text)</p>\
    \(action.map { "<div class=\"empty__action\">\($0)</div>" } as HTML?)</div>
    """
  }

  static func symbol(_ tone: Tone) -> Symbol {
    switch tone {
    case .success: .checkCircle
    case .warning, .danger: .warning
    case .neutral, .info, .accent: .info
    }
  }
}
