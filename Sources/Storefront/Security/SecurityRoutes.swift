import Web

/// How one logs in, and where one is logged in.
enum SecurityRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/account/security", .signedIn) { request in try await storefront.showSecurity(request) },
      .page(.get, "/account/security/confirm", .signedIn) { request in
        try await storefront.showPresence(request)
      },
      .page(.post, "/account/security/confirm", .signedIn, limit: .signIn) { request in
        try await storefront.confirmPresence(request)
      },
    ] + passwords(storefront) + codes(storefront) + passkeys(storefront) + others(storefront)
  }

  private static func passwords(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/account/password", .signedIn) { request in try await storefront.showOwnPassword(request)
      },
      .page(.post, "/account/password", .signedIn, limit: .signIn) { request in
        try await storefront.changeOwnPassword(request)
      },
    ]
  }

  private static func codes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/account/security/codes", .signedIn) { request in
        try await storefront.showSecondFactor(request)
      },
      .page(.post, "/account/security/codes", .signedIn, limit: .codes) { request in
        try await storefront.beginSecondFactor(request)
      },
      .page(.post, "/account/security/codes/confirm", .signedIn, limit: .codes) { request in
        try await storefront.confirmSecondFactor(request)
      },
      .page(.get, "/account/security/codes/remove", .signedIn) { request in
        try await storefront.showSecondFactorRemoval(request)
      },
      .page(.post, "/account/security/codes/remove", .signedIn, limit: .signIn) { request in
        try await storefront.removeSecondFactor(request)
      },
      .page(.post, "/account/security/recovery-codes", .signedIn, limit: .codes) { request in
        try await storefront.renewRecoveryCodes(request)
      },
    ]
  }

  private static func passkeys(_ storefront: Storefront) -> [Route] {
    [
      .page(.post, "/account/security/passkeys", .signedIn, limit: .codes) { request in
        try await storefront.addPasskey(request)
      },
      .page(.post, "/account/security/passkeys/{passkey}", .signedIn) { request in
        try await storefront.renamePasskey(request)
      },
      .page(.post, "/account/security/passkeys/{passkey}/remove", .signedIn) { request in
        try await storefront.removePasskey(request)
      },
    ]
  }

  private static func others(_ storefront: Storefront) -> [Route] {
    [
      .page(.post, "/account/security/devices/{session}/end", .signedIn) { request in
        try await storefront.endDeviceSession(request)
      },
      .page(.post, "/account/security/devices/end-others", .signedIn) { request in
        try await storefront.endOtherDevices(request)
      },
      .page(.get, "/account/identities/{provider}/link", .signedIn, limit: .signIn) { request in
        try await storefront.linkIdentity(request)
      },
      .page(.post, "/account/identities/{identity}/unlink", .signedIn) { request in
        try await storefront.unlinkIdentity(request)
      },
    ]
  }
}
