import Kernel

/// By which column a list is sorted, and which way.
package struct ListSort: Hashable, Sendable {
  /// The column's key.
  package let key: String
  package let isDescending: Bool

  /// The lowest first, or the highest.
  package init(_ key: String, isDescending: Bool = false) {
    self.key = key
    self.isDescending = isDescending
  }

  /// Reads what `text` wrote; `nil` for nothing.
  package init?(_ text: String) {
    let isDescending = text.hasPrefix("-")
    let key = isDescending ? String(text.dropFirst()) : text
    if key.isEmpty { return nil }
    self.init(key, isDescending: isDescending)
  }

  /// As it stands in an address: `price`, or `-price` for the highest first.
  package var text: String { isDescending ? "-\(key)" : key }

  /// The other way round.
  package var turned: ListSort { ListSort(key, isDescending: !isDescending) }
}

/// How somebody sees a list: what is looked for, the order and the columns. All of it stands in the address, so that it can
/// be kept, sent and gone back to.
package struct ListState: Hashable, Sendable {
  /// The parameter of the order.
  package static let sortName = "sort"
  /// The parameter of the columns.
  package static let columnsName = "columns"
  private static let longestValue = 200

  /// Where the list is.
  package let path: String
  /// What is looked for, as it was typed, in the order in which the list names its filters.
  package private(set) var filters: Parameters
  /// `nil` for the list's usual order.
  package private(set) var sort: ListSort?
  /// The keys of the columns, when the address says which.
  package private(set) var columns: [String]?

  /// What the query of a request says of a list that has these filters and can be sorted by these columns. What the list
  /// doesn't know is left out.
  package init(_ path: String, _ query: Parameters, filters names: [String], sorts: [String]) {
    self.path = path
    filters = Parameters()
    for name in names {
      let value = String((query[name] ?? "").trimmed.prefix(Self.longestValue))
      if !value.isEmpty { filters.append(name, value) }
    }
    sort = query[Self.sortName].flatMap { ListSort($0) }.flatMap { sorts.contains($0.key) ? $0 : nil }
    let keys = query[Self.columnsName].map {
      $0.split(separator: ",").prefix(Self.longestValue).map(String.init)
    }
    columns = keys.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What is looked for by a filter; `nil` for anything.
  package subscript(_ name: String) -> String? { filters[name] }

  /// The same with another value of a filter; `nil` takes it away.
  package func setting(_ name: String, _ value: String?) -> ListState {
    var copy = self
    copy.filters = filters.setting(name, value)
    return copy
  }

  /// The same in another order.
  package func sorted(by sort: ListSort?) -> ListState {
    var copy = self
    copy.sort = sort
    return copy
  }

  /// The same with these columns; `nil` for those that the reader usually sees.
  package func showing(_ columns: [String]?) -> ListState {
    var copy = self
    copy.columns = columns
    return copy
  }

  /// All of it, as the address has it.
  package var parameters: Parameters {
    var all = search
    if let columns { all.append(Self.columnsName, columns.joined(separator: ",")) }
    return all
  }

  /// What decides about rows: all of it but the columns.
  package var search: Parameters {
    var all = filters
    if let sort { all.append(Self.sortName, sort.text) }
    return all
  }

  /// The address of the list as it is seen, from its beginning on.
  package var address: String { parameters.behind(path) }

  /// The address of a file with the same rows.
  package func file(_ path: String) -> String { search.behind(path) }
}
