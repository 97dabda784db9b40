import Kernel
import Web

/// One's data: exports, consent and the end of it; and erasures for those who run the marketplace.
package enum PrivacyRoutes {
  private static let tag = "Privacy"

  /// Every route of the noun.
  package static func routes(_ identity: Identity) -> [Route] {
    exportRoutes(identity) + ownRoutes(identity) + adminRoutes(identity)
  }

  private static func exportRoutes(_ identity: Identity) -> [Route] {
    [
      .api(
        .post, "/me/exports", "Ask for a ZIP file of everything that is kept about oneself", tag: tag,
        .signedIn, answer: ExportOutput.self, status: .accepted, idempotent: true, problems: [.notAllowedNow]
      ) { request in
        try await request.answer(with: ExportOutput.init) {
          try await identity.requestExport(of: request.requireViewer().account)
        }
      },
      .api(
        .get, "/me/exports", "One's exports, the newest first", tag: tag, .signedIn,
        answer: ExportListOutput.self
      ) { request in
        let exports = try await identity.exports(of: request.requireViewer().account)
        return ExportListOutput(items: exports.map(ExportOutput.init))
      },
      .download(
        .get, "/me/exports/{export}/file", "The file of an export", tag: tag, .signedIn,
        contentType: "application/zip", problems: [.notFound, .notAllowedNow]
      ) { request in
        let id = try request.id("export", as: ExportID.self)
        let bytes = try await identity.exportFile(id, of: request.requireViewer().account)
        return Response.bytes(bytes, contentType: "application/zip").inParts().attachment(
          "my-data.zip")
      },
    ]
  }

  private static func ownRoutes(_ identity: Identity) -> [Route] {
    [
      .api(
        .get, "/me/consent", "What one chose about analytics; 404 while nothing was chosen", tag: tag,
        .signedIn, answer: ConsentOutput.self, problems: [.notFound]
      ) { request in
        guard let consent = try await identity.consent(of: request.requireViewer().account) else {
          throw Problem(.notFound, "Nothing has been chosen yet.")
        }
        return ConsentOutput(consent: consent)
      },
      .api(
        .put, "/me/consent", "Choose whether analytics may count oneself", tag: tag, .signedIn,
        body: ConsentInput.self, answer: ConsentOutput.self
      ) { request, body in
        let consent = Consent(analytics: body.analytics, at: identity.clock.now())
        try await identity.setConsent(consent, of: request.requireViewer().account)
        return ConsentOutput(consent: consent)
      },
      .api(
        .post, "/me/erasure",
        "Close one's account and have its data erased; with its password, if it has one", tag: tag,
        .signedIn, body: EraseAccountInput.self, answer: ErasureReceiptOutput.self, status: .accepted,
        limit: .signIn, problems: [.notAllowedNow, .confirmationNeeded]
      ) { request, body in
        let viewer = try request.requireViewer()
        let receipt = try await identity.erase(
          viewer.account, password: body.password, in: viewer.session)
        return ErasureReceiptOutput(receipt: receipt, publicURL: identity.site.url)
      },
      .api(
        .get, "/erasures/{token}", "The report of an erasure, by the token in its mail", tag: tag, .anyone,
        answer: ErasureOutput.self
      ) { request in ErasureOutput(try await identity.erasure(token: request.parameter("token"))) },
    ]
  }

  private static func adminRoutes(_ identity: Identity) -> [Route] {
    [
      .api(
        .post, "/admin/accounts/{account}/erasure", "Close somebody's account and have its data erased",
        tag: tag, .admin(.administrators), answer: ErasureOutput.self, status: .accepted,
        idempotent: true, problems: [.notFound, .notAllowedNow]
      ) { request in
        let id = try request.id("account", as: AccountID.self)
        do {
          return try await request.answer(with: { ErasureOutput($0.erasure) }) {
            try await identity.close(id, by: request.requireViewer().account)
          }
        } catch let problem as Problem where problem.kind == .unauthenticated {
          throw Problem(.notFound)
        }
      },
      .api(
        .get, "/admin/erasures", "Reports of erasures, the newest first", tag: tag, .admin(.administrators),
        answer: Page<ErasureOutput>.self
      ) { request in try await identity.erasures(request.page()).map(ErasureOutput.init) },
      .api(
        .get, "/admin/erasures/{erasure}", "The report of an erasure", tag: tag, .admin(.administrators),
        answer: ErasureOutput.self
      ) { request in ErasureOutput(try await identity.erasure(request.id("erasure", as: ErasureID.self))) },
    ]
  }
}
