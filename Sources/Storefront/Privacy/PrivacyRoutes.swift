import Web

/// One's data: choices about it, copies of it, and its end.
enum PrivacyRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/privacy/choices", .anyone) { request in try await storefront.showConsent(request) },
      .page(.post, "/privacy/consent", .anyone) { request in try await storefront.chooseConsent(request) },
      .page(.get, "/privacy/erasures/{token}", .anyone) { request in
        try await storefront.showErasureReport(request)
      },
      .page(.get, "/account/privacy", .signedIn) { request in try await storefront.showPrivacy(request) },
      .page(.post, "/account/privacy/exports", .signedIn) { request in
        try await storefront.askForExport(request)
      },
      .page(.get, "/account/privacy/exports/{export}", .signedIn) { request in
        try await storefront.downloadExport(request)
      },
      .page(.get, "/account/export", .signedIn) { request in try await storefront.exportAsText(request) },
      .page(.get, "/account/erase", .signedIn) { request in try await storefront.showErasure(request) },
      .page(.post, "/account/erase", .signedIn, limit: .signIn) { request in
        try await storefront.eraseAccount(request)
      },
    ]
  }
}
