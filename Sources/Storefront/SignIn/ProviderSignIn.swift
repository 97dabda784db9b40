import Identity
import Kernel
import Web

/// To other sites and back: logging in with their accounts, and linking those.
enum ProviderPages {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/login/with/{provider}", .anyone, limit: .signIn) { request in
        if request.viewer != nil { return .redirect(to: request.nextPath ?? "/") }
        return try await storefront.depart(request, linking: nil)
      },
      .page(.get, "/login/with/{provider}/callback", .anyone, limit: .signIn) { request in
        try await storefront.arrive(request).setting(.removing(OpenIDDeparture.cookieName))
      },
      .page(.get, "/account/identities/{provider}/link", .signedIn, limit: .signIn) { request in
        guard storefront.identity.hasLinkProof(request) else { return .redirect(to: SecurityPage.path) }
        return try await storefront.securely(request) {
          try await storefront.depart(request, linking: request.requireViewer())
        }
      },
      .page(.post, "/account/identities/{identity}/unlink", .signedIn) { request in
        try await storefront.unlinkIdentity(request)
      },
    ]
  }
}

extension Storefront {
  /// Sends the browser to the provider.
  fileprivate func depart(_ request: Request, linking viewer: Viewer?) async throws -> Response {
    do {
      let departure = try await identity.beginOpenID(
        request.parameter("provider"), next: viewer == nil ? request.nextPath : SecurityPage.path,
        linking: viewer)
      return Response.redirect(external: departure.address).setting(departure.cookie)
    } catch let error as OpenIDError {
      return refusal(error.sentence(label(request)), request)
    } catch let problem as Problem where viewer == nil && problem.kind.status < 500 {
      return refusal(problem.detail, request)
    }
  }

  /// Takes the browser that comes back.
  fileprivate func arrive(_ request: Request) async throws -> Response {
    do {
      let arrival = try await identity.finishOpenID(
        request.parameter("provider"), OpenIDReturn(request), Device(request, kind: .cookie),
        viewer: request.viewer?.account)
      switch arrival {
      case .signedIn(let issued, let next):
        var response = try await welcome(issued, request)
        if let next, SafePath.isOwn(next) { response.headers[.location] = next }
        return response
      case .needsCode(let cookie, let next):
        return Response.redirect(to: EntryForm.path("/login/code", next: next)).setting(cookie)
      case .linked(let next):
        return .redirect(to: next ?? SecurityPage.path, flash: .success("The account is linked."))
      }
    } catch let error as OpenIDError {
      return refusal(error.sentence(label(request)), request)
    } catch let problem as Problem where problem.kind.status < 500 {
      return refusal(problem.detail, request)
    }
  }

  fileprivate func unlinkIdentity(_ request: Request) async throws -> Response {
    try await securely(request) {
      try await identity.unlink(
        request.id("identity", as: ExternalIdentityID.self), by: request.requireViewer())
      return .redirect(to: SecurityPage.path, flash: .success("The account is unlinked."))
    }
  }

  private func label(_ request: Request) -> String {
    identity.openIDLabel((try? request.parameter("provider")) ?? "")
  }

  /// Says politely why nothing came of it, where the person began.
  private func refusal(_ sentence: Words, _ request: Request) -> Response {
    let path = request.viewer == nil ? EntryForm.path("/login", next: request.nextPath) : SecurityPage.path
    return .redirect(to: path, flash: .error(sentence))
  }
}
