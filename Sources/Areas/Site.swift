/// The whole marketplace, as letters speak of it.
package struct Site: Hashable, Sendable {
  package let name: String
  /// Where its pages are, without a slash at the end.
  package let url: String

  /// A marketplace of this name at this address.
  package init(name: String, url: String) {
    self.name = name
    self.url = url
  }
}
