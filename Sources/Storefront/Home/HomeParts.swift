import Catalog
import Kernel
import Presentation
import Vendors
import Web

/// How many of an order are looked at to find goods of different shops, or reduced ones.
private let poolSize = 96

extension Storefront {
  /// A section with what is in it; `nil` when that is nothing. Adds what it goes with.
  func part(_ section: HomeSection, _ tags: inout Set<CacheTag>) async throws -> HomePart? {
    switch section.content {
    case .promises: return .promises
    case .recentlyViewed: return .recentlyViewed
    case .invitation: return .invitation
    case .text(let text): return .text(text)
    case .banner(let banner):
      guard let picture = banner.picture else { return .banner(banner, nil) }
      let shown = catalog.picture(
        picture.key, width: picture.width, height: picture.height, alternative: "",
        look: try await catalog.look(of: picture.key))
      return .banner(banner, shown)
    case .categories(let categories):
      let tiles = try await categoryTiles(categories)
      return tiles.isEmpty ? nil : .categories(section.name, tiles)
    case .products(let collection):
      let kept = try await kept(memory.homeGoods, collection) { try await readGoods(collection) }
      tags.formUnion(kept.tags)
      if kept.value.isEmpty { return nil }
      return .products(section.name, kept.value, morePath: try await morePath(collection))
    case .shops(let shops):
      let kept = try await kept(memory.homeShops, shops) { try await readShops(shops) }
      tags.formUnion(kept.tags)
      return kept.value.isEmpty ? nil : .shops(section.name, kept.value)
    }
  }

  private func categoryTiles(_ categories: HomeCategories) async throws -> [CategoryTile] {
    categories.chosen.isEmpty
      ? try await categoryTiles(of: nil, limit: categories.count)
      : try await categoryTiles(Array(categories.chosen.prefix(categories.count)))
  }

  /// Depends on what is shown, so that nothing stays there that has gone; besides, anything may come into a rule.
  @Sendable func readGoods(_ collection: HomeCollection) async throws -> Kept<[ProductCardData]> {
    guard let rule = collection.rule else { return try await readPicked(collection) }
    let isPool = rule.reducedOnly || rule.sort == .newest
    let found = try await catalog.products(
      ListingQuery(
        filter: rule.filter(inStockOnly: collection.inStockOnly), sort: rule.sort.listing,
        page: PageRequest(limit: isPool ? poolSize : collection.count))
    ).items
    var cards = found.filter { collection.takes($0) }
    if rule.sort == .bestSelling { cards = cards.filter { $0.sold > 0 } }
    if rule.reducedOnly { cards = cards.filter(\.isReduced) }
    if rule.sort == .newest { cards = HomePage.mixed(cards) }
    var tags = found.tags
    if rule.category != nil { tags.insert(CatalogSubject.categories.tag) }
    return Kept(row(cards, collection), while: tags)
  }

  private func readPicked(_ collection: HomeCollection) async throws -> Kept<[ProductCardData]> {
    let cards = try await catalog.cards(collection.products)
    // What is hidden now comes back with its own change.
    let tags = cards.tags.union(collection.products.map { CatalogSubject.product($0).tag })
    return Kept(row(cards.filter { collection.takes($0) }, collection), while: tags)
  }

  private func row(_ cards: [ProductCard], _ collection: HomeCollection) -> [ProductCardData] {
    let shown = cards.prefix(collection.count)
    return shown.count < collection.minimum ? [] : shown.map(catalog.cardData)
  }

  /// As `readGoods`.
  @Sendable func readShops(_ choice: HomeShops) async throws -> Kept<[ShopTile]> {
    let shops =
      switch choice.choice {
      case .newest: try await vendors.newestShops(limit: choice.count)
      case .mostFollowed: try await vendors.mostFollowedShops(limit: choice.count)
      case .byHand: Array(try await vendors.openShops(choice.shops).prefix(choice.count))
      }
    let named = choice.choice == .byHand ? choice.shops : shops.map(\.id)
    return Kept(try await shopTiles(shops), while: Set(named.map { CatalogSubject.shop($0).tag }))
  }

  /// Where one sees all of a rule; `nil` where no listing shows the same.
  private func morePath(_ collection: HomeCollection) async throws -> String? {
    guard let rule = collection.rule, !rule.reducedOnly else { return nil }
    let category = try await category(rule.category)
    var state = ListingState(path: category.map { Paths.category($0.slug) } ?? Paths.products, Parameters())
    state.filter.tags = rule.tags
    state.filter.brands = rule.brands
    if let currency = rule.currency.flatMap({ Currency($0) }) {
      state.filter.currency = currency
      state.priceFrom = rule.minimumPrice.map { Money($0, currency).everywhere } ?? ""
      state.priceTo = rule.maximumPrice.map { Money($0, currency).everywhere } ?? ""
    }
    return state.parameters.setting("sort", rule.sort.rawValue).behind(state.path)
  }

  private func category(_ id: CategoryID?) async throws -> Category? {
    guard let id else { return nil }
    return try await site().tree[id]
  }
}

extension HomeCollection {
  fileprivate func takes(_ card: ProductCard) -> Bool { !inStockOnly || card.inStock }
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
