import Catalog
import Kernel
import Presentation
import Vendors
import Web

/// How many products a page of a listing has.
let listingPageSize = 24
private let hintedProducts = 6
private let shortestSearch = 2

/// What a listing is of.
enum ListingSubject: Sendable {
  case everything
  case search
  /// The category with those above it, and those below it.
  case category(path: [Category], below: [CategoryTile])
  case shop(ShopSummary)

  /// The filter that the path implies.
  func narrow(_ filter: ListingFilter) -> ListingFilter {
    var narrowed = filter
    switch self {
    case .everything, .search: break
    case .category(let path, _): narrowed.category = path.last?.id.description
    case .shop(let shop): narrowed.shops = [shop.slug]
    }
    return narrowed
  }
}

extension ListingSubject {
  /// The shop that the listing is of.
  fileprivate var shop: ShopSummary? {
    if case .shop(let shop) = self { shop } else { nil }
  }
}

/// A page of products with everything that narrows it.
struct ListingPage: Sendable {
  let subject: ListingSubject
  let state: ListingState
  let tree: CategoryTree
  let cards: [ProductCardData]
  let total: Int
  let facets: Facets
  /// How many could be bought now.
  let inStockCount: Int
  /// What was searched instead of a mistyped text.
  let correctedText: String?
  /// Categories and shops whose names fit the search.
  let categories: [Category]
  let shops: [ShopSummary]
  /// What else there is, for a listing without results.
  let instead: [ProductCardData]
  let currency: Currency
  /// What was typed as prices.
  var prices: PriceRange?

  /// How many pages there are.
  var lastPage: Int { max(1, (total + listingPageSize - 1) / listingPageSize) }

  /// Where to go on when the page lies behind the last one.
  var linkOfLastPage: String? {
    state.page > lastPage ? state.link { $0.page = lastPage } : nil
  }
}

extension Storefront {
  func show(_ subject: ListingSubject, _ request: Request) async throws -> Response {
    let typed = ListingState(path: request.path, request.query)
    let (state, prices) = try await settled(typed, of: subject)
    // The address that everybody can be sent, whatever language it is read in.
    if let prices, prices.isReadable, state.link != typed.link { return .redirect(to: state.link) }
    let kept = try await listing(subject, state)
    var page = kept.value
    page.prices = prices
    if let link = page.linkOfLastPage { return .redirect(to: link) }
    let frame = try await frame(request, query: state.filter.text ?? "")
    return .html(page.html(head: listingHead(page, frame), frame: frame, flash: request.flash))
      .kept(while: kept.tags)
  }

  func showCategory(_ request: Request) async throws -> Response {
    let reference = try request.parameter("category")
    let subject = try await categorySubject(reference)
    if case .category(let path, _) = subject, let slug = path.last?.slug, slug != reference {
      return .moved(to: request.query.behind(Paths.category(slug)))
    }
    return try await show(subject, request)
  }

  /// The listing of this subject in this state, made of the products that it shows.
  func listing(_ subject: ListingSubject, _ state: ListingState) async throws -> Kept<ListingPage> {
    // Under shops' own names all listings have the same path.
    let key = subject.shop.map { "\($0.id) \(state.link)" } ?? state.link
    return try await kept(memory.listings, key) {
      try await readListing(subject, state)
    }
  }

  private func readListing(_ subject: ListingSubject, _ state: ListingState) async throws -> Kept<ListingPage>
  {
    let currency = try await catalog.priceCurrency(subject.narrow(state.filter))?.currency ?? .eur
    let filter = subject.narrow(state.complete(in: currency))
    let listing = try await catalog.listing(
      ListingQuery(filter: filter, sort: state.sort, number: state.page, limit: listingPageSize))
    var buyable = filter
    buyable.inStockOnly = true
    let inStock = try await catalog.listing(ListingQuery(filter: buyable, page: PageRequest(limit: 1)))
    var hints: Suggestions?
    if case .search = subject, let text = filter.text, state.page == 1, text.count >= shortestSearch {
      hints = try await catalog.suggestions(for: text)
    }
    var instead: [ProductCard] = []
    if listing.total == 0 {
      let popular = ListingQuery(sort: .bestSelling, page: PageRequest(limit: hintedProducts))
      instead = try await catalog.products(popular).items
    }
    let page = ListingPage(
      subject: subject, state: state, tree: try await site().tree,
      cards: listing.page.items.map(catalog.cardData), total: listing.total,
      facets: try await catalog.facets(filter), inStockCount: inStock.total,
      correctedText: listing.correctedText, categories: hints?.categories ?? [], shops: hints?.shops ?? [],
      instead: instead.map(catalog.cardData), currency: currency)
    var tags = Storefront.frameTags.union(listing.page.items.tags).union(instead.tags)
    if let shop = subject.shop { tags.insert(CatalogSubject.shop(shop.id).tag) }
    return Kept(page, while: tags)
  }

  /// What a category's page is of. Throws `.notFound`.
  func categorySubject(_ reference: String) async throws -> ListingSubject {
    let tree = try await site().tree
    guard let category = tree.find(reference) else { throw Problem(.notFound) }
    return .category(path: tree.path(to: category.id), below: try await categoryTiles(of: category.id))
  }
}
