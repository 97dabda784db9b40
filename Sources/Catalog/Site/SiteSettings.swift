import Kernel

/// How the marketplace presents itself; administrators change it.
package struct SiteSettings: Hashable, Sendable {
  package var name: String
  package var tagline: String
  /// Below which key the sizes of the logo are stored.
  package var logoKey: String?
  /// The banner of the home page.
  package var banner: SiteBanner
  /// Counts the changes.
  package var version: Int64

  private static let standardTagline: Words = "Many small shops under one roof"

  /// What is shown of `tagline`: the built-in one in the reader's language.
  package var shownTagline: Words {
    tagline == Self.standardTagline.description ? Self.standardTagline : Words(verbatim: tagline)
  }

  /// What holds until somebody changes it, for a marketplace of this name.
  package static func standard(named name: String) -> SiteSettings {
    SiteSettings(
      name: name, tagline: standardTagline.description, logoKey: nil,
      banner: SiteBanner(
        key: nil, width: 0, height: 0, title: SiteBanner.standardTitle.description,
        text: SiteBanner.standardText.description, link: "/products"),
      version: 0)
  }
}

/// The banner of the home page.
package struct SiteBanner: Hashable, Sendable {
  /// Below which key the sizes of its picture are stored.
  package var key: String?
  /// Pixels across of the largest size; 0 without a picture.
  package var width: Int
  /// Pixels down of the largest size; 0 without a picture.
  package var height: Int
  package var title: String
  package var text: String
  /// A path of this site, or an address that begins with https.
  package var link: String

  fileprivate static let standardTitle: Words = "Made by people, sold by people"
  fileprivate static let standardText: Words =
    "Hundreds of small shops in one market hall: one cart, one checkout."

  /// What is shown of `title`: the built-in one in the reader's language.
  package var shownTitle: Words {
    title == Self.standardTitle.description ? Self.standardTitle : Words(verbatim: title)
  }

  /// What is shown of `text`: the built-in one in the reader's language.
  package var shownText: Words {
    text == Self.standardText.description ? Self.standardText : Words(verbatim: text)
  }
}
