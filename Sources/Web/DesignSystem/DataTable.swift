import Kernel

/// One column of a table.
package struct TableColumn: Sendable {
  /// Where its cells are aligned; numbers and money at the end.
  package enum Alignment: String, Sendable {
    case start, end, center
  }

  /// Which way the list is sorted by a column.
  package enum Order: String, Sendable {
    case ascending, descending
  }

  let title: Words
  let alignment: Alignment
  let sortPath: String?
  let sorted: Order?
  let isMain: Bool

  /// A column. `sortPath` is where its head leads; `sorted` marks it as the order shown. On a phone a row is
  /// a card whose heading is the `isMain` column.
  package init(
    _ title: Words, _ alignment: Alignment = .start, isMain: Bool = false, sortPath: String? = nil,
    sorted: Order? = nil
  ) {
    self.title = title
    self.alignment = alignment
    self.isMain = isMain
    self.sortPath = sortPath
    self.sorted = sorted
  }
}

/// One row of a table.
package struct TableRow: Sendable {
  let id: String
  let label: Words
  let path: String?
  let cells: [HTML]

  /// A row; `id` is sent by bulk actions as `ids`, `label` names it, `path` is where it leads.
  package init(id: String, label: Words, path: String? = nil, _ cells: [HTML]) {
    self.id = id
    self.label = label
    self.path = path
    self.cells = cells
  }
}

/// What can be done with the selected rows: buttons that post `ids` (several) and `action` to `path`.
package struct BulkActions: Sendable {
  let path: String
  let actions: [(value: String, label: Words, kind: Button.Kind)]
  private(set) var next: String?

  /// Buttons that send `action=value` for the selected rows to `path`.
  package init(path: String, _ actions: [(value: String, label: Words, kind: Button.Kind)]) {
    self.path = path
    self.actions = actions
  }

  /// The same, which also sends as `next` where people were.
  func going(back address: String) -> BulkActions {
    var copy = self
    copy.next = address
    return copy
  }
}

/// Tables with a sticky head; cards on a phone.
package enum DataTable {
  /// A table. `caption` says what it lists (for screen readers); `bulk` adds a column of boxes.
  package static func show(
    _ caption: Words, _ columns: [TableColumn], _ rows: [TableRow], bulk: BulkActions? = nil
  ) -> HTML {
    let table: HTML = """
      <div class="table-frame" tabindex="0" role="region" aria-label="\(caption)"><table class="table" \
      data-module="table"><caption class="visually-hidden">\(caption)</caption><thead><tr>\
      \(when: bulk != nil, selectAll)\(columns.map(head))</tr></thead>\
      <tbody>\(rows.map { row($0, columns, isSelectable: bulk != nil) })</tbody></table></div>
      """
    guard let bulk else { return table }
    let buttons = bulk.actions.map {
      Button.submit($0.label, kind: $0.kind, size: .small, name: "action", value: $0.value)
    }
    return """
      <form class="table-form" method="post" action="\(bulk.path)">\(table)\
      \(bulk.next.map { Button.hidden("next", $0) })\
      <div class="bulk" data-bulk><p class="bulk__text" aria-live="polite" data-bulk-text>\(say: "With the selected:")</p>\
      \(buttons)\
      </div></form>
      """
  }

  /// The line above a table: search, filters, what is found, exports.
  package static func toolbar(_ left: HTML, _ right: HTML = HTML()) -> HTML {
    """
    <div class="toolbar"><div class="toolbar__start">\(left)</div>\
    <div class="toolbar__end">\(right)</div></div>
    """
  }

  /// A search form for a list: sends `q`, keeps `fields`.
  package static func search(
    path: String, query: String, label: Words, fields: [(name: String, value: String)] = []
  ) -> HTML {
    """
    <form class="search search--small" role="search" aria-label="\(label)" method="get" action="\(path)">\
    \(fields.map { Button.hidden($0.name, $0.value) })\
    <input class="search__input" type="search" name="q" value="\(query)" aria-label="\(label)" \
    placeholder="\(label)" dir="auto"><button class="search__button" type="submit" aria-label="\(say: "Search")">\
    \(Icon.show(.search))</button></form>
    """
  }

  /// A cell with a small picture (or its monogram) before a title and a quiet second line.
  package static func titled(_ title: String, detail: Words? = nil, picture: Picture? = nil) -> HTML {
    """
    <span class="titled"><span class="titled__picture">\
    \(Picture.orPlaceholder(picture, title: title, sizes: "48px"))</span>\
    <span class="titled__body"><span class="titled__title" dir="auto">\(title)</span>\
    \(detail.map { "<span class=\"titled__detail\" dir=\"auto\">\($0)</span>" } as HTML?)</span></span>
    """
  }

  /// A cell with a person's monogram before their name and a quiet second line.
  package static func person(_ name: String, detail: Words? = nil) -> HTML {
    """
    <span class="titled">\(Card.avatar(name))<span class="titled__body">\
    <span class="titled__title" dir="auto">\(name)</span>\
    \(detail.map { "<span class=\"titled__detail\" dir=\"auto\">\($0)</span>" } as HTML?)</span></span>
    """
  }

  private static var selectAll: HTML {
    """
    <th class="table__select" scope="col"><input class="check__box needs-script" type="checkbox" \
    data-select-all \
    aria-label="\(say: "Select all rows")"></th>
    """
  }

  private static func head(_ column: TableColumn) -> HTML {
    let label: HTML =
      column.sortPath.map { path in
        """
        <a class="table__sort" href="\(path)">\(column.title)\
        \(column.sorted.map { Icon.show($0 == .ascending ? .chevronUp : .chevronDown) })</a>
        """
      } ?? HTML(column.title)
    return """
      <th scope="col" class="table__head table__cell--\(column.alignment.rawValue)"\
      \(attribute: "aria-sort", column.sorted?.rawValue)>\(label)</th>
      """
  }

  private static func row(_ row: TableRow, _ columns: [TableColumn], isSelectable: Bool) -> HTML {
    let cells = zip(columns, row.cells).map { column, cell -> HTML in
      let content: HTML = column.isMain ? link(row, cell) : cell
      return """
        <td class="table__cell table__cell--\(column.alignment.rawValue)\
        \(column.isMain ? " table__cell--main" : "")" \
        data-label="\(column.title)">\(content)</td>
        """
    }
    return """
      <tr class="table__row">\(when: isSelectable, box(row))\(cells)</tr>
      """
  }

  private static func link(_ row: TableRow, _ cell: HTML) -> HTML {
    guard let path = row.path else { return cell }
    return "<a class=\"table__link\" href=\"\(path)\">\(cell)</a>"
  }

  private static func box(_ row: TableRow) -> HTML {
    """
    <td class="table__select"><input class="check__box" type="checkbox" name="ids" value="\(row.id)" \
    aria-label="\(say: "Select \(row.label)")"></td>
    """
  }
}
