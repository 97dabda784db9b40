import Catalog
import Kernel
import Presentation
import Vendors
import Web

/// Between two readings of the rows at least; more where reading takes long.
private let refreshPause = Duration.seconds(1)
private let refreshShare = 10

/// What the front of the market shows.
struct HomePage: Sendable {
  let siteName: String
  let tagline: Words
  /// Those with something in them, in their order.
  let parts: [HomePart]
  /// Customers don't see it yet.
  var isPreview = false

  /// What it goes with.
  var tags: Set<CacheTag> = []

  /// It has rows of goods, and nothing is in any of them.
  var isEmpty = false
}

/// A section of the front with what is in it.
enum HomePart: Sendable {
  case banner(HomeBanner, Picture?)
  case promises
  case categories(Words, [CategoryTile])
  case products(Words, [ProductCardData], morePath: String?)
  case shops(Words, [ShopTile])
  case recentlyViewed
  case text(HomeText)
  case invitation
}

extension Storefront {
  func showHome(_ request: Request) async throws -> Response {
    let page = try await home()
    return .html(try await html(page, request)).kept(while: Storefront.frameTags.union(page.tags))
  }

  /// The draft of the front as customers would see it now.
  func previewHome(_ request: Request) async throws -> Response {
    var page = try await home(of: catalog.home().draft)
    page.isPreview = true
    return .html(try await html(page, request))
  }

  private func structuredData(_ page: HomePage, _ frame: StorefrontFrame) async throws -> [JSONValue] {
    let logo = try await site().logo.map { absolute($0.path) }
    return [
      page.structuredData(publicURL: publicURL),
      StructuredData.organization(frame.siteName, url: publicURL + Paths.home, logo: logo),
    ]
  }

  private func html(_ page: HomePage, _ request: Request) async throws -> HTML {
    let frame = try await frame(request)
    let head = DocumentHead(
      title: page.isPreview ? "Preview of the home page" : Words(verbatim: frame.siteName),
      siteName: frame.siteName, description: page.description,
      canonical: page.isPreview ? nil : absolute(Paths.home), image: page.previewImage.map(absolute),
      structuredData: page.isPreview ? [] : try await structuredData(page, frame),
      isIndexable: !page.isPreview)
    return page.html(head: head, frame: frame, flash: request.flash)
  }

  /// The front of the market: the site as it is, with the last rows that were read.
  func home() async throws -> HomePage { try await home(of: try await publishedHome()) }

  /// What was published, from memory.
  func publishedHome() async throws -> HomeSections {
    try await kept(memory.home, "home") {
      Kept(try await catalog.home().published, while: [CatalogSubject.site.tag])
    }.value
  }

  /// The page of those sections that are visible now.
  func home(of sections: HomeSections) async throws -> HomePage {
    let site = try await site()
    memory.readers.note(Language.current)
    let now = catalog.clock.now()
    var parts: [HomePart] = []
    var tags: Set<CacheTag> = []
    var (rows, goods) = (0, 0)
    for section in sections.list where section.isVisible(at: now) {
      if case .products = section.content { rows += 1 }
      guard let part = try await part(section, &tags) else { continue }
      if case .products = part { goods += 1 }
      parts.append(part)
    }
    var page = HomePage(
      siteName: site.settings.name, tagline: site.settings.shownTagline, parts: parts)
    page.tags = tags
    page.isEmpty = rows > 0 && goods == 0
    return page
  }

  /// Has the rows of the front read anew whenever something has changed, so that no customer waits for them; until its task
  /// is cancelled.
  package func keepFresh() async {
    while !Task.isCancelled {
      let begun = ContinuousClock.now
      if memory.takeDue() { await refreshHome() }
      let pause = max(refreshPause, (ContinuousClock.now - begun) * refreshShare)
      try? await Task.sleep(for: pause)
    }
  }

  private func refreshHome() async {
    guard memory.homeGoods.count + memory.homeShops.count > 0 else { return }
    for language in Languages.all where memory.readers.has(language) {
      await Language.$current.withValue(language) { await refreshHome(in: language) }
    }
  }

  private func refreshHome(in language: Language) async {
    // Who asks for the page is told when it can't be read.
    guard let sections = try? await publishedHome() else { return }
    let now = catalog.clock.now()
    for section in sections.list where section.isVisible(at: now) {
      switch section.content {
      case .products(let collection):
        await memory.homeGoods.refresh(Spoken(key: collection, language: language)) {
          try await Language.$current.withValue(language) { try await readGoods(collection) }
        }
      case .shops(let shops):
        await memory.homeShops.refresh(Spoken(key: shops, language: language)) {
          try await Language.$current.withValue(language) { try await readShops(shops) }
        }
      default: break
      }
    }
  }
}
