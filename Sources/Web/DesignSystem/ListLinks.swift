import Kernel

/// The address of a list with its filters, for links to other pages of it.
package enum ListAddress {
  /// `path` with these parameters; empty ones are left out.
  package static func make(_ path: String, _ parameters: [(name: String, value: String?)]) -> String {
    var query = Parameters()
    for (name, value) in parameters {
      if let value, !value.isEmpty { query.append(name, value) }
    }
    return query.behind(path)
  }
}

extension Page {
  /// Links to the beginning and to the next page of a list at `path` with these filters.
  package func links(
    _ path: String, _ parameters: [(name: String, value: String?)], isFirst: Bool
  ) -> HTML {
    Navigation.pages(
      previous: isFirst ? nil : ListAddress.make(path, parameters),
      next: nextCursor.map { ListAddress.make(path, parameters + [("cursor", $0.description)]) })
  }
}
