import Kernel

/// A link with its name.
package struct NavigationLink: Sendable {
  /// What is read.
  package let label: Words
  /// Where it leads.
  package let path: String

  /// A link named `label` to `path`.
  package init(_ label: Words, _ path: String) {
    self.label = label
    self.path = path
  }
}

/// What the storefront's frame shows around every page.
package struct StorefrontFrame: Sendable {
  /// The site's name, shown as the wordmark.
  package var siteName: String
  /// The admin's logo; the wordmark where there is none.
  package var logo: Picture?
  /// Top categories for the menu.
  package var categories: [NavigationLink]
  /// What is being searched for.
  package var query: String
  /// Name of the signed-in person.
  package var signedInName: String?
  /// Things in the cart.
  package var cartCount: Int
  /// Where "Sell" leads; the person's portal or the page that opens a shop.
  package var sellPath: String
  /// Whether the person may open the admin portal.
  package var isAdmin: Bool
  /// Where the answer to the question for consent leads back to; `nil` where nothing is asked.
  package var consentReturnPath: String?
  /// The markets to choose from.
  package var markets: [PriceMarket] = []
  /// Columns of links at the foot.
  package var footer: [(title: Words, links: [NavigationLink])]

  /// A frame for an anonymous visitor unless told otherwise.
  package init(
    siteName: String = "Souk", logo: Picture? = nil, categories: [NavigationLink] = [], query: String = "",
    signedInName: String? = nil, cartCount: Int = 0, sellPath: String = "/sell",
    isAdmin: Bool = false, footer: [(title: Words, links: [NavigationLink])] = []
  ) {
    self.siteName = siteName
    self.logo = logo
    self.categories = categories
    self.query = query
    self.signedInName = signedInName
    self.cartCount = cartCount
    self.sellPath = sellPath
    self.isAdmin = isAdmin
    self.footer = footer
  }
}

/// Pages of the storefront.
package enum StorefrontPage {
  /// A page: header, `breadcrumbs`, `flash`, the content in a container, footer. `isWide` lets the content
  /// reach the edges (it then brings its own `container`s).
  package static func render(
    head: DocumentHead, frame: StorefrontFrame, flash: Flash? = nil, breadcrumbs: HTML? = nil,
    isWide: Bool = false, bodyClass: String = "", _ content: HTML
  ) -> HTML {
    Document.render(
      head: head,
      body: """
        \(StorefrontHeader.show(frame))
        <main id="main" class="main\(isWide ? "" : " container")" tabindex="-1">\(Notice.flash(flash))\
        \(breadcrumbs)\
        \(content)</main>
        \(StorefrontFooter.show(frame))
        \(frame.consentReturnPath.map { ConsentBanner.show(returnPath: $0) })
        """, bodyClass: bodyClass)
  }

  /// A page with one narrow form in the middle: sign in, sign up, codes.
  package static func renderForm(
    head: DocumentHead, frame: StorefrontFrame, flash: Flash? = nil, title: Words, intro: Words? = nil,
    _ form: HTML, below: HTML? = nil
  ) -> HTML {
    render(
      head: head, frame: frame, flash: flash,
      """
      <div class="narrow"><h1 class="page-title">\(title)</h1>\
      \(intro.map { "<p class=\"lead\">\($0)</p>" } as HTML?)\
      <div class="card card--form">\(form)</div>\(below)</div>
      """)
  }

  /// The title of a page with a quiet line under it and something at its right.
  package static func title(_ title: Words, lead: Words? = nil, aside: HTML? = nil) -> HTML {
    self.title(html: HTML(title), lead: lead, aside: aside)
  }

  /// The same for a title of which a part is marked up.
  package static func title(html title: HTML, lead: Words? = nil, aside: HTML? = nil) -> HTML {
    """
    <header class="page-head"><div><h1 class="page-title" dir="auto">\(title)</h1>\
    \(lead.map { "<p class=\"lead\">\($0)</p>" } as HTML?)</div>\
    \(aside.map { "<div class=\"page-head__aside\">\($0)</div>" } as HTML?)</header>
    """
  }

  /// A banner of the home page; its title is a heading of `level`. Only what stands first loads its picture at once.
  package static func banner(
    title: Words, text: Words, label: Words, path: String, picture: Picture?, level: Int = 1,
    isFirst: Bool = true
  ) -> HTML {
    let drawing = picture?.html(sizes: "(min-width: 800px) 50vw, 100vw", isEager: isFirst) ?? bannerDrawing
    return """
      <section class="banner\(picture == nil ? " banner--plain" : "")"><div class="banner__body">\
      <h\(level) class="banner__title" dir="auto">\(title)</h\(level)><p class="banner__text" dir="auto">\(text)</p>\
      \(Button.link(label, to: path, kind: .primary, size: .large))</div>\
      <div class="banner__picture">\(drawing)</div></section>
      """
  }

  /// Content beside a column: filters, summary, account menu. `aside` is left, or right when `isAsideLast`.
  package static func columns(aside: HTML, isAsideLast: Bool = false, _ content: HTML) -> HTML {
    let column: HTML = "<div class=\"columns__aside\">\(aside)</div>"
    return """
      <div class="columns\(isAsideLast ? " columns--summary" : "")">\(when: !isAsideLast, column)\
      <div class="columns__content">\(content)</div>\(when: isAsideLast, column)</div>
      """
  }

  private static let bannerDrawing: HTML = """
    <svg class="banner__drawing" viewBox="0 0 560 360" aria-hidden="true" focusable="false">\
    <use href="\(Icon.sprite)#market" width="560" height="360"/></svg>
    """
}
