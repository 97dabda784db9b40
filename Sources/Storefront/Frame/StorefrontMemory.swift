import Catalog
import Kernel
import Presentation
import Synchronization
import Web

private let megabyte = 1024 * 1024
/// What is in a list, as who sells what best, need not be told to the second.
private let membershipAge = Duration.seconds(1)
private let longestMembershipAge = Duration.seconds(2)
private let rowsAge = Duration.seconds(3)
private let popularAge = Duration.seconds(10)
private let longestPopularAge = Duration.seconds(600)
/// Bytes that a card in a list takes, about.
private let cardCost = 800
private let pageCost = 4_000

/// A thing in a language and at the prices of a market: texts of goods, shops and categories differ by the one, what goods
/// cost by the other.
struct Spoken<Key: Hashable & Sendable>: Hashable, Sendable {
  let key: Key
  let language: Language
  var market: PriceMarket?
}

/// What pages are made of and is kept for the next who asks, for each language apart. Everything knows what it depends on; lists of goods are
/// besides made anew after a while, as anything may come into them.
final class StorefrontMemory: Sendable {
  let sites = DependentCache<Spoken<String>, SiteFrame>(capacityBytes: 64 * megabyte) { site in
    pageCost + site.tree.inOrder.count * 300
  }
  let products = DependentCache<Spoken<String>, ProductPage>(
    capacityBytes: 48 * megabyte, freshFor: popularAge, staleFor: longestPopularAge, cost: \.cost)
  let listings = DependentCache<Spoken<String>, ListingPage>(
    capacityBytes: 24 * megabyte, freshFor: membershipAge, staleFor: longestMembershipAge, cost: \.cost)
  let shopPages = DependentCache<Spoken<String>, ShopPage>(
    capacityBytes: 24 * megabyte, freshFor: membershipAge, staleFor: longestMembershipAge
  ) { page in page.listing.cost + page.shop.description.utf8.count + pageCost }
  /// The sections of the front page that were published.
  let home = DependentCache<Spoken<String>, HomeSections>(capacityBytes: 8 * megabyte) {
    $0.list.count * pageCost
  }
  /// Rows of goods of the front page; the last ones serve until there are new ones.
  let homeGoods = DependentCache<Spoken<HomeCollection>, [ProductCardData]>(
    capacityBytes: 4 * megabyte, freshFor: rowsAge
  ) { $0.count * cardCost + pageCost }
  /// Its rows of shops, in the same way.
  let homeShops = DependentCache<Spoken<HomeShops>, [ShopTile]>(
    capacityBytes: 4 * megabyte, freshFor: rowsAge
  ) {
    $0.reduce(pageCost) { $0 + cardCost + $1.goods.count * cardCost + $1.shop.description.utf8.count }
  }
  let tiles = DependentCache<Spoken<CategoryRow>, [CategoryTile]>(
    capacityBytes: 8 * megabyte, freshFor: rowsAge
  ) { $0.count * cardCost + pageCost }
  let ranges = DependentCache<Spoken<String>, CategoriesPage>(capacityBytes: 32 * megabyte, freshFor: rowsAge)
  {
    page in
    pageCost + page.branches.reduce(0) { $0 + cardCost + $1.below.count * 300 }
  }
  /// What the pages of a shop's products have in common, and those of a category's.
  let shopFronts = DependentCache<Spoken<ShopID>, ShopFront>(
    capacityBytes: 16 * megabyte, freshFor: popularAge, staleFor: longestPopularAge
  ) { $0.goods.count * cardCost + $0.shop.description.utf8.count + pageCost }
  let bestSellers = DependentCache<Spoken<CategoryID>, [ProductCard]>(
    capacityBytes: 24 * megabyte, freshFor: popularAge, staleFor: longestPopularAge
  ) { $0.count * cardCost + pageCost }
  private let last = Mutex<[Language: SiteFrame]>([:])
  private let isDue = Atomic<Bool>(false)
  /// In which languages somebody has read the front page.
  let readers = ReaderLanguages()

  /// The frame as it was when it was last read, however old; in the reader's language if it was read in that.
  var lastSite: SiteFrame? {
    get { last.withLock { $0[Language.current] ?? $0.values.first } }
    set { last.withLock { $0[Language.current] = newValue } }
  }

  /// Forgets what depends on these; an empty set is everything.
  func forget(_ subjects: Set<CatalogSubject>) {
    let tags = subjects.tags
    sites.forget(tags)
    products.forget(tags)
    listings.forget(tags)
    shopPages.forget(tags)
    home.forget(tags)
    homeGoods.forget(tags)
    homeShops.forget(tags)
    tiles.forget(tags)
    ranges.forget(tags)
    shopFronts.forget(tags)
    bestSellers.forget(tags)
    isDue.store(true, ordering: .releasing)
  }

  /// Whether anything has changed since this was last asked.
  func takeDue() -> Bool { isDue.exchange(false, ordering: .acquiringAndReleasing) }
}

/// Languages that somebody has asked for since the program began.
final class ReaderLanguages: Sendable {
  private let known = Mutex<Set<Language>>([])

  func note(_ language: Language) { known.withLock { _ = $0.insert(language) } }
  func has(_ language: Language) -> Bool { known.withLock { $0.contains(language) } }
}

extension ProductPage {
  /// Bytes that it takes in memory, about.
  fileprivate var cost: Int {
    let lists = (related.count + moreOfShop.count) * cardCost
    let texts = 3 * product.text.text.utf8.count + product.translations.byteCount
    return pageCost + texts + lists + product.variants.count * 500 + pictures.count
      * 1_000
  }
}

extension ListingPage {
  /// Bytes that it takes in memory, about; the tree of categories is shared with all others.
  fileprivate var cost: Int {
    4 * pageCost + (cards.count + instead.count + categories.count + shops.count) * cardCost
  }
}

extension Storefront {
  /// What every page depends on.
  static let frameTags: Set<CacheTag> = [CatalogSubject.site.tag, CatalogSubject.categories.tag]

  /// The value in the reader's language and market as of the last change of this node. Throws what `make` throws.
  func kept<Key: Hashable & Sendable, Value: Sendable>(
    _ cache: DependentCache<Spoken<Key>, Value>, _ key: Key,
    _ make: @escaping @Sendable () async throws -> Kept<Value>
  ) async throws -> Kept<Value> {
    await catalog.changes.reached()
    let (language, market) = (Language.current, PriceMarket.current)
    // It is made in a task of its own, which knows no reader.
    return try await cache.value(Spoken(key: key, language: language, market: market)) {
      try await Language.$current.withValue(language) {
        try await PriceMarket.$current.withValue(market) { try await make() }
      }
    }
  }
}

extension [ProductCard] {
  /// The goods and their shops.
  var tags: Set<CacheTag> {
    Set(flatMap { [CatalogSubject.product($0.id).tag, CatalogSubject.shop($0.shop.id).tag] })
  }
}
