import HTTPTypes
import Kernel

/// What happens to a request to a shop's own host.
enum HostDecision: Equatable {
  /// It is answered as a request for this path.
  case serve(path: Substring)
  /// The browser goes to a path of the same host.
  case stay(path: String)
  /// The browser goes to the marketplace's host.
  case leave(address: String)
  /// It changes something that is not done here.
  case refuse
}

/// The pages of a shop's own host: the shop itself, its goods, the cart and the checkout. Whoever owns the name can
/// point it elsewhere one day and would get its cookies then, so nobody is ever signed in there: accounts and portals
/// stay at the marketplace.
struct HostRouting: Sendable {
  /// Paths that are the same on every host. `/api` goes by tokens, which no browser adds by itself.
  private static let sharedPaths: Set<Substring> = [
    "/cart", "/checkout", "/recent", "/language", "/robots.txt", "/sitemap.xml", "/favicon.ico", "/ping",
  ]
  private static let sharedFolders = [
    "/cart/", "/checkout/", "/products/", "/assets/", "/media/", "/api/", "/sitemaps/", "/health/",
  ]

  private let publicURL: String
  private let ownHost: String
  /// The marketplace's host as browsers write it, with its port where that is unusual.
  private let ownAuthority: String
  private let directory: any HostDirectory

  init(publicURL: String, directory: any HostDirectory) {
    self.publicURL = publicURL
    self.directory = directory
    ownAuthority =
      publicURL.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first.map(String.init)
      ?? ""
    ownHost = HostRouting.name(of: ownAuthority)
  }

  /// Whether it is the marketplace's own host in its usual spelling, which nearly all requests name.
  func isOwn(_ host: String?) -> Bool { host == ownAuthority }

  /// The shop that the request's host shows. The marketplace's own name is told apart without asking.
  func shop(_ host: String?) async -> HostedShop? {
    guard let host else { return nil }
    let name = HostRouting.name(of: host)
    guard !name.isEmpty, name != ownHost else { return nil }
    return await directory.shop(host: name)
  }

  /// The name in a `Host` field: lower case, without port and final point. An IPv6 address has no name.
  static func name(of host: String) -> String {
    guard !host.hasPrefix("[") else { return "" }
    var name = host.prefix { $0 != ":" }.lowercased()
    if name.hasSuffix(".") { name.removeLast() }
    return name
  }

  /// What happens to a request for `path` and `query` at the shop's own host.
  func decide(_ method: HTTPMethod, _ path: Substring, _ query: Substring, at shop: HostedShop)
    -> HostDecision
  {
    // What is no path would become part of the name in the address that the browser is sent to.
    guard path.hasPrefix("/") else { return .refuse }
    let behind = query.isEmpty ? "" : "?\(query)"
    if path == "/" { return .serve(path: "/shops/\(shop.id)") }
    if path == "/shops/\(shop.slug)" || path == "/shops/\(shop.id)" || path == "/products" {
      return method.isSafe ? .stay(path: "/\(path == "/products" ? "" : behind)") : .refuse
    }
    let isShared =
      HostRouting.sharedPaths.contains(path) || HostRouting.sharedFolders.contains { path.hasPrefix($0) }
    if isShared { return .serve(path: path) }
    return method.isSafe ? .leave(address: "\(publicURL)\(path)\(behind)") : .refuse
  }
}
