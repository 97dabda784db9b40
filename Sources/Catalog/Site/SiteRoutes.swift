import Gateways
import Kernel
import Web

/// How the marketplace presents itself.
package enum SiteRoutes {
  private static let tag = "Site"
  private static let maximumUploadBytes = Catalog.maximumImageBytes + 64 * 1024

  /// The routes of the site.
  package static func routes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/site", "Show name and logo", tag: tag, .anyone, answer: SiteOutput.self,
        cache: .catalogue, keeping: { _ in [CatalogSubject.site.tag] }
      ) { _ in SiteOutput(try await catalog.site(), catalog) },
      .api(
        .get, "/admin/site", "Show name and logo", tag: tag, .admin(.site), answer: SiteOutput.self
      ) { _ in SiteOutput(try await catalog.site(), catalog) },
      .api(
        .patch, "/admin/site", "Change name and tagline", tag: tag, .admin(.site),
        body: SiteChangesInput.self, answer: SiteOutput.self, problems: [.preconditionFailed]
      ) { request, body in
        let edit = request.edit(body) { SiteOutput($0, catalog) }
        return SiteOutput(try await catalog.editSite(edit), catalog)
      },
      .api(
        .post, "/admin/site/logo", "Upload the logo", tag: tag, .admin(.site), answer: SiteOutput.self,
        idempotent: true, limit: .upload,
        maximumBodyBytes: maximumUploadBytes, bodyKind: [.image, .multipart], problems: [.imageUnreadable]
      ) { request in
        try await request.answer(with: { SiteOutput($0, catalog) }) {
          try await catalog.setLogo(picture(request))
        }
      },
    ]
  }

  private static func picture(_ request: Request) throws -> [UInt8] {
    guard let upload = try MediaRoutes.pictures(request).uploads.first else {
      throw Problem.invalid("image", "required", "Choose a picture.")
    }
    return try upload.bytes
  }
}

/// The site as the API shows it.
struct SiteOutput: Output {
  let site: SiteSettings
  let logo: String?

  init(_ site: SiteSettings, _ catalog: Catalog) {
    self.site = site
    logo = site.logoKey.map { catalog.imagePath($0, .card) }
  }

  static let fields: [OutputField<Self>] = [
    .init("name") { $0.site.name },
    .init("tagline") { $0.site.tagline },
    .init("logo") { $0.logo },
    .init("version") { $0.site.version },
  ]
}
