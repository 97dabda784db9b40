import Kernel
import Persistence

@testable import Catalog

extension TableScan.Product {
  /// The same at other prices, where every variant has one.
  fileprivate func priced(_ prices: [VariantID: Int64], _ market: PriceMarket) -> TableScan.Product {
    guard variants.allSatisfy({ prices[$0.id] != nil }) else { return self }
    var priced = self
    priced.currency = market.currency.code
    for index in variants.indices { priced.variants[index].price = prices[variants[index].id] ?? 0 }
    priced.price = priced.variants.map(\.price).min() ?? price
    return priced
  }
}

/// What listings should answer, by going through all rows of the tables one by one.
struct TableScan {
  struct Product {
    let id: ProductID
    let shop: ShopID
    let category: CategoryID?
    var currency: String
    var price: Int64
    let listedAt: Int64
    let sold: Int64
    let rating: Int64
    let brand: String?
    var variants: [Variant] = []
    /// Names and folded values.
    var values: Set<String> = []
  }

  struct Variant {
    let id: VariantID
    var price: Int64
    let isAvailable: Bool
    var values: Set<String> = []
  }

  let products: [Product]
  let tree: CategoryTree
  private let shopsBySlug: [String: ShopID]

  /// At the shops' own prices, or at those of a market.
  init(_ database: Database, at market: PriceMarket? = nil) async throws {
    (products, tree, shopsBySlug) = try await database.read { snapshot in
      let slugs = try snapshot.all("SELECT slug, shop_id FROM shop_slugs") { row in
        (try row.next(String.self), try row.next(ShopID.self))
      }
      return (
        try TableScan.products(snapshot, at: market), try CategoryStore.tree(snapshot),
        Dictionary(slugs) { $1 }
      )
    }
  }

  private static func products(_ snapshot: Snapshot, at market: PriceMarket?) throws -> [Product] {
    let products = try snapshot.all(
      "SELECT \(fragment: SQL.columns(product)) FROM products p WHERE p.is_listed = TRUE", product)
    var byID = Dictionary(products.map { ($0.id, $0) }) { $1 }
    try snapshot.each(
      "SELECT product_id, id, price, tracks_stock, sells_on, on_hand - reserved - allocated FROM variants WHERE deleted_at IS NULL"
    ) { row in
      let product: ProductID = try row.next()
      let (id, price) = (try row.next(VariantID.self), try row.next(Int64.self))
      let (isTracked, sellsOn) = (try row.next(Bool.self), try row.next(Bool.self))
      let free = try row.next(Int64.self)
      let isAvailable = !isTracked || sellsOn || free > 0
      byID[product]?.variants.append(Variant(id: id, price: price, isAvailable: isAvailable))
    }
    try snapshot.each("SELECT product_id, name, value_key FROM product_facets") { row in
      let product: ProductID = try row.next()
      let (name, key) = (try row.next(String.self), try row.next(String.self))
      byID[product]?.values.insert("\(name) \(key)")
    }
    try snapshot.each("SELECT product_id, variant_id, name, value_key FROM variant_facets") { row in
      let (product, variant) = (try row.next(ProductID.self), try row.next(VariantID.self))
      let (name, key) = (try row.next(String.self), try row.next(String.self))
      guard let index = byID[product]?.variants.firstIndex(where: { $0.id == variant }) else { return }
      byID[product]?.variants[index].values.insert("\(name) \(key)")
    }
    guard let market else { return Array(byID.values) }
    var prices: [VariantID: Int64] = [:]
    try snapshot.each("SELECT variant_id, price FROM variant_prices WHERE market_id = \(market.id)") { row in
      prices[try row.next()] = try row.next()
    }
    return byID.values.map { $0.priced(prices, market) }
  }

  private static func product(_ row: inout Row) throws -> Product {
    Product(
      id: try row.next("p.id"), shop: try row.next("p.shop_id"), category: try row.next("p.category_id"),
      currency: try row.next("p.currency"), price: try row.next("p.price"),
      listedAt: try row.next("p.listed_at"), sold: try row.next("p.sold"),
      rating: try row.next("p.rating_score"), brand: try row.next("p.brand"))
  }

  /// The ids of a listing in its order.
  func list(_ filter: ListingFilter, _ sort: ListingSort) -> [ProductID] {
    let found = products.filter { meets($0, filter) }
    return found.sorted { left, right in
      switch sort {
      case .relevance, .newest: (left.listedAt, left.id) > (right.listedAt, right.id)
      case .priceAscending: (left.currency, left.price, left.id) < (right.currency, right.price, right.id)
      case .priceDescending: (left.currency, left.price, left.id) > (right.currency, right.price, right.id)
      case .bestSelling: (left.sold, left.id) > (right.sold, right.id)
      case .rating: (left.rating, left.id) > (right.rating, right.id)
      }
    }.map(\.id)
  }

  /// How many products of a listing have each value of a kind, in a variant that meets the filter where it has one.
  func counts(_ name: ProductFacet.Name, _ filter: ListingFilter) -> [String: Int] {
    var counts: [String: Int] = [:]
    for product in products where meets(product, filter) {
      let meeting = product.variants.filter { meets($0, filter) }
      let values = name == .tag ? product.values : meeting.reduce(into: []) { $0.formUnion($1.values) }
      for value in values where value.hasPrefix("\(name.rawValue) ") { counts[value, default: 0] += 1 }
    }
    return counts
  }

  private func meets(_ product: Product, _ filter: ListingFilter) -> Bool {
    if let wanted = filter.category {
      guard let category = tree.find(wanted), let own = product.category else { return false }
      if !tree.branch(category.id).contains(own) { return false }
    }
    if let currency = filter.currency, currency.code != product.currency { return false }
    if let stars = filter.minimumRating, product.rating < Int64(stars) * 1000 { return false }
    if !filter.brands.isEmpty, !filter.brands.contains(where: { $0 == product.brand }) { return false }
    let shops = filter.shops.map { ShopID($0) ?? shopsBySlug[$0] }
    if !shops.isEmpty, !shops.contains(product.shop) { return false }
    if !has(product.values, "tag", filter.tags) { return false }
    return product.variants.contains { meets($0, filter) }
  }

  private func meets(_ variant: Variant, _ filter: ListingFilter) -> Bool {
    if let minimum = filter.minimumPrice, variant.price < minimum { return false }
    if let maximum = filter.maximumPrice, variant.price > maximum { return false }
    if filter.inStockOnly, !variant.isAvailable { return false }
    return has(variant.values, "color", filter.colors) && has(variant.values, "size", filter.sizes)
  }

  private func has(_ values: Set<String>, _ name: String, _ wanted: [String]) -> Bool {
    wanted.isEmpty || wanted.contains { values.contains("\(name) \(SearchWords.key($0))") }
  }
}
