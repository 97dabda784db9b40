import Kernel
import Persistence

/// What was read of some changes.
struct ListingChange: Sendable {
  /// Those that were asked for; what has no row is listed no more.
  var products: [ProductID] = []
  var rows = ListingRows()
  /// Those that were asked for; what has no row is gone.
  var askedShops: [ShopID] = []
  var shops: [ListedShop] = []
  /// `nil` when no category has changed.
  var tree: CategoryTree?
}

/// Reads what has changed for the table of listings.
struct FollowListing: Sendable {
  static let productsPerRead = 500

  /// In their order, so that equal sets are read by equal statements.
  let products: [ProductID]
  private let shops: [ShopID]
  private let hasCategories: Bool

  init(_ subjects: Set<CatalogSubject>) {
    var products: Set<ProductID> = []
    var shops: [ShopID] = []
    for subject in subjects {
      switch subject {
      case .product(let id), .stock(let id): products.insert(id)
      case .shop(let id): shops.append(id)
      case .categories, .site, .searched: break
      }
    }
    self.products = products.sorted()
    self.shops = shops.sorted()
    hasCategories = subjects.contains(.categories)
  }

  /// Some of the products, with shops and categories that the table has not met. Throws `DatabaseError`.
  func read(
    _ products: [ProductID], for table: SharedLock<ListingTable>, _ database: Database
  ) async throws -> ListingChange {
    try await database.read { snapshot in
      var change = ListingChange(products: products)
      change.rows = try ListingRowStore.rows(products, snapshot)
      let unknown = table.read { $0.unknown(change.rows) }
      if !unknown.shops.isEmpty { change.shops = try ListingRowStore.shops(unknown.shops, snapshot) }
      if unknown.hasCategories { change.tree = try CategoryStore.tree(snapshot) }
      return change
    }
  }

  /// Everything besides products. Throws `DatabaseError`.
  func readRest(_ database: Database) async throws -> ListingChange {
    guard !shops.isEmpty || hasCategories else { return ListingChange() }
    return try await database.read { snapshot in
      var change = ListingChange(askedShops: shops)
      if !shops.isEmpty { change.shops = try ListingRowStore.shops(shops, snapshot) }
      if hasCategories { change.tree = try CategoryStore.tree(snapshot) }
      return change
    }
  }
}

extension ListingTable {
  /// Makes everything what was read of it.
  mutating func apply(_ change: ListingChange) {
    for shop in change.askedShops { forget(shop) }
    for shop in change.shops { know(shop) }
    if let tree = change.tree { know(tree) }
    apply(change.rows, asked: change.products)
  }

  /// Takes what a shop is called, and where it is found.
  mutating func know(_ shop: ListedShop) {
    forget(shop.id)
    let code = shops.code(for: shop.id, text: shop.slug, label: shop.name)
    shops.rename(code, text: shop.slug, label: shop.name)
    for slug in shop.slugs { shopsBySlug[slug] = shop.id }
    slugsOfShop[shop.id] = shop.slugs
  }

  /// Forgets where a shop was found.
  mutating func forget(_ shop: ShopID) {
    for slug in slugsOfShop.removeValue(forKey: shop) ?? [] where shopsBySlug[slug] == shop {
      shopsBySlug[slug] = nil
    }
  }

  /// The shops, and whether there are categories, that rows name and the table has not met.
  func unknown(_ rows: ListingRows) -> (shops: [ShopID], hasCategories: Bool) {
    let shops = Set(rows.products.map(\.shop)).filter { id in
      self.shops.code(of: id).map { self.shops[$0].text.isEmpty } ?? true
    }
    let hasCategories = rows.products.contains { $0.category.map { tree[$0] == nil } ?? false }
    return (shops.sorted(), hasCategories)
  }
}
