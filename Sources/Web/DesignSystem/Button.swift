import Kernel

/// Buttons and links that look like buttons.
package enum Button {
  /// How loud a button is: one `primary` in a view.
  package enum Kind: String, Sendable {
    case primary, secondary, quiet, danger
  }

  /// Height and text size.
  package enum Size: String, Sendable {
    case small, regular, large, wide
  }

  /// Submits the form around it; with `name` and `value` it tells which button was pressed.
  package static func submit(
    _ label: Words, kind: Kind = .primary, icon: Symbol? = nil, size: Size = .regular,
    name: String? = nil, value: String? = nil, formAction: String? = nil, isDisabled: Bool = false
  ) -> HTML {
    """
    <button type="submit" class="\(classes(kind, size))"\(attribute: "name", name)\
    \(attribute: "value", value)\
    \(attribute: "formaction", formAction)\(attribute: "disabled", if: isDisabled)>\
    \(icon.map(Icon.show))<span>\(label)</span></button>
    """
  }

  /// Goes to `path`.
  package static func link(
    _ label: Words, to path: String, kind: Kind = .secondary, icon: Symbol? = nil, size: Size = .regular
  ) -> HTML {
    """
    <a class="\(classes(kind, size))" href="\(path)">\(icon.map(Icon.show))<span>\(label)</span></a>
    """
  }

  /// A form of one button that posts `fields` to `path`. With `busy` text it keeps the label honest while
  /// it works; `replace` names the elements (by CSS selector) to take from the answer instead of a page load.
  package static func post(
    _ label: Words, to path: String, kind: Kind = .secondary, icon: Symbol? = nil, size: Size = .regular,
    fields: [(name: String, value: String)] = [], replace: String? = nil
  ) -> HTML {
    """
    <form class="inline-form" method="post" action="\(path)"\(replaceAttributes(replace))>\
    \(fields.map { hidden($0.name, $0.value) })\
    \(submit(label, kind: kind, icon: icon, size: size))</form>
    """
  }

  /// A square submit button that shows only an icon; `label` is its name.
  package static func iconSubmit(
    _ symbol: Symbol, label: Words, name: String? = nil, value: String? = nil
  ) -> HTML {
    """
    <button type="submit" class="icon-button" aria-label="\(label)" title="\(label)"\
    \(attribute: "name", name)\(attribute: "value", value)>\(Icon.show(symbol))</button>
    """
  }

  /// A square button in a form of its own that posts to `path`.
  package static func iconPost(
    _ symbol: Symbol, label: Words, to path: String, fields: [(name: String, value: String)] = [],
    replace: String? = nil
  ) -> HTML {
    """
    <form class="inline-form" method="post" action="\(path)"\(replaceAttributes(replace))>\
    \(fields.map { hidden($0.name, $0.value) })\(iconSubmit(symbol, label: label))</form>
    """
  }

  /// A square button that opens the dialog with that id, as `dialog` does.
  package static func iconDialog(_ symbol: Symbol, label: Words, opens dialog: String) -> HTML {
    """
    <a class="icon-button" href="#\(dialog)" role="button" data-dialog="\(dialog)" aria-label="\(label)" \
    title="\(label)">\(Icon.show(symbol))</a>
    """
  }

  /// Opens the dialog with that id; without script the link shows it through `:target`.
  package static func dialog(
    _ label: Words, opens dialog: String, kind: Kind = .secondary, icon: Symbol? = nil,
    size: Size = .regular
  ) -> HTML {
    """
    <a class="\(classes(kind, size))" href="#\(dialog)" role="button" data-dialog="\(dialog)">\
    \(icon.map(Icon.show))<span>\(label)</span></a>
    """
  }

  /// Copies `text`; shown only where script runs.
  package static func copy(_ text: String, label: Words = "Copy") -> HTML {
    """
    <button type="button" class="button button--quiet button--small needs-script" data-copy="\(text)">\
    \(Icon.show(.copy))<span>\(label)</span></button>
    """
  }

  /// A hidden field.
  package static func hidden(_ name: String, _ value: String) -> HTML {
    """
    <input type="hidden" name="\(name)" value="\(value)">
    """
  }

  private static func classes(_ kind: Kind, _ size: Size) -> String {
    size == .regular
      ? "button button--\(kind.rawValue)" : "button button--\(kind.rawValue) button--\(size.rawValue)"
  }

  static func replaceAttributes(_ selectors: String?) -> HTML {
    guard let selectors else { return HTML() }
    return """
       data-module="partial" data-replace="\(selectors)"
      """
  }
}
