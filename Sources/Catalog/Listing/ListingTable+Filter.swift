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
      return rules.hasPrice ? products(base, priced: rules) : base
    }
    if !rules.hasPrice, !rules.inStockOnly, rules.colors.isEmpty || rules.sizes.isEmpty {
      let having = rules.colors.isEmpty ? sizes.products(rules.sizes) : colors.products(rules.colors)
      sets.append(having ?? Bitmap())
      return ListingTable.intersection(sets)
    }
    sets.append(products(of: variants(rules) ?? Bitmap()))
    return ListingTable.intersection(sets)
  }

  /// The products that meet what is asked of a product as a whole.
  func candidates(_ filter: ListingFilter, _ matches: Bitmap?) -> Bitmap? {
    var sets = productSets(filter)
    if let matches { sets.append(matches) }
    return ListingTable.intersection(sets)
  }

  /// The variants that meet the conditions that are about variants.
  func variants(_ rules: VariantConditions) -> Bitmap? {
    var sets: [Bitmap] = []
    if !rules.colors.isEmpty { sets.append(colors.variants(rules.colors) ?? Bitmap()) }
    if !rules.sizes.isEmpty { sets.append(sizes.variants(rules.sizes) ?? Bitmap()) }
    if rules.inStockOnly { sets.append(available) }
    let base = ListingTable.intersection(sets)
    guard rules.hasPrice else { return base }
    let price = variants.price
    let (minimum, maximum) = (rules.minimumPrice, rules.maximumPrice)
    guard let base else {
      return Bitmap(
        SlotBits(capacity: price.count) { price[$0] >= minimum && price[$0] <= maximum })
    }
    var bits = SlotBits(capacity: price.count)
    for slot in base.numbers where price[Int(slot)] >= minimum && price[Int(slot)] <= maximum {
      bits.insert(slot)
    }
    return Bitmap(bits)
  }

  /// The variants of some products that meet the conditions that are about variants.
  func variants(_ rules: VariantConditions, in products: Bitmap?) -> Bitmap {
    let all = variants(rules) ?? Bitmap()
    guard let products else { return all }
    if products.count < columns.capacity / sparsePart {
      let blocks = columns.variants
      return Bitmap(products.numbers.flatMap { blocks[Int($0)].range.filter(all.contains) }.sorted())
    }
    let wanted = SlotBits(products.numbers, capacity: columns.capacity)
    let product = variants.product
    return Bitmap(
      SlotBits(all.numbers.lazy.filter { wanted.contains(product[Int($0)]) }, capacity: product.count))
  }

  /// The products that have one of these variants.
  func products(of variants: Bitmap) -> Bitmap {
    let product = self.variants.product
    var bits = SlotBits(capacity: columns.capacity)
    for slot in variants.numbers { bits.insert(product[Int(slot)]) }
    return Bitmap(bits)
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
      sets.append(currencies.products([CurrencyCode.packed(currency.code)]))
    }
    if let stars = filter.minimumRating { sets.append(products(rated: stars)) }
    if !filter.brands.isEmpty { sets.append(brands.products(filter.brands.map(SearchWords.key))) }
    if !filter.shops.isEmpty {
      sets.append(shops.products(filter.shops.compactMap { ShopID($0) ?? shopsBySlug[$0] }))
    }
    if !filter.tags.isEmpty { sets.append(tags.products(filter.tags.map(SearchWords.key))) }
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

  /// Those of a set that have a variant between two prices; one that can be bought, where that is wanted.
  private func products(_ base: Bitmap?, priced rules: VariantConditions) -> Bitmap {
    let test = PriceTest(self, rules)
    if let base, base.count < columns.capacity / sparsePart {
      return Bitmap(SlotBits(base.numbers.lazy.filter { test.holds(Int($0)) }, capacity: columns.capacity))
    }
    let found = Bitmap(SlotBits(capacity: columns.capacity) { test.holds($0) })
    return base.map(found.intersection) ?? found
  }
}

/// Whether a product has a variant between two prices. One with one price is told by its own row, as it is in stock
/// where that is wanted. Of others the cheapest or the dearest variant may do, unless it has to be there, too; else the
/// variants are looked at.
private struct PriceTest {
  private let lowest: ContiguousArray<Int64>
  private let highest: ContiguousArray<Int64>
  private let blocks: ContiguousArray<Block>
  private let prices: ContiguousArray<Int64>
  private let available: Bitmap?
  private let minimum: Int64
  private let maximum: Int64

  init(_ table: ListingTable, _ rules: VariantConditions) {
    lowest = table.columns.price
    highest = table.columns.highestPrice
    blocks = table.columns.variants
    prices = table.variants.price
    available = rules.inStockOnly ? table.available : nil
    minimum = rules.minimumPrice
    maximum = rules.maximumPrice
  }

  @inline(__always)
  func holds(_ slot: Int) -> Bool {
    let (low, high) = (lowest[slot], highest[slot])
    guard low <= maximum, high >= minimum else { return false }
    if low == high || (available == nil && (low >= minimum || high <= maximum)) { return true }
    for variant in blocks[slot].range where prices[Int(variant)] >= minimum && prices[Int(variant)] <= maximum
    {
      if available?.contains(variant) ?? true { return true }
    }
    return false
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

  init(_ filter: ListingFilter) {
    colors = filter.colors.map(SearchWords.key)
    sizes = filter.sizes.map(SearchWords.key)
    minimumPrice = max(0, filter.minimumPrice ?? 0)
    maximumPrice = filter.maximumPrice ?? .max
    inStockOnly = filter.inStockOnly
    hasPrice = filter.hasPrices
  }

  var isEmpty: Bool { !hasValues && !hasPrice && !inStockOnly }
  /// Whether colours or sizes are among them.
  var hasValues: Bool { !colors.isEmpty || !sizes.isEmpty }
}
