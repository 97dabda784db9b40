import Web

/// Where an account begins.
enum SignUpRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/signup", .anyone) { request in try await storefront.showSignUp(request) },
      .page(
        .post, "/signup", .anyone, limit: .signUp, maximumBodyBytes: EntryForm.maximumPictureBytes
      ) { request in try await storefront.signUp(request) },
      .page(.get, "/activate", .anyone) { request in try await storefront.showActivation(request) },
      .page(.post, "/activate", .anyone, limit: .codes) { request in try await storefront.activate(request) },
      .page(.get, "/activate/code", .anyone) { request in try await storefront.showActivationCode(request) },
      .page(.post, "/activate/code", .anyone, limit: .codes) { request in
        try await storefront.sendCode(.activation, request)
      },
    ]
  }
}
