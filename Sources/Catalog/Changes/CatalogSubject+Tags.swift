import Web

extension CatalogSubject {
  /// What depends on it is kept in memory under this name.
  package var tag: CacheTag {
    switch self {
    case .product(let id): CacheTag(kind.rawValue, id)
    case .shop(let id): CacheTag(kind.rawValue, id)
    case .categories, .site: CacheTag(kind.rawValue)
    }
  }
}

extension Set<CatalogSubject> {
  /// The names of all of them; none, as for what may be missed, stay none.
  package var tags: Set<CacheTag> { Set<CacheTag>(map(\.tag)) }
}
