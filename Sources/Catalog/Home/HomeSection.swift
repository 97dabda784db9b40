import Kernel

/// What identifiers of sections are of.
package enum HomeSectionEntity: Entity { package static let idPrefix = "sec" }
/// The identifier of a section of the home page.
package typealias HomeSectionID = ID<HomeSectionEntity>

/// A section of the home page.
package struct HomeSection: Hashable, Sendable {
  /// What a section shows.
  package enum Kind: String, CaseIterable, Codable, Sendable {
    case banner
    /// What buyers are promised.
    case promises
    case categories, products, shops
    /// What this browser has shown before.
    case recentlyViewed
    case text
    /// Asks people to open a shop.
    case invitation
  }

  package let id: HomeSectionID
  package var content: HomeContent
  /// When customers begin to see it; `nil` for at once.
  package var visibleFrom: Timestamp?
  /// When they don't see it any more; `nil` for never.
  package var visibleUntil: Timestamp?

  /// A section that is always visible unless told otherwise.
  package init(
    id: HomeSectionID = HomeSectionID(), _ content: HomeContent, visibleFrom: Timestamp? = nil,
    visibleUntil: Timestamp? = nil
  ) {
    self.id = id
    self.content = content
    self.visibleFrom = visibleFrom
    self.visibleUntil = visibleUntil
  }

  /// Whether customers see it at this moment.
  package func isVisible(at moment: Timestamp) -> Bool {
    if let visibleFrom, moment < visibleFrom { return false }
    if let visibleUntil, moment >= visibleUntil { return false }
    return true
  }

  /// What administrators read as its name: its title in their language, else what it is.
  package var name: Words {
    if case .banner(let banner) = content, !banner.shownHeading.isEmpty { return banner.shownHeading }
    let title = content.title?.shown() ?? ""
    return title.isEmpty ? content.standardTitle : Words(verbatim: title)
  }
}

/// What a section shows, by its kind.
package enum HomeContent: Hashable, Sendable {
  case banner(HomeBanner)
  case promises
  case categories(HomeCategories)
  case products(HomeCollection)
  case shops(HomeShops)
  case recentlyViewed
  case text(HomeText)
  case invitation

  package var kind: HomeSection.Kind {
    switch self {
    case .banner: .banner
    case .promises: .promises
    case .categories: .categories
    case .products: .products
    case .shops: .shops
    case .recentlyViewed: .recentlyViewed
    case .text: .text
    case .invitation: .invitation
    }
  }

  /// What administrators wrote over it; `nil` for kinds that have their own title.
  package var title: LocalText? {
    switch self {
    case .banner(let banner): banner.heading
    case .categories(let categories): categories.title
    case .products(let collection): collection.title
    case .shops(let shops): shops.title
    case .text(let text): text.title
    case .promises, .recentlyViewed, .invitation: nil
    }
  }

  /// What stands over it where nobody wrote a title; of kinds without one, what they are.
  package var standardTitle: Words {
    switch self {
    case .banner: "Banner"
    case .promises: "Promises to buyers"
    case .categories: "Browse by category"
    case .products(let collection): collection.standardTitle
    case .shops(let shops): shops.standardTitle
    case .recentlyViewed: "Recently viewed"
    case .text: "Text"
    case .invitation: "Invitation to sell"
    }
  }

  /// How many products it shows at most.
  var productCount: Int { if case .products(let collection) = self { collection.count } else { 0 } }

  /// How many shops and categories it shows at most.
  var tileCount: Int {
    switch self {
    case .categories(let categories): categories.count
    case .shops(let shops): shops.count
    default: 0
    }
  }

  /// Below which key the sizes of its picture are stored.
  var pictureKey: String? { if case .banner(let banner) = self { banner.picture?.key } else { nil } }
}
