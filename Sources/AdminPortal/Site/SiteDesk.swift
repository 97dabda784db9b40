import Catalog
import Kernel
import Presentation
import Web

enum SiteDeskRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/site", .admin(.site)) { request in
        .html(try await portal.sitePage(request, nil).html(request))
      },
      .page(.post, "/admin/site", .admin(.site)) { request in
        try await portal.changeSite(request) {
          _ = try await portal.catalog.editSite(request.form(SiteChangesInput.self))
        }
      },
      .page(.post, "/admin/site/logo", .admin(.site), limit: .upload) { request in
        try await portal.changeSite(request) {
          _ = try await portal.catalog.setLogo(try SiteUpload.picture(request, "logo"))
        }
      },
      .page(.post, "/admin/site/banner", .admin(.site), limit: .upload) { request in
        try await portal.changeSite(request) {
          _ = try await portal.catalog.setBanner(try SiteUpload.picture(request, "picture"))
        }
      },
    ]
  }
}

enum SiteUpload {
  /// The bytes of the one uploaded file. Throws when none was chosen.
  static func picture(_ request: Request, _ field: String) throws -> [UInt8] {
    guard let upload = try request.uploads(field).first, !upload.isEmpty else {
      throw Problem.invalid(field, "required", "Choose a picture.")
    }
    return try upload.bytes
  }
}

/// Name, logo and banner of the site.
struct SitePage {
  let frame: AdminFrame
  let site: SiteSettings
  let logo: Picture?
  let banner: Picture?
  let form: FormState
}

private let previewWidth = 480

extension AdminPortal {
  func sitePage(_ request: Request, _ problem: Problem?) async throws -> SitePage {
    let site = try await catalog.site()
    let stored = FormState(values: [
      "name": site.name, "tagline": site.tagline, "banner.title": site.banner.title,
      "banner.text": site.banner.text,
      "banner.link": site.banner.link,
    ])
    let form = problem.map { problem in
      var form = stored
      for pair in request.formValues.pairs { form.values[pair.name] = [pair.value] }
      form.errors = problem.fields
      form.message = problem.fields.isEmpty ? problem.detail : nil
      return form
    }
    return SitePage(
      frame: try await frame(request), site: site,
      logo: site.logoKey.map { preview($0, width: 160, height: 160) },
      banner: site.banner.key.map {
        preview(
          $0, width: previewWidth,
          height: max(1, previewWidth * site.banner.height / max(1, site.banner.width)))
      },
      form: form ?? stored)
  }

  func changeSite(_ request: Request, _ change: () async throws -> Void) async throws -> Response {
    do {
      try await change()
      return .redirect(to: "/admin/site", flash: .success("Saved. The storefront shows it already."))
    } catch let problem as Problem {
      return .html(
        try await sitePage(request, problem).html(request), status: problem.pageStatus)
    }
  }

  private func preview(_ key: String, width: Int, height: Int) -> Picture {
    Picture(path: catalog.imagePath(key, .card), width: width, height: height)
  }
}
