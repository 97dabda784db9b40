import Kernel
import Persistence
import Vendors

extension Catalog {
  /// Shows a product, shop or category in a section that was picked by hand: before another one, or at the end. What is
  /// there already is put there. Throws `.notFound` for a section that shows no such things, `.conflict` when the other
  /// one is not there any more, and `.invalidInput` for what customers don't see and for too many.
  package func placeHomePick(
    _ pick: String, in section: HomeSectionID, before other: String?
  ) async throws -> HomeState {
    try await changePicks(of: section) { content, picks, tx in
      if other == pick { return picks }
      if !picks.contains(pick) {
        guard try content.shows(pick, tx) else {
          throw Problem.invalid("pick", "unknown", "Customers don't see this.")
        }
        guard picks.count < HomeLimits.picks else {
          throw Problem.invalid("pick", "too_many", "At most \(HomeLimits.picks) are taken here.")
        }
      }
      var placed = picks.filter { $0 != pick }
      guard let other else { return placed + [pick] }
      guard let place = placed.firstIndex(of: other) else { throw Problem(.conflict) }
      placed.insert(pick, at: place)
      return placed
    }
  }

  /// Leaves something out of a section that was picked by hand; nothing when it is not there. Throws `.notFound`.
  package func removeHomePick(_ pick: String, from section: HomeSectionID) async throws -> HomeState {
    try await changePicks(of: section) { _, picks, _ in picks.filter { $0 != pick } }
  }

  private func changePicks(
    of id: HomeSectionID,
    _ change: @escaping @Sendable (HomeContent, [String], Transaction) throws -> [String]
  ) async throws -> HomeState {
    try await changeDraft { state, tx in
      var sections = state.draft.list
      guard let place = sections.firstIndex(where: { $0.id == id }), let picks = sections[place].content.picks
      else { throw Problem(.notFound) }
      let changed = try change(sections[place].content, picks, tx)
      sections[place].content = sections[place].content.picking(changed)
      return sections
    }
  }
}

extension HomeContent {
  /// The ids of what was picked by hand, in its order; `nil` where nothing can be picked.
  package var picks: [String]? {
    switch self {
    case .products(let collection) where collection.rule == nil: collection.products.map(\.description)
    case .shops(let shops) where shops.choice == .byHand: shops.shops.map(\.description)
    case .categories(let categories): categories.chosen.map(\.description)
    default: nil
    }
  }

  fileprivate func picking(_ picks: [String]) -> HomeContent {
    switch self {
    case .products(var collection):
      collection.products = picks.compactMap { ProductID($0) }
      return .products(collection)
    case .shops(var shops):
      shops.shops = picks.compactMap { ShopID($0) }
      return .shops(shops)
    case .categories(var categories):
      categories.chosen = picks.compactMap { CategoryID($0) }
      return .categories(categories)
    default: return self
    }
  }

  /// Whether customers see the thing with this id.
  fileprivate func shows(_ pick: String, _ snapshot: Snapshot) throws -> Bool {
    switch self {
    case .products:
      guard let id = ProductID(pick) else { return false }
      return try !ListingStore.cards([id], in: .english, snapshot).isEmpty
    case .shops:
      guard let id = ShopID(pick) else { return false }
      return try !ShopStore.open([id], snapshot).isEmpty
    case .categories:
      guard let id = CategoryID(pick) else { return false }
      return try CategoryStore.tree(snapshot)[id] != nil
    default: return false
    }
  }
}
