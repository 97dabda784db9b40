import Persistence

/// The whole marketplace: where it is, and where its name is asked.
package struct Site: Sendable {
  /// Where its pages are, without a slash at the end.
  package let url: String
  private let naming: any SiteNaming

  /// A marketplace at this address, with the name that `naming` knows.
  package init(url: String, naming: any SiteNaming) {
    self.url = url
    self.naming = naming
  }

  /// The same with the name that is in force, for what names it.
  package func named(_ snapshot: Snapshot) throws -> NamedSite {
    NamedSite(name: try naming.name(snapshot), url: url)
  }

  /// The whole address of one of its paths; what is an address already stays as it is.
  package func absolute(_ path: String) -> String { path.hasPrefix("/") ? url + path : path }
}

/// The marketplace with its name of this moment, as letters speak of it.
package struct NamedSite: Hashable, Sendable {
  package let name: String
  /// Where its pages are, without a slash at the end.
  package let url: String

  /// The whole address of one of its paths; what is an address already stays as it is.
  package func absolute(_ path: String) -> String { path.hasPrefix("/") ? url + path : path }
}

/// Knows what the marketplace is called, which administrators change at any time. Implemented by Catalog.
package protocol SiteNaming: Sendable {
  /// The name that is in force.
  func name(_ snapshot: Snapshot) throws -> String
}
