import Identity
import Kernel
import Persistence
import Web

/// Changes to the site; what is absent stays, and null removes a picture.
package struct SiteChangesInput: Input {
  let name: String?
  let tagline: String?
  let removesLogo: Bool
  let banner: BannerChangesInput?

  package init(from input: inout InputReader) throws {
    name = input.optional("name", .text(1...60))
    tagline = input.optional("tagline", .text(0...140))
    removesLogo = input.optional("removeLogo", .boolean) ?? false
    banner = input.optionalObject("banner", BannerChangesInput.self)
  }
}

/// Changes to the banner.
package struct BannerChangesInput: Input {
  let title: String?
  let text: String?
  let link: String?
  let removesImage: Bool

  package init(from input: inout InputReader) throws {
    title = input.optional("title", .text(0...120))
    text = input.optional("text", .text(0...300))
    link = input.optional("link", BannerChangesInput.linkRule)
    removesImage = input.optional("removeImage", .boolean) ?? false
  }

  /// A path of this site, or an address.
  private static let linkRule = Rule<String>(
    schema: .object(["type": "string", "maxLength": 500]), placeholder: ""
  ) { value in
    let text = try Rule<String>.text(0...500).parse(value)
    let isOwn = text.hasPrefix("/") && !text.hasPrefix("//") && !text.contains("\\") && !text.contains(" ")
    if text.isEmpty || isOwn { return text }
    do {
      return try Rule<String>.url.parse(value)
    } catch {
      throw InputFailure(
        "invalid",
        "Write a path of this site, as /categories/garden, or an address that begins with https://.")
    }
  }
}

extension Catalog {
  /// How the site presents itself.
  package func site() async throws -> SiteSettings {
    try await database.read { try SiteStore.find($0) } ?? standardSite
  }

  /// How a new one does.
  package var standardSite: SiteSettings { .standard(named: siteName) }

  /// Changes the site; the storefront shows it at once.
  package func editSite(_ edit: @escaping Edit<SiteSettings, SiteChangesInput>) async throws -> SiteSettings {
    try await changeSite { site in
      let changes = try edit(site)
      if let name = changes.name { site.name = name }
      if let tagline = changes.tagline { site.tagline = tagline }
      if changes.removesLogo { site.logoKey = nil }
      guard let banner = changes.banner else { return }
      if let title = banner.title { site.banner.title = title }
      if let text = banner.text { site.banner.text = text }
      if let link = banner.link { site.banner.link = link }
      if banner.removesImage { site.banner = site.banner.without }
    }
  }

  /// Makes an uploaded picture the logo. Throws `.imageUnreadable`, `.tooLarge`.
  package func setLogo(_ bytes: [UInt8]) async throws -> SiteSettings {
    let picture = try await storePicture(bytes, area: "site")
    return try await changeSite { $0.logoKey = picture.folder }
  }

  /// Makes an uploaded picture the banner's. Throws `.imageUnreadable`, `.tooLarge`.
  package func setBanner(_ bytes: [UInt8]) async throws -> SiteSettings {
    let picture = try await storePicture(bytes, area: "site")
    return try await changeSite { site in
      site.banner.key = picture.folder
      site.banner.width = picture.width
      site.banner.height = picture.height
    }
  }

  private func changeSite(_ change: @escaping @Sendable (inout SiteSettings) throws -> Void) async throws
    -> SiteSettings
  {
    try await database.write { tx in
      let old = try SiteStore.lock(standardSite, tx)
      var site = old
      try change(&site)
      guard site != old else { return old }
      try SiteStore.save(site, tx)
      try tx.record("site.edited", on: "site", before: old.auditFields, after: site.auditFields)
      let gone = [old.logoKey, old.banner.key].filter { $0 != site.logoKey && $0 != site.banner.key }
      try RemoveMedia.enqueue(gone.compactMap { $0 }, tx)
      changes.look(after: tx)
      return try SiteStore.find(tx) ?? site
    }
  }
}

extension SiteBanner {
  /// The banner without its picture.
  fileprivate var without: SiteBanner {
    SiteBanner(key: nil, width: 0, height: 0, title: title, text: text, link: link)
  }
}
