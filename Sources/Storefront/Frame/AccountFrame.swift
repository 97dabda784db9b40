import Web
import Kernel

/// What surrounds the pages of an account: the title, and tabs from one to the other.
enum AccountFrame {
  private static let tabs: [(label: Words, path: String, count: Int?)] = [
    ("Orders", "/orders", nil), ("Profile", "/account", nil), ("Addresses", "/account/addresses", nil),
    ("Shops you follow", FollowsPage.path, nil),
    ("Security", "/account/security", nil), ("Privacy", "/account/privacy", nil),
  ]

  /// A private page; `current` is the path of its tab.
  static func page(
    _ frame: StorefrontFrame, flash: Flash?, title: Words, lead: Words? = nil, aside: HTML? = nil,
    current: String, _ content: HTML
  ) -> HTML {
    StorefrontPage.render(
      head: DocumentHead(title: title, siteName: frame.siteName, isIndexable: false), frame: frame,
      flash: flash,
      """
      \(StorefrontPage.title(title, lead: lead, aside: aside))\
      \(Navigation.tabs("Account", tabs, current: current))\(content)
      """)
  }
}
