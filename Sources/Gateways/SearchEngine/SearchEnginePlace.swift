import Foundation

/// Where a search engine is, who the program is there, and what its indices are called.
package struct SearchEnginePlace: Sendable, CustomStringConvertible {
  /// The address without user, path and a slash at its end.
  let origin: String
  /// How the names of indices begin.
  package let prefix: String
  let user: String?
  let password: String?

  /// The place at `http(s)://user:password@host:port/prefix`; `nil` for anything else. Without a prefix it is `souk`.
  package init?(_ text: String) {
    guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(),
      ["http", "https"].contains(scheme), let host = url.host, !host.isEmpty, url.query == nil,
      url.fragment == nil
    else { return nil }
    let path = url.path.split(separator: "/").map(String.init)
    guard path.count <= 1 else { return nil }
    let name = path.first ?? "souk"
    guard name.wholeMatch(of: /[a-z][a-z0-9_\-]{0,39}/) != nil else { return nil }
    let shown = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
    origin = "\(scheme)://\(shown)" + (url.port.map { ":\($0)" } ?? "")
    prefix = name
    user = url.user
    password = url.password
  }

  /// Without who asks, so that no log has it.
  package var description: String { "\(origin)/\(prefix)" }

  /// What searches ask.
  var alias: String { "\(prefix)-products" }

  var authorization: [HTTPClientField] {
    guard let user else { return [] }
    return [.basic(user: user, password: password ?? "")]
  }
}
