import Kernel

/// The sections of a home page in their order, as they are stored.
package struct HomeSections: Hashable, Sendable {
  package var list: [HomeSection]

  /// These sections.
  package init(_ list: [HomeSection]) { self.list = list }

  /// What a new marketplace shows.
  package static let standard = HomeSections(standard(.standard))

  /// The same with another banner.
  private static func standard(_ banner: HomeBanner) -> [HomeSection] {
    let contents: [HomeContent] = [
      .banner(banner), .promises, .categories(HomeCategories()),
      .products(
        HomeCollection(rule: HomeRule(sort: .bestSelling), inStockOnly: true, minimum: standardMinimum)),
      .products(HomeCollection(rule: HomeRule(), minimum: standardMinimum)),
      .products(
        HomeCollection(rule: HomeRule(reducedOnly: true), inStockOnly: true, minimum: standardMinimum)),
      .shops(HomeShops()), .recentlyViewed, .invitation,
    ]
    return contents.enumerated().map { index, content in
      HomeSection(id: HomeSectionID(high: 0, low: UInt64(index + 1)), content)
    }
  }

  private static let standardMinimum = 4
}

extension HomeSections: Codable {
  private enum Keys: String, CodingKey {
    case sections
    /// Stands alone where the page is the standard one with this banner, as a migration found it.
    case banner
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Keys.self)
    if let banner = try values.decodeIfPresent(HomeBanner.self, forKey: .banner) {
      list = HomeSections.standard(banner)
    } else {
      list = try values.decode([HomeSection].self, forKey: .sections)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Keys.self)
    try values.encode(list, forKey: .sections)
  }
}

extension HomeSection: Codable {
  private enum Keys: String, CodingKey {
    case id, kind, visibleFrom, visibleUntil, content
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Keys.self)
    id = try values.decode(HomeSectionID.self, forKey: .id)
    visibleFrom = try values.decodeIfPresent(Timestamp.self, forKey: .visibleFrom)
    visibleUntil = try values.decodeIfPresent(Timestamp.self, forKey: .visibleUntil)
    content =
      switch try values.decode(Kind.self, forKey: .kind) {
      case .banner: .banner(try values.decode(HomeBanner.self, forKey: .content))
      case .promises: .promises
      case .categories: .categories(try values.decode(HomeCategories.self, forKey: .content))
      case .products: .products(try values.decode(HomeCollection.self, forKey: .content))
      case .shops: .shops(try values.decode(HomeShops.self, forKey: .content))
      case .recentlyViewed: .recentlyViewed
      case .text: .text(try values.decode(HomeText.self, forKey: .content))
      case .invitation: .invitation
      }
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Keys.self)
    try values.encode(id, forKey: .id)
    try values.encode(content.kind, forKey: .kind)
    try values.encodeIfPresent(visibleFrom, forKey: .visibleFrom)
    try values.encodeIfPresent(visibleUntil, forKey: .visibleUntil)
    switch content {
    case .banner(let banner): try values.encode(banner, forKey: .content)
    case .categories(let categories): try values.encode(categories, forKey: .content)
    case .products(let collection): try values.encode(collection, forKey: .content)
    case .shops(let shops): try values.encode(shops, forKey: .content)
    case .text(let text): try values.encode(text, forKey: .content)
    case .promises, .recentlyViewed, .invitation: break
    }
  }
}
