import Web

/// Coming in and going, and a new password for who can't come in.
enum SignInRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/login", .anyone) { request in try await storefront.showSignIn(request) },
      .page(.post, "/login", .anyone, limit: .signIn) { request in try await storefront.signIn(request) },
      .page(.get, "/login/code", .anyone) { request in try await storefront.showSignInCode(request) },
      .page(.post, "/login/code", .anyone, limit: .signIn) { request in
        try await storefront.finishSignIn(request)
      },
      .page(.post, "/login/passkey", .anyone, limit: .signIn) { request in
        try await storefront.signInWithPasskey(request)
      },
      .page(.get, "/login/with/{provider}", .anyone, limit: .signIn) { request in
        try await storefront.signInWithProvider(request)
      },
      .page(.get, "/login/with/{provider}/callback", .anyone, limit: .signIn) { request in
        try await storefront.comeFromProvider(request)
      },
      .page(.post, "/logout", .anyone) { request in try await storefront.signOut(request) },
      .page(.get, "/password", .anyone) { request in try await storefront.showForgottenPassword(request) },
      .page(.post, "/password", .anyone, limit: .codes) { request in
        try await storefront.sendCode(.password, request)
      },
      .page(.get, "/password/reset", .anyone) { request in try await storefront.showPasswordReset(request) },
      .page(.post, "/password/reset", .anyone, limit: .codes) { request in
        try await storefront.resetPassword(request)
      },
    ]
  }
}
