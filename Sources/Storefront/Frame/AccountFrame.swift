import Kernel
import Presentation
import Web

/// What surrounds the pages of an account: the title, and tabs from one to the other.
enum AccountFrame {
  private static let tabs: [(label: Words, path: String, count: Int?)] = [
    ("Orders", Paths.orders, nil), ("Profile", Paths.profile, nil), ("Addresses", Paths.addresses, nil),
    ("Shops you follow", Paths.follows, nil), ("Security", Paths.security, nil),
    ("Privacy", Paths.privacy, nil),
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
