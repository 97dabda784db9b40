import Kernel
import Web

/// An entry of a list in an order of one's own: buttons put it elsewhere and take it out, script lets people drag it.
struct OrderedRow {
  let id: String
  let name: Words
  let title: HTML
  let detail: HTML?
  let badge: HTML?
  /// Takes the id of the entry that it comes to stand before, as `before`; empty for the end.
  let placePath: String
  /// What is sent besides.
  let fields: [(name: String, value: String)]
  let removePath: String

  /// The list; `replace` names the elements (by CSS selector) to take from answers.
  static func list(_ rows: [OrderedRow], replace: String) -> HTML {
    let items = rows.enumerated().map { index, row -> HTML in
      // Behind the next one is before the one after that.
      let up = index > 0 ? rows[index - 1].id : nil
      let down = index + 1 < rows.count ? (index + 2 < rows.count ? rows[index + 2].id : "") : nil
      return row.html(up: up, down: down, replace: replace)
    }
    return "<ol class=\"ordered\" data-module=\"order\">\(items)</ol>"
  }

  private func html(up: String?, down: String?, replace: String) -> HTML {
    let upwards = up.map { place(.chevronUp, "Put “\(name)” further up", before: $0, replace) }
    let downwards = down.map { place(.chevronDown, "Put “\(name)” further down", before: $0, replace) }
    let remove = Button.iconPost(
      .trash, label: "Remove “\(name)”", to: removePath, fields: fields, replace: replace)
    return """
      <li class="ordered__item" data-id="\(id)" draggable="true">\
      <span class="ordered__handle needs-script" aria-hidden="true">\(Icon.show(.drag))</span>\
      <div class="ordered__body">\(title) \(badge)\
      \(detail.map { "<p class=\"muted small\">\($0)</p>" } as HTML?)</div>\
      <div class="ordered__tools">\(upwards)\(downwards)\(remove)\
      <form hidden method="post" action="\(placePath)" data-place data-module="partial" data-replace="\(replace)">\
      \(fields.map { Button.hidden($0.name, $0.value) })\(Button.hidden("before", ""))</form></div></li>
      """
  }

  private func place(_ symbol: Symbol, _ label: Words, before: String, _ replace: String) -> HTML {
    Button.iconPost(
      symbol, label: label, to: placePath, fields: fields + [("before", before)], replace: replace)
  }
}
