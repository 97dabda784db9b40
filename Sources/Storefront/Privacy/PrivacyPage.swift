import Identity
import Kernel
import Presentation
import Web

/// One's data: a copy of it, choices about it, and the way to its end.
struct PrivacyPage {
  let frame: StorefrontFrame
  let exports: [Export]
  let exportDays: Int64
  let consent: Consent?
  let isRefusedByBrowser: Bool
}

extension Storefront {
  func showPrivacy(_ request: Request) async throws -> Response {
    .html(try await privacyPage(request).html(request.flash))
  }

  private func privacyPage(_ request: Request) async throws -> PrivacyPage {
    let viewer = try request.requireViewer()
    let stored = try await identity.consent(of: viewer.account)
    return PrivacyPage(
      frame: try await frame(request), exports: try await identity.exports(of: viewer.account),
      exportDays: identity.settings.retention.exportDays, consent: request.consent ?? stored,
      isRefusedByBrowser: request.refusesTracking)
  }

  func askForExport(_ request: Request) async throws -> Response {
    try await RefusedForm.redirect(to: Paths.privacy) {
      _ = try await identity.requestExport(of: request.requireViewer().account)
      return .redirect(to: Paths.privacy, flash: .success("Your file is being made. A mail tells you when."))
    }
  }

  func downloadExport(_ request: Request) async throws -> Response {
    let id = try request.id("export", as: ExportID.self)
    let bytes = try await identity.exportFile(id, of: request.requireViewer().account)
    return Response.bytes(bytes, contentType: "application/zip").inParts().attachment("my-data.zip")
  }

  func exportAsText(_ request: Request) async throws -> Response {
    .json(try await identity.export(request.requireViewer().account)).attachment("account.json")
  }
}
