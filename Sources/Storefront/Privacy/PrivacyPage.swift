import Identity
import Kernel
import Web

/// One's data: a copy of it, choices about it, and the way to its end.
struct PrivacyPage {
  static let path = "/account/privacy"

  let frame: StorefrontFrame
  let exports: [Export]
  let exportDays: Int64
  let consent: Consent?
  let isRefusedByBrowser: Bool

  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, path, .signedIn) { request in
        .html(try await storefront.privacyPage(request).html(request.flash))
      },
      .page(.post, "\(path)/exports", .signedIn) { request in try await storefront.askForExport(request) },
      .page(.get, "\(path)/exports/{export}", .signedIn) { request in
        let id = try request.id("export", as: ExportID.self)
        let bytes = try await storefront.identity.exportFile(id, of: request.requireViewer().account)
        return Response.bytes(bytes, contentType: "application/zip").attachment("my-data.zip")
      },
    ]
  }
}

extension Storefront {
  func privacyPage(_ request: Request) async throws -> PrivacyPage {
    let viewer = try request.requireViewer()
    let stored = try await identity.consent(of: viewer.account)
    return PrivacyPage(
      frame: try await frame(request), exports: try await identity.exports(of: viewer.account),
      exportDays: identity.settings.retention.exportDays, consent: request.consent ?? stored,
      isRefusedByBrowser: request.refusesTracking)
  }

  func askForExport(_ request: Request) async throws -> Response {
    do {
      _ = try await identity.requestExport(of: request.requireViewer().account)
      return .redirect(
        to: PrivacyPage.path, flash: .success("Your file is being made. A mail tells you when."))
    } catch let problem as Problem where problem.kind == .notAllowedNow {
      return .redirect(to: PrivacyPage.path, flash: .error(problem.detail))
    }
  }
}
