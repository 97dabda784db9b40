import Kernel

/// A shop that shows itself under a host name of its own.
package struct HostedShop: Hashable, Sendable {
  package let id: ShopID
  package let slug: String
  /// The name, in lower case, without a port.
  package let host: String

  /// The shop behind a name.
  package init(id: ShopID, slug: String, host: String) {
    self.id = id
    self.slug = slug
    self.host = host
  }
}

/// Says which host names show a shop. Implemented by Vendors, from memory.
package protocol HostDirectory: Sendable {
  /// The shop that a host name (in lower case, without a port) shows; `nil` for every other name.
  func shop(host: String) async -> HostedShop?
}

/// No name shows a shop.
package struct NoHosts: HostDirectory {
  /// Needs nothing.
  package init() {}

  /// Never one.
  package func shop(host: String) async -> HostedShop? { nil }
}
