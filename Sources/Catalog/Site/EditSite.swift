import Identity
import Kernel
import Persistence
import Web

/// Changes to the site; what is absent stays, and null removes a picture.
package struct SiteChangesInput: Input {
  let name: String?
  let tagline: String?
  let removesLogo: Bool

  package init(from input: inout InputReader) throws {
    name = input.optional("name", .text(1...60))
    tagline = input.optional("tagline", .text(0...140))
    removesLogo = input.optional("removeLogo", .boolean) ?? false
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
    }
  }

  /// Makes an uploaded picture the logo. Throws `.imageUnreadable`, `.tooLarge`.
  package func setLogo(_ bytes: [UInt8]) async throws -> SiteSettings {
    let picture = try await storePicture(bytes, area: MediaKeys.site)
    return try await changeSite { $0.logoKey = picture.folder }
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
      if let logo = old.logoKey, logo != site.logoKey { try RemoveMedia.enqueue([logo], tx) }
      changes.look(after: tx)
      return try SiteStore.find(tx) ?? site
    }
  }
}
