import Catalog
import Kernel
import Presentation
import Web

extension HomePage {
  /// The whole page.
  func html(head: DocumentHead, frame: StorefrontFrame, flash: Flash?) -> HTML {
    // What leads into the page stands above the word that nothing is for sale yet.
    let opening = parts.prefix { $0.isOpening }
    return StorefrontPage.render(
      head: head, frame: frame, flash: flash,
      """
      \(when: isPreview, previewNote)\(when: heading == nil, hiddenHeading)\
      \(opening.enumerated().map { html($1, at: $0, frame) })\(when: isEmpty, nothingYet)\
      \(parts.enumerated().dropFirst(opening.count).map { html($1, at: $0, frame) })
      """)
  }

  private func html(_ part: HomePart, at place: Int, _ frame: StorefrontFrame) -> HTML {
    switch part {
    case .promises: promises
    case .recentlyViewed: RecentlyViewed.place()
    case .invitation: invitation(frame)
    case .banner(let banner, let picture): html(banner, picture, at: place)
    case .categories(let title, let tiles):
      Card.section(title, aside: more(Paths.categories, "See all categories"), Card.tiles(tiles.map(\.html)))
    case .products(let title, let cards, let path): ProductGrid.row(title, cards, morePath: path)
    case .shops(let title, let tiles):
      Card.section(title, aside: more(Paths.shops, "See all shops"), ShopTile.grid(tiles, level: 3))
    case .text(let text): html(text)
    }
  }

  private func html(_ banner: HomeBanner, _ picture: Picture?, at place: Int) -> HTML {
    let button = banner.button.shown()
    return StorefrontPage.banner(
      title: banner.shownHeading, text: banner.shownText,
      label: button.isEmpty ? "Look around" : Words(verbatim: button),
      path: banner.link.isEmpty ? Paths.products : banner.link, picture: picture,
      level: place == heading ? 1 : 2, isFirst: place == 0)
  }

  private func html(_ text: HomeText) -> HTML {
    let title = text.title.shown()
    let content: HTML = "<div class=\"prose\">\(ShopAbout.paragraphs(text.text.shown()))</div>"
    if title.isEmpty { return "<section class=\"section\">\(content)</section>" }
    return Card.section(Words(verbatim: title), content)
  }

  private var previewNote: HTML {
    Notice.alert(
      .info, "This is the draft of the home page", "Customers don't see it before you publish it.",
      actions: Button.link("Back to the sections", to: AdminPaths.home, size: .small))
  }

  /// The place of the banner that has the page's title.
  private var heading: Int? {
    parts.firstIndex { if case .banner(let banner, _) = $0 { !banner.shownHeading.isEmpty } else { false } }
  }

  private var hiddenHeading: HTML { "<h1 class=\"visually-hidden\">\(siteName)</h1>" }

  private var firstBanner: (banner: HomeBanner, picture: Picture?)? {
    for case .banner(let banner, let picture) in parts { return (banner, picture) }
    return nil
  }

  /// For results and previews.
  var description: Words {
    guard let banner = firstBanner?.banner else { return tagline }
    return "\(tagline). \(banner.shownText)"
  }

  /// The picture for previews: the banner's, else that of the first product.
  var previewImage: String? {
    if let picture = firstBanner?.picture { return picture.path }
    for case .products(_, let cards, _) in parts {
      if let picture = cards.first?.picture { return picture.path }
    }
    return nil
  }

  /// The site with its search, for search engines.
  func structuredData(publicURL: String) -> JSONValue {
    .object([
      "@context": "https://schema.org", "@type": "WebSite", "name": .string(siteName),
      "url": .string(publicURL + Paths.home),
      "potentialAction": .object([
        "@type": "SearchAction",
        "target": .object([
          "@type": "EntryPoint",
          "urlTemplate": .string(publicURL + Paths.searchTemplate),
        ]),
        "query-input": "required name=search_term_string",
      ]),
    ])
  }

  private var promises: HTML {
    """
    <ul class="assurances"><li>\(Icon.show(.store))<span><strong>\(say: "Straight from the makers")</strong> \
    \(say: "Every order goes to the shop that made or chose it.")</span></li>\
    <li>\(Icon.show(.cart))<span><strong>\(say: "One cart, one checkout")</strong> \
    \(say: "Buy from many shops at once and pay once.")</span></li>\
    <li>\(Icon.show(.truck))<span><strong>\(say: "Follow every parcel")</strong> \
    \(say: "Each shop's delivery has its own timeline.")</span></li>\
    <li>\(Icon.show(.shield))<span><strong>\(say: "Money back if it is not right")</strong> \
    \(say: "Ask for it in the order, in a few words.")</span></li></ul>
    """
  }

  private func more(_ path: String, _ name: Words) -> HTML {
    """
    <a class="link-more" href="\(path)" aria-label="\(name)">\(say: "See all")\(Icon.show(.arrowRight))</a>
    """
  }

  private var nothingYet: HTML {
    Notice.empty(
      .store, "The stalls are being set up",
      "Nothing is for sale yet. If you make or keep good things, yours can be the first shop here.",
      action: Button.link("Open a shop", to: SellerPaths.shops, kind: .primary))
  }

  private func invitation(_ frame: StorefrontFrame) -> HTML {
    """
    <section class="invitation"><div><h2 class="invitation__title">\(say: "Sell at \(frame.siteName)")</h2>\
    <p>\(say: "Bring your goods by hand or from a file, keep your prices and your name. You are paid for what has been delivered.")</p></div>\
    \(Button.link("Open a shop", to: frame.sellPath, kind: .secondary, icon: .store, size: .large))</section>
    """
  }
}

extension HomePart {
  /// Whether it says what this place is, rather than showing something of it.
  fileprivate var isOpening: Bool {
    switch self {
    case .banner, .promises: true
    default: false
    }
  }
}
