import Kernel

/// Below this part of all products, those of a set are looked at one by one.
private let sparsePart = 8

// Which products meet a filter. Sets that are `nil` are of everything.
extension ListingTable {
  /// The products that meet all conditions, of those that a text matches.
  func products(_ filter: ListingFilter, _ matches: Bitmap?) -> Bitmap? {
    var sets = productSets(filter)
    if let matches { sets.append(matches) }
    let rules = VariantConditions(filter)
    if rules.isEmpty { return ListingTable.intersection(sets) }
    if !rules.hasValues {
      if rules.inStockOnly { sets.append(inStock) }
      let base = ListingTable.intersection(sets)
      return rules.hasPrice ? products(base, priced: rules, filter.currency, filter.market) : base
    }
    if !rules.areMetTogether {
      let having = rules.colors.isEmpty ? sizes.products(rules.sizes) : colors.products(rules.colors)
      sets.append(having ?? Bitmap())
      return ListingTable.intersection(sets)
    }
    return products(of: variants(rules, in: ListingTable.intersection(sets)))
  }

  /// The products that meet what is asked of a product as a whole.
  func candidates(_ filter: ListingFilter, _ matches: Bitmap?) -> Bitmap? {
    var sets = productSets(filter)
    if let matches { sets.append(matches) }
    return ListingTable.intersection(sets)
  }

  /// The variants of some products that meet the conditions that are about variants; those of a product side by side.
  func variants(_ rules: VariantConditions, in products: Bitmap?) -> ContiguousArray<Slot> {
    var sets: [Bitmap] = []
    if !rules.colors.isEmpty { sets.append(colors.variants(rules.colors) ?? Bitmap()) }
    if !rules.sizes.isEmpty { sets.append(sizes.variants(rules.sizes) ?? Bitmap()) }
    let test = VariantTest(self, rules, prices(rules.market))
    guard let having = ListingTable.intersection(sets) else {
      return variants(of: (products ?? listed).numbers) { test.holds($0) }
    }
    guard let products else { return having.numbers.filter { test.holds($0) } }
    if products.count < having.count / sparsePart {
      return variants(of: products.numbers) { test.holds($0) && having.contains($0) }
    }
    let wanted = SlotBits(products, capacity: columns.capacity)
    let product = variants.product
    return having.numbers.filter { test.holds($0) && wanted.contains(product[Int($0)]) }
  }

  @inline(__always)
  private func variants(
    of products: ContiguousArray<Slot>, where isWanted: (Slot) -> Bool
  ) -> ContiguousArray<Slot> {
    let blocks = columns.variants
    var found = ContiguousArray<Slot>()
    found.reserveCapacity(products.count)
    for product in products {
      for variant in blocks[Int(product)].range where isWanted(variant) { found.append(variant) }
    }
    return found
  }

  /// The products that have one of these variants.
  func products(of variants: ContiguousArray<Slot>) -> Bitmap {
    let product = self.variants.product
    if variants.count < columns.capacity / 64 { return Bitmap(variants.map { product[Int($0)] }.sorted()) }
    return Bitmap(SlotBits(variants.lazy.map { product[Int($0)] }, capacity: columns.capacity))
  }

  /// What is in all of the sets, the smallest first.
  static func intersection(_ sets: [Bitmap]) -> Bitmap? {
    guard sets.count > 1 else { return sets.first }
    let ordered = sets.map { (set: $0, count: $0.count) }.sorted { $0.count < $1.count }
    return ordered.dropFirst().reduce(ordered[0].set) { $0.isEmpty ? $0 : $0.intersection($1.set) }
  }

  // MARK: Conditions of a product

  private func productSets(_ filter: ListingFilter) -> [Bitmap] {
    var sets: [Bitmap?] = []
    if let category = filter.category { sets.append(products(inCategory: category)) }
    if let currency = filter.currency {
      sets.append(products(pricedIn: currency, filter.market))
    }
    if let stars = filter.minimumRating { sets.append(products(rated: stars)) }
    if !filter.brands.isEmpty { sets.append(brands.products(filter.brands.map(SearchWords.key))) }
    if !filter.shops.isEmpty {
      sets.append(shops.products(filter.shops.compactMap { ShopID($0) ?? shopsBySlug[$0] }))
    }
    if !filter.tags.isEmpty { sets.append(tags.products(filter.tags.map(SearchWords.key))) }
    sets += attributeSets(filter)
    return sets.map { $0 ?? Bitmap() }
  }

  private func products(inCategory reference: String) -> Bitmap? {
    guard let category = tree.find(reference) else { return nil }
    return categories.products(tree.branch(category.id))
  }

  private func products(rated stars: Int) -> Bitmap {
    if stars < wantedStars.lowerBound { return listed }
    return wantedStars.contains(stars) ? starred[stars - wantedStars.lowerBound] : Bitmap()
  }

  // MARK: Prices

  /// Those of a set that have a variant between two prices; one that can be bought, where that is wanted. Ranges of
  /// prices that are wanted as a whole are kept; only for parts of them products are looked at.
  private func products(
    _ base: Bitmap?, priced rules: VariantConditions, _ currency: Currency?, _ market: PriceMarketID?
  ) -> Bitmap {
    guard let currency = currency ?? listedCurrencies(market).first else { return Bitmap() }
    let starts = PriceRanges.starts(CurrencyCode.packed(currency.code))
    let sets = priceSets(inStock: rules.inStockOnly, market)
    var (whole, parts): ([Bitmap], [Bitmap]) = ([], [])
    for (range, set) in sets.enumerated() {
      let end = range + 1 < starts.count ? starts[range + 1] - 1 : .max
      if starts[range] > rules.maximumPrice || end < rules.minimumPrice { continue }
      let isWhole = starts[range] >= rules.minimumPrice && end <= rules.maximumPrice
      if isWhole { whole.append(set) } else { parts.append(set) }
    }
    let sure = Bitmap.union(whole)
    let known = base.map(sure.intersection) ?? sure
    if parts.isEmpty { return known }
    let open = Bitmap.union(parts).subtracting(sure)
    let unsure = base.map(open.intersection) ?? open
    guard let here = prices(market) else {
      return Bitmap.union([known, products(unsure, PriceTest(self, rules))])
    }
    return Bitmap.union([
      known, products(unsure.subtracting(here.products), PriceTest(self, rules)),
      products(unsure.intersection(here.products), PriceTest(self, rules, here)),
    ])
  }

  private func products(_ open: Bitmap, _ test: PriceTest) -> Bitmap {
    if open.count < columns.capacity / sparsePart {
      return Bitmap(open.numbers.filter { test.holds(Int($0)) })
    }
    return Bitmap(test.bits(among: open, columns.capacity))
  }
}

/// What one variant of a product has to meet all at once: the red shirt in M that is there for this price, not a red
/// one and another in M.
struct VariantConditions {
  /// Folded.
  let colors: [String]
  /// Folded.
  let sizes: [String]
  /// Minor units; 0 for any price.
  let minimumPrice: Int64
  /// Minor units; the largest number for any price.
  let maximumPrice: Int64
  let inStockOnly: Bool
  let hasPrice: Bool
  let market: PriceMarketID?

  init(_ filter: ListingFilter) {
    market = filter.market
    colors = filter.colors.map(SearchWords.key)
    sizes = filter.sizes.map(SearchWords.key)
    minimumPrice = max(0, filter.minimumPrice ?? 0)
    maximumPrice = filter.maximumPrice ?? .max
    inStockOnly = filter.inStockOnly
    hasPrice = filter.hasPrices
  }

  var isEmpty: Bool { !hasValues && !hasPrice && !inStockOnly }
  /// Whether nothing but stock is among them.
  var isStockOnly: Bool { inStockOnly && !hasPrice && !hasValues }
  /// Whether a colour or size and something else have to meet in one variant.
  var areMetTogether: Bool {
    hasValues && (hasPrice || inStockOnly || (!colors.isEmpty && !sizes.isEmpty))
  }
  /// Whether colours or sizes are among them.
  var hasValues: Bool { !colors.isEmpty || !sizes.isEmpty }
}
