import Catalog
import Kernel
import Presentation
import Web

extension HomePage {
  /// The whole page.
  func html(head: DocumentHead, frame: StorefrontFrame, flash: Flash?) -> HTML {
    StorefrontPage.render(
      head: head, frame: frame, flash: flash,
      """
      \(StorefrontPage.banner(
      title: site.banner.shownTitle, text: site.banner.shownText, label: "Look around",
      path: bannerPath, picture: banner))\
      \(promises)\(when: isEmpty, nothingYet)\(categoryRow)\
      \(ProductGrid.row("Best sellers", bestSelling, morePath: Paths.products(sortedBy: .bestSelling)))\
      \(ProductGrid.row("Just arrived", newest, morePath: Paths.products(sortedBy: .newest)))\
      \(ProductGrid.row("Reduced", reduced))\
      \(shopRow)\(RecentlyViewed.place())\(invitation(frame))
      """)
  }

  /// For results and previews.
  var description: Words { "\(site.shownTagline). \(site.banner.shownText)" }

  /// The picture for previews: the banner's, else that of the first product.
  var previewImage: String? {
    banner?.path ?? bestSelling.first?.picture?.path ?? newest.first?.picture?.path
  }

  /// The site with its search, for search engines.
  func structuredData(publicURL: String) -> JSONValue {
    .object([
      "@context": "https://schema.org", "@type": "WebSite", "name": .string(site.name),
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

  private var bannerPath: String { site.banner.link.isEmpty ? Paths.products : site.banner.link }

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

  private var categoryRow: HTML {
    guard !categories.isEmpty else { return HTML() }
    let more = more(Paths.categories, "See all categories")
    return Card.section("Browse by category", aside: more, Card.tiles(categories.map(\.html)))
  }

  private var shopRow: HTML {
    guard !shops.isEmpty else { return HTML() }
    let more = more(Paths.shops, "See all shops")
    return Card.section("New shops", aside: more, ShopTile.grid(shops, level: 3))
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
