import Web

/// Another e-mail address for an account.
enum EmailRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/account/email", .signedIn) { request in try await storefront.showEmail(request) },
      .page(.post, "/account/email", .signedIn, limit: .codes) { request in
        try await storefront.askForEmail(request)
      },
      .page(.post, "/account/email/confirm", .signedIn, limit: .codes) { request in
        try await storefront.confirmEmail(request)
      },
      .page(.get, "/email/confirm", .anyone) { request in
        try await storefront.showEmailLink(request, isUndo: false)
      },
      .page(.post, "/email/confirm", .anyone, limit: .codes) { request in
        try await storefront.followEmailLink(request, isUndo: false)
      },
      .page(.get, "/email/undo", .anyone) { request in
        try await storefront.showEmailLink(request, isUndo: true)
      },
      .page(.post, "/email/undo", .anyone, limit: .codes) { request in
        try await storefront.followEmailLink(request, isUndo: true)
      },
    ]
  }
}
