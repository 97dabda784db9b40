import Web

extension CatalogSubject {
  /// What depends on it is kept in memory under this name.
  package var tag: CacheTag {
    switch self {
    case .product(let id), .stock(let id): CacheTag(Kind.product.rawValue, id)
    case .shop(let id): CacheTag(kind.rawValue, id)
    case .categories, .site, .searched: CacheTag(kind.rawValue)
    }
  }
}

extension CatalogSubject {
  /// Whether something may come into lists that don't show it yet, go from them, or be found in other ways.
  fileprivate var movesLists: Bool {
    switch self {
    case .product, .shop, .searched: true
    case .stock, .categories, .site: false
    }
  }
}

extension CacheTag {
  /// What is in any list of goods or shops, and how many. A list depends besides on what it shows.
  static let lists = CacheTag("lists")
  private static let frame: Set<CacheTag> = [CatalogSubject.categories.tag, CatalogSubject.site.tag, .lists]

  /// What a list depends on that shows these goods.
  static func list(of cards: [ProductCard]) -> Set<CacheTag> {
    frame.union(cards.flatMap { [CatalogSubject.product($0.id).tag, CatalogSubject.shop($0.shop.id).tag] })
  }
}

extension Set<CatalogSubject> {
  /// The names of what goes with these changes; none, as for what may be missed, stay none.
  package var tags: Set<CacheTag> {
    var tags = Set<CacheTag>(map(\.tag))
    if contains(where: \.movesLists) { tags.insert(.lists) }
    return tags
  }
}
