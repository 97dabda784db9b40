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
        .get, "/site", "Show name, logo and banner", tag: tag, .anyone, answer: SiteOutput.self,
        cache: .catalogue, keeping: { _ in [CatalogSubject.site.tag] }
      ) { _ in SiteOutput(try await catalog.site(), catalog) },
      .api(
        .get, "/admin/site", "Show name, logo and banner", tag: tag, .admin(.site), answer: SiteOutput.self
      ) { _ in SiteOutput(try await catalog.site(), catalog) },
      .api(
        .patch, "/admin/site", "Change name, tagline and banner", tag: tag, .admin(.site),
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
      .api(
        .post, "/admin/site/banner", "Upload the picture of the banner", tag: tag, .admin(.site),
        answer: SiteOutput.self, idempotent: true, limit: .upload, maximumBodyBytes: maximumUploadBytes,
        bodyKind: [.image, .multipart], problems: [.imageUnreadable]
      ) { request in
        try await request.answer(with: { SiteOutput($0, catalog) }) {
          try await catalog.setBanner(picture(request))
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
  let banner: BannerOutput

  init(_ site: SiteSettings, _ catalog: Catalog) {
    self.site = site
    logo = site.logoKey.map { catalog.imagePath($0, .card) }
    banner = BannerOutput(banner: site.banner, image: site.banner.key.map { catalog.imagePath($0, .zoom) })
  }

  static let fields: [OutputField<Self>] = [
    .init("name") { $0.site.name },
    .init("tagline") { $0.site.tagline },
    .init("logo") { $0.logo },
    .init("banner") { $0.banner },
    .init("version") { $0.site.version },
  ]
}

/// The banner as the API shows it.
struct BannerOutput: Output {
  let banner: SiteBanner
  let image: String?

  static let fields: [OutputField<Self>] = [
    .init("title") { $0.banner.title },
    .init("text") { $0.banner.text },
    .init("link") { $0.banner.link },
    .init("image") { $0.image },
    .init("width") { $0.banner.width },
    .init("height") { $0.banner.height },
  ]
}
