import Identity
import Kernel
import Presentation
import Web

// To other sites and back: logging in with their accounts.
extension Storefront {
  func signInWithProvider(_ request: Request) async throws -> Response {
    if request.viewer != nil { return .redirect(to: request.nextPath ?? Paths.home) }
    return try await RefusedForm.redirect(to: start(request)) { try await depart(request, linking: nil) }
  }

  /// Sends the browser to the provider.
  func depart(_ request: Request, linking viewer: Viewer?) async throws -> Response {
    do {
      let departure = try await identity.beginOpenID(
        request.parameter("provider"), next: viewer == nil ? request.nextPath : Paths.security,
        linking: viewer)
      return Response.redirect(external: departure.address).setting(departure.cookie)
    } catch let error as OpenIDError {
      return refusal(error, request)
    }
  }

  /// Takes the browser that comes back.
  func comeFromProvider(_ request: Request) async throws -> Response {
    try await RefusedForm.redirect(to: start(request)) { try await arrive(request) }
      .setting(.removing(OpenIDDeparture.cookieName))
  }

  private func arrive(_ request: Request) async throws -> Response {
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
        return Response.redirect(to: EntryForm.path(Paths.signInCode, next: next)).setting(cookie)
      case .linked(let next):
        return .redirect(to: next ?? Paths.security, flash: .success("The account is linked."))
      }
    } catch let error as OpenIDError {
      return refusal(error, request)
    }
  }

  /// Says politely why nothing came of it.
  private func refusal(_ error: OpenIDError, _ request: Request) -> Response {
    let provider = identity.openIDLabel((try? request.parameter("provider")) ?? "")
    return .redirect(to: start(request), flash: .error(error.sentence(provider)))
  }

  /// Where the person began.
  private func start(_ request: Request) -> String {
    request.viewer == nil ? EntryForm.path(Paths.signIn, next: request.nextPath) : Paths.security
  }
}
