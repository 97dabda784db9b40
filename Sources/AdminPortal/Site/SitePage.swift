import Catalog
import Kernel
import Presentation
import Web

private let logoPixels = 160

/// Name and logo of the site.
struct SitePage {
  let frame: AdminFrame
  let logo: Picture?
  let form: FormState
}

extension AdminPortal {
  /// The site as it is, with what was typed and `refused` over it.
  func sitePage(_ request: Request, _ refused: FormState?) async throws -> SitePage {
    let site = try await catalog.site()
    let stored = FormState(site)
    // Each of the page's forms sends only its own fields.
    let form = refused.map { refused in
      var form = refused
      form.values = stored.values.merging(refused.values) { $1 }
      form.basis = refused.basis ?? stored.basis
      return form
    }
    return SitePage(
      frame: try await frame(request),
      logo: site.logoKey.map { catalog.preview($0, width: logoPixels, height: logoPixels) },
      form: form ?? stored)
  }

  func changeSite(_ request: Request, _ change: () async throws -> Void) async throws -> Response {
    try await RefusedForm.answer(request) {
      try await change()
      return .redirect(to: AdminPaths.site, flash: .success("Saved. The storefront shows it already."))
    } again: { form, _ in
      try await sitePage(request, form).html(request)
    }
  }
}

extension Request {
  /// The bytes of the one uploaded file. Throws `.invalidInput` on `field` when none was chosen.
  func picture(_ field: String) throws -> [UInt8] {
    guard let upload = try uploads(field).first, !upload.isEmpty else {
      throw Problem.invalid(field, "required", "Choose a picture.")
    }
    return try upload.bytes
  }
}

extension FormState {
  /// The names of the site.
  init(_ site: SiteSettings) {
    let form = FormState(values: [
      "name": site.name, "tagline": site.tagline,
    ])
    self = form.ofStored
  }
}
