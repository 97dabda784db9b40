import HTTPTypes
import Kernel

/// Refuses unsafe requests that another site made a browser send (cross-site request forgery). It needs no
/// tokens, because browsers say where a request comes from; the order is that of Go's
/// `http.CrossOriginProtection`:
///
/// 1. GET, HEAD and OPTIONS pass: they change nothing.
/// 2. An `Origin` that is trusted passes: the public address, and for the API those that CORS allows.
/// 3. `Sec-Fetch-Site: same-origin` or `none` passes, any other value is refused.
/// 4. Without `Sec-Fetch-Site` and `Origin` the sender is no browser and passes.
/// 5. An `Origin` whose host is the request's `Host` passes; any other is refused.
///
/// Requests to the API with a bearer token are not checked: browsers never add one by themselves.
struct CrossSiteCheck: Sendable {
  private let publicOrigin: String
  private let corsOrigins: Set<String>

  init(publicURL: String, corsOrigins: [String]) {
    publicOrigin = CrossSiteCheck.origin(of: publicURL)
    self.corsOrigins = CrossOriginSharing.usable(corsOrigins)
  }

  func isAllowed(_ method: HTTPMethod, _ headers: HTTPHeaders, host: String?, isAPI: Bool) -> Bool {
    if method.isSafe { return true }
    let origin = headers[.origin]?.lowercased()
    if let origin {
      if origin == publicOrigin { return true }
      if isAPI && corsOrigins.contains(origin) { return true }
    }
    if let site = headers[.secFetchSite] { return site == "same-origin" || site == "none" }
    guard let origin else { return true }
    guard let host, let start = origin.range(of: "://") else { return false }
    return origin[start.upperBound...] == host.lowercased()
  }

  /// Scheme, host and port of an address.
  static func origin(of address: String) -> String {
    guard let start = address.range(of: "://") else { return address.lowercased() }
    let end = address[start.upperBound...].firstIndex(of: "/") ?? address.endIndex
    return address[..<end].lowercased()
  }
}
