import Kernel

/// One column of a list.
package struct ListColumn<Item>: Sendable {
  /// Which way a list is sorted when its head is pressed for the first time.
  package enum First: Sendable { case rising, falling }

  package let key: String
  let title: Words
  let alignment: TableColumn.Alignment
  let isMain: Bool
  let first: First?
  let isUsual: Bool
  let cell: @Sendable (Item) -> HTML

  /// A column by its key. It can be sorted by when it says which way comes `first`; one that is not `isUsual` is seen by
  /// those who choose it, and the `isMain` one by everybody.
  package init(
    _ key: String, _ title: Words, _ alignment: TableColumn.Alignment = .start, isMain: Bool = false,
    sorts first: First? = nil, isUsual: Bool = true, _ cell: @escaping @Sendable (Item) -> HTML
  ) {
    self.key = key
    self.title = title
    self.alignment = alignment
    self.isMain = isMain
    self.first = first
    self.isUsual = isUsual
    self.cell = cell
  }
}

/// The one table of the portals' lists: order, filters, views with a name, chosen columns, rows that can be chosen, files
/// of what is filtered. It works without script; with it there are keys to go by.
package struct ListTable<Item> {
  /// What a row is called and where it leads.
  package typealias Row = (id: String, label: Words, path: String?)

  let caption: Words
  let state: ListState
  let usualSort: ListSort
  let columns: [ListColumn<Item>]
  let filters: [ListFilter]
  let errors: [FieldError]
  let searchLabel: Words?
  let memory: ListMemory?
  let files: [(label: Words, path: String)]
  let bulk: BulkActions?
  let row: (Item) -> Row

  /// A list that is seen in a `state`. `errors` say what of the filters can't be read. `searchLabel` names the field of
  /// the filter `q`, when there is one; `files` are where the same rows can be had as a file.
  package init(
    _ caption: Words, _ state: ListState, usualSort: ListSort, columns: [ListColumn<Item>],
    filters: [ListFilter] = [], errors: [FieldError] = [], searchLabel: Words? = nil,
    memory: ListMemory? = nil,
    files: [(label: Words, path: String)] = [], bulk: BulkActions? = nil, row: @escaping (Item) -> Row
  ) {
    self.caption = caption
    // A form that sends the usual order says no more than one that sends none.
    self.state = state.sort == usualSort ? state.sorted(by: nil) : state
    self.usualSort = usualSort
    self.columns = columns
    self.filters = filters
    self.errors = errors
    self.searchLabel = searchLabel
    self.memory = memory
    self.files = files
    self.bulk = bulk
    self.row = row
  }

  /// The keys by which the columns of a list can be sorted.
  package static func sorts(_ columns: [ListColumn<Item>]) -> [String] {
    columns.compactMap { $0.first == nil ? nil : $0.key }
  }

  /// Whether something is looked for, besides what `tab` chooses.
  package func isNarrowed(besides tab: String? = nil) -> Bool {
    state.filters.pairs.contains { $0.name != tab }
  }

  /// The address without anything that is looked for, besides what `tab` chooses.
  package func widened(besides tab: String? = nil) -> String {
    state.filters.pairs.filter { $0.name != tab }.reduce(state) { $0.setting($1.name, nil) }.address
  }

  /// The columns that are seen: those of the address, else those that the reader chose, else the usual ones.
  var shown: [ListColumn<Item>] {
    guard let chosen = state.columns ?? memory?.columns else {
      return columns.filter { $0.isMain || $0.isUsual }
    }
    return columns.filter { $0.isMain || chosen.contains($0.key) }
  }

  /// These rows.
  package func rows(_ items: [Item]) -> HTML {
    let shown = shown
    let heads = shown.map { column in
      TableColumn(
        column.title, column.alignment, isMain: column.isMain, sortPath: sortPath(column),
        sorted: sorted(column))
    }
    let rows = items.map { item in
      let row = row(item)
      return TableRow(id: row.id, label: row.label, path: row.path, shown.map { $0.cell(item) })
    }
    return DataTable.show(caption, heads, rows, bulk: bulk?.going(back: state.address))
  }

  /// A page of rows with the links to the pages beside it.
  package func page(_ page: Page<Item>, isFirst: Bool) -> HTML {
    let next = page.nextCursor.map { state.parameters.setting("cursor", $0.description).behind(state.path) }
    return """
      \(rows(page.items))\(Navigation.pages(previous: isFirst ? nil : state.address, next: next))
      """
  }

  private var sort: ListSort { state.sort ?? usualSort }

  private func sortPath(_ column: ListColumn<Item>) -> String? {
    guard let first = column.first else { return nil }
    let next = sort.key == column.key ? sort.turned : ListSort(column.key, isDescending: first == .falling)
    return state.sorted(by: next == usualSort ? nil : next).address
  }

  private func sorted(_ column: ListColumn<Item>) -> TableColumn.Order? {
    guard column.first != nil, sort.key == column.key else { return nil }
    return sort.isDescending ? .descending : .ascending
  }
}
