import Catalog
import Kernel
import Ordering
import Presentation
import Web

private let logoHeightPixels = 160
/// As many as a menu can show; behind them comes the way to all.
private let shownCategories = 40

/// What is the same around every page, whoever looks at it.
struct SiteFrame: Sendable {
  let settings: SiteSettings
  let tree: CategoryTree
  /// Those that visitors can be in.
  let markets: [PriceMarket]
  let logo: Picture?
}

extension Storefront {
  /// Name, logo and categories of the site.
  func site() async throws -> SiteFrame {
    try await kept(memory.sites, "site") {
      let settings = try await catalog.site()
      let logo = settings.logoKey.map { key in
        Picture(path: catalog.imagePath(key, .card), width: logoHeightPixels * 2, height: logoHeightPixels)
      }
      let site = SiteFrame(
        settings: settings, tree: try await catalog.categories().told(in: .current),
        markets: try await catalog.activeMarkets(), logo: logo)
      memory.lastSite = site
      return Kept(site, while: Storefront.frameTags)
    }.value
  }

  /// What surrounds a page for whoever sends the request. Needs no query for visitors without a cart. `query`
  /// is what the search field shows.
  func frame(_ request: Request, query: String = "") async throws -> StorefrontFrame {
    var frame = StorefrontFrame(try await site(), viewer: request.viewer)
    frame.query = query
    if request.asksConsent, request.hosted == nil, request.method == .get {
      frame.consentReturnPath = request.target
    }
    let count = try await ordering.presentItemCount(
      held: heldCart(request), viewer: request.viewer?.account)
    frame.cartCount = Int(count)
    return frame
  }
}

extension StorefrontFrame {
  /// The frame for a viewer, with an empty cart.
  init(_ site: SiteFrame, viewer: Viewer?) {
    self.init(
      siteName: site.settings.name, logo: site.logo,
      categories: site.tree.roots.prefix(shownCategories).map {
        NavigationLink(Words(verbatim: $0.name), Paths.category($0.slug))
      },
      signedInName: viewer?.name, isAdmin: viewer?.isAdmin ?? false)
    markets = site.markets
    footer = [
      (
        "Buy",
        [
          NavigationLink("All goods", Paths.products), NavigationLink("Categories", Paths.categories),
          NavigationLink("Shops", Paths.shops), NavigationLink("Cart", Paths.cart),
        ]
      ),
      (
        "Sell",
        [NavigationLink("Open a shop", sellPath), NavigationLink("For developers", Paths.developers)]
      ),
      (
        "Help",
        [
          NavigationLink("Questions and answers", Paths.help),
          NavigationLink("Find an order", Paths.orders), NavigationLink("Privacy", Paths.privacyChoices),
        ]
      ),
    ]
  }
}
