import Kernel

/// How the marketplace presents itself; administrators change it.
package struct SiteSettings: Hashable, Sendable {
  package var name: String
  package var tagline: String
  /// Below which key the sizes of the logo are stored.
  package var logoKey: String?
  /// Counts the changes.
  package var version: Int64

  private static let standardTagline: Words = "Many small shops under one roof"

  /// What is shown of `tagline`: the built-in one in the reader's language.
  package var shownTagline: Words {
    tagline == Self.standardTagline.description ? Self.standardTagline : Words(verbatim: tagline)
  }

  /// What holds until somebody changes it, for a marketplace of this name.
  package static func standard(named name: String) -> SiteSettings {
    SiteSettings(name: name, tagline: standardTagline.description, logoKey: nil, version: 0)
  }
}
