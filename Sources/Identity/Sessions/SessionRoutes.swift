import Kernel
import Web

/// Sessions: log in, go on, log out.
package enum SessionRoutes {
  private static let tag = "Sessions"

  /// Every route of the noun.
  package static func routes(_ identity: Identity) -> [Route] {
    [
      .api(
        .post, "/sessions", "Log in", tag: tag, .anyone, body: SignInInput.self, answer: SessionOutput.self,
        limit: .signIn,
        problems: [
          .wrongCredentials, .accountNotActive, .accountBlocked, .secondFactorRequired, .secondFactorWrong,
        ]
      ) { request, body in
        SessionOutput(try await identity.signIn(body, Device(request, kind: .bearer)))
      },
      .api(
        .post, "/sessions/refresh", "Exchange a refresh token for a new pair", tag: tag, .anyone,
        body: RefreshSessionInput.self, answer: SessionOutput.self, limit: .signIn,
        problems: [.unauthenticated, .conflict]
      ) { _, body in SessionOutput(try await identity.refresh(body)) },
      .api(.delete, "/sessions/current", "Log out", tag: tag, .signedIn, answer: NoContent.self) { request in
        try await identity.signOut(request.requireViewer().session)
        return NoContent()
      },
      .api(
        .get, "/me/sessions", "List the devices that are logged in", tag: tag, .signedIn,
        answer: DeviceListOutput.self
      ) { request in
        let viewer = try request.requireViewer()
        let sessions = try await identity.sessions(of: viewer.account)
        return DeviceListOutput(
          items: sessions.map { DeviceOutput(session: $0, isCurrent: $0.id == viewer.session) })
      },
      .api(
        .delete, "/me/sessions", "Log every other device out", tag: tag, .signedIn, answer: NoContent.self
      ) { request in
        let viewer = try request.requireViewer()
        try await identity.endOtherSessions(of: viewer.account, keeping: viewer.session)
        return NoContent()
      },
      .api(
        .delete, "/me/sessions/{session}", "Log a device out", tag: tag, .signedIn, answer: NoContent.self
      ) { request in
        let session = try request.id("session", as: SessionID.self)
        try await identity.endSession(session, of: request.requireViewer().account)
        return NoContent()
      },
    ]
  }
}

/// What a log-in answers.
package struct SessionOutput: Output {
  package let issued: IssuedSession

  /// The answer for a session of the API.
  package init(_ issued: IssuedSession) { self.issued = issued }

  package static let fields: [OutputField<Self>] = [
    .init("accessToken") { $0.issued.token },
    .init("refreshToken") { $0.issued.refreshToken ?? "" },
    .init("tokenType") { _ in "Bearer" },
    .init("expiresIn") { $0.issued.expiresInSeconds },
    .init("account") { AccountOutput($0.issued.account) },
  ]
}

extension SessionKind: JSONWritable {}
extension SignInMethod: JSONWritable {}

/// A device that is logged in, as the API shows it.
struct DeviceOutput: Output {
  let session: Session
  let isCurrent: Bool

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.session.id },
    .init("kind") { $0.session.kind },
    .init("userAgent") { $0.session.userAgent },
    .init("clientAddress") { $0.session.clientAddress },
    .init("place") { $0.session.place },
    .init("method") { $0.session.method },
    .init("hasSecondFactor") { $0.session.secondFactorAt != nil },
    .init("createdAt") { $0.session.createdAt },
    .init("lastSeenAt") { $0.session.lastSeenAt },
    .init("expiresAt") { $0.session.expiresAt },
    .init("isCurrent") { $0.isCurrent },
  ]
}

/// All of them; there are few.
struct DeviceListOutput: Output {
  let items: [DeviceOutput]

  static let fields: [OutputField<Self>] = [.init("items") { $0.items }]
}
