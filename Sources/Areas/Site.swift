/// The whole marketplace, as letters speak of it.
package struct Site: Hashable, Sendable {
  package let name: String
  /// Where its pages are, without a slash at the end.
  package let url: String

  /// The whole address of one of its paths; what is an address already stays as it is.
  package func absolute(_ path: String) -> String { path.hasPrefix("/") ? url + path : path }

  /// A marketplace of this name at this address.
  package init(name: String, url: String) {
    self.name = name
    self.url = url
  }
}
