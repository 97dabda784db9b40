import Catalog
import Kernel
import Presentation
import Vendors
import Web

/// How many cards a row has.
private let rowLength = 12
/// How many of the newest are looked at to find goods of different shops.
private let newestPoolSize = 96
/// A row with fewer cards than this is left out.
private let shortestRow = 4
private let shownShops = 6
private let shownCategories = 8
private let homeKey = "home"
/// Between two readings of the rows at least; more where reading takes long.
private let refreshPause = Duration.seconds(1)
private let refreshShare = 10

/// What the front of the market shows.
struct HomePage: Sendable {
  let site: SiteSettings
  let banner: Picture?
  let categories: [CategoryTile]
  let bestSelling: [ProductCardData]
  let newest: [ProductCardData]
  let reduced: [ProductCardData]
  let shops: [ShopTile]

  /// What it goes with.
  var tags: Set<CacheTag> = []

  /// Nothing is for sale yet.
  var isEmpty: Bool { newest.isEmpty && bestSelling.isEmpty }
}

/// The goods and shops that the front shows.
struct HomeRows: Sendable {
  let bestSelling: [ProductCardData]
  let newest: [ProductCardData]
  let reduced: [ProductCardData]
  let shops: [ShopTile]
}

extension Storefront {
  func showHome(_ request: Request) async throws -> Response {
    let page = try await home()
    let frame = try await frame(request)
    let head = DocumentHead(
      title: Words(verbatim: frame.siteName), siteName: frame.siteName, description: page.description,
      canonical: absolute(Paths.home), image: page.previewImage.map(absolute),
      structuredData: [
        page.structuredData(publicURL: publicURL),
        StructuredData.organization(
          frame.siteName, url: publicURL + Paths.home, logo: try await site().logo.map { absolute($0.path) }),
      ])
    return .html(page.html(head: head, frame: frame, flash: request.flash))
      .kept(while: Storefront.frameTags.union(page.tags))
  }

  /// The front of the market: the site as it is, with the last rows that were read.
  func home() async throws -> HomePage {
    let site = try await site()
    memory.readers.note(Language.current)
    let kept = try await kept(memory.homeRows, homeKey, readRows)
    let rows = kept.value
    var page = HomePage(
      site: site.settings, banner: banner(site.settings.banner),
      categories: try await categoryTiles(of: nil, limit: shownCategories),
      bestSelling: rows.bestSelling, newest: rows.newest, reduced: rows.reduced, shops: rows.shops)
    page.tags = kept.tags
    return page
  }

  /// Has the rows of the front read anew whenever something has changed, so that no customer waits for them; until its task
  /// is cancelled.
  package func keepFresh() async {
    while !Task.isCancelled {
      let begun = ContinuousClock.now
      if memory.takeDue(), memory.homeRows.count > 0 {
        for language in Languages.all where memory.readers.has(language) {
          await memory.homeRows.refresh(Spoken(key: homeKey, language: language)) {
            try await Language.$current.withValue(language) { try await readRows() }
          }
        }
      }
      let pause = max(refreshPause, (ContinuousClock.now - begun) * refreshShare)
      try? await Task.sleep(for: pause)
    }
  }

  /// Depends on what is shown, so that nothing stays there that has gone; besides, anything may come into the rows.
  @Sendable private func readRows() async throws -> Kept<HomeRows> {
    let newest = try await catalog.products(
      ListingQuery(sort: .newest, page: PageRequest(limit: newestPoolSize))
    ).items
    let selling = try await catalog.products(
      ListingQuery(sort: .bestSelling, page: PageRequest(limit: rowLength))
    ).items.filter { $0.sold > 0 && $0.inStock }
    let reduced = newest.filter { $0.isReduced && $0.inStock }
    let shops = try await vendors.newestShops(limit: shownShops)
    let rows = HomeRows(
      bestSelling: row(selling), newest: row(HomePage.mixed(newest)), reduced: row(HomePage.mixed(reduced)),
      shops: try await shopTiles(shops))
    let shown = shops.map { CatalogSubject.shop($0.id).tag }
    return Kept(rows, while: (newest + selling).tags.union(shown))
  }

  private func banner(_ banner: SiteBanner) -> Picture? {
    banner.key.map { key in
      catalog.picture(key, width: banner.width, height: banner.height, alternative: "")
    }
  }

  private func row(_ cards: [ProductCard]) -> [ProductCardData] {
    cards.count < shortestRow ? [] : cards.prefix(rowLength).map(catalog.cardData)
  }
}

extension HomePage {
  /// The same goods with those of different shops taking turns, each shop's in their order.
  static func mixed(_ cards: [ProductCard]) -> [ProductCard] {
    var shops: [ShopID] = []
    var waiting: [ShopID: [ProductCard]] = [:]
    for card in cards {
      if waiting[card.shop.id] == nil { shops.append(card.shop.id) }
      waiting[card.shop.id, default: []].append(card)
    }
    var mixed: [ProductCard] = []
    var turn = 0
    while mixed.count < cards.count {
      for shop in shops {
        if let row = waiting[shop], turn < row.count { mixed.append(row[turn]) }
      }
      turn += 1
    }
    return mixed
  }
}

extension ProductCard {
  /// Whether it costs less than before.
  var isReduced: Bool { compareAtPrice.map { $0.amount > price.amount } ?? false }
}
