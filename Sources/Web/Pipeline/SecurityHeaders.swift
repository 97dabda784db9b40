import HTTPTypes

/// The header fields that every answer carries to narrow what a browser does with it.
struct SecurityHeaders: Sendable {
  /// For pages and files.
  let page: HTTPHeaders
  /// For JSON, which loads nothing.
  let api: HTTPHeaders

  private static let strictTransport = "max-age=63072000; includeSubDomains"
  /// For shops' own hosts: what else lies below such a name is not ours to decide about.
  static let strictTransportOfGuests = "max-age=63072000"
  private static let permissions =
    """
    accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
    microphone=(), midi=(), payment=(self), publickey-credentials-create=(self), \
    publickey-credentials-get=(self), usb=()
    """

  init(_ configuration: WebConfiguration) {
    let extra = configuration.extraImageSources.map { " " + $0 }.joined()
    // Forms of a shop's own host lead to the marketplace, too, as the search.
    let origin = CrossSiteCheck.origin(of: configuration.publicURL)
    let policy = [
      "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:\(extra)",
      "font-src 'self'", "connect-src 'self'", "form-action 'self' \(origin)", "frame-ancestors 'none'",
      "base-uri 'none'",
      "manifest-src 'self'",
    ]
    var page: HTTPHeaders = [
      .contentSecurityPolicy: policy.joined(separator: "; "),
      .xContentTypeOptions: "nosniff",
      .referrerPolicy: "strict-origin-when-cross-origin",
      .permissionsPolicy: SecurityHeaders.permissions,
      .crossOriginOpenerPolicy: "same-origin",
    ]
    var api: HTTPHeaders = [
      .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
      .xContentTypeOptions: "nosniff",
      .referrerPolicy: "no-referrer",
    ]
    if configuration.isSecure {
      page[.strictTransportSecurity] = SecurityHeaders.strictTransport
      api[.strictTransportSecurity] = SecurityHeaders.strictTransport
    }
    self.page = page
    self.api = api
  }
}
