import Kernel

/// Native dialogs. `Button.dialog` opens them; without script they open through `:target`.
package enum Dialog {
  /// A dialog with a title and any content; put it at the end of the page.
  package static func show(id: String, title: Words, _ content: HTML, actions: HTML? = nil) -> HTML {
    """
    <dialog class="dialog" id="\(id)" aria-labelledby="\(id)-title"><div class="dialog__head">\
    <h2 class="dialog__title" id="\(id)-title">\(title)</h2>\
    <a class="icon-button" href="#" data-close aria-label="\(say: "Close")" role="button">\
    \(Icon.show(.close))</a></div>\
    <div class="dialog__body">\(content)</div>\
    \(actions.map { "<div class=\"dialog__actions\">\($0)</div>" } as HTML?)</dialog>
    """
  }

  /// Asks before something that can be repeated but not undone; posts `fields` to `path`. `keepLabel` is what
  /// goes back without doing it, where "Cancel" could be mistaken for it; `replace` names the elements (by CSS
  /// selector) to take from the answer instead of a page load.
  package static func confirm(
    id: String, title: Words, text: Words, label: Words, to path: String, kind: Button.Kind = .danger,
    fields: [(name: String, value: String)] = [], more: HTML? = nil, keepLabel: Words = "Cancel",
    replace: String? = nil
  ) -> HTML {
    show(
      id: id, title: title,
      """
      <form method="post" action="\(path)" class="stack"\(Button.replaceAttributes(replace))><p>\(text)</p>\(more)\
      \(fields.map { Button.hidden($0.name, $0.value) })\
      <div class="dialog__actions">\(cancel(keepLabel))\(Button.submit(label, kind: kind))</div></form>
      """)
  }

  /// Asks to type `phrase` before something that can't be taken back; sends it as `confirm`.
  package static func confirmByTyping(
    id: String, title: Words, text: Words, phrase: String, label: Words, to path: String
  ) -> HTML {
    let control: HTML = """
      <input class="input" id="\(id)-confirm" name="confirm" required autocomplete="off" spellcheck="false" \
      data-confirm="\(phrase)">
      """
    return show(
      id: id, title: title,
      """
      <form method="post" action="\(path)" class="stack" data-module="confirm"><p>\(text)</p>\
      <div class="field"><label class="field__label" for="\(id)-confirm">\(say: "Type \(part: 1) to confirm", "<strong>\(phrase)</strong>")</label>\(control)</div>\
      <div class="dialog__actions">\(cancel("Cancel"))\(Button.submit(label, kind: .danger))</div></form>
      """)
  }

  private static func cancel(_ label: Words) -> HTML {
    """
    <a class="button button--quiet" href="#" data-close role="button"><span>\(label)</span></a>
    """
  }
}
