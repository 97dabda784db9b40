import Kernel

/// What goods cost in a market, of those that have prices in it; all variants of a product have one, or none.
struct MarketColumns {
  /// Packed by `CurrencyCode`.
  let currency: UInt32
  /// The products with prices in it.
  let products = Bitmap()
  /// Those with a variant in each range of prices.
  let priced = priceSteps.map { _ in Bitmap() }
  /// The same of variants that can be bought.
  let pricedInStock = priceSteps.map { _ in Bitmap() }
  /// Of the cheapest variant, by the products' slots; above all prices where nothing is.
  private(set) var price = ContiguousArray<Int64>()
  /// Of the dearest variant; below all prices where nothing is.
  private(set) var highestPrice = ContiguousArray<Int64>()
  /// By the variants' slots; below zero where nothing is.
  private(set) var variants = ContiguousArray<Int64>()
  private(set) var ranges = ContiguousArray<UInt8>()
  private(set) var order = SortOrder()

  init(currency: UInt32) { self.currency = currency }

  /// What a product has its place in the order by price by.
  func key(_ ids: ContiguousArray<ProductID>) -> (Slot) -> SortKey {
    { SortKey(currency: currency, number: price[Int($0)], id: ids[Int($0)]) }
  }

  /// The price of a variant; `nil` where its product has none here.
  @inline(__always)
  func price(ofVariant slot: Slot) -> Int64? {
    let index = Int(slot)
    guard index < variants.count, variants[index] >= 0 else { return nil }
    return variants[index]
  }

  /// The lowest price of a product; `nil` where it has none here.
  func lowest(_ slot: Slot) -> Int64? { products.contains(slot) ? price[Int(slot)] : nil }

  /// Makes room for so many slots of products and variants.
  mutating func grow(products: Int, variants: Int) {
    let (missing, missingVariants) = (products - price.count, variants - self.variants.count)
    if missing > 0 {
      price.append(contentsOf: repeatElement(.max, count: missing))
      highestPrice.append(contentsOf: repeatElement(.min, count: missing))
    }
    if missingVariants > 0 {
      self.variants.append(contentsOf: repeatElement(-1, count: missingVariants))
      ranges.append(contentsOf: repeatElement(0, count: missingVariants))
    }
  }

  /// Takes the price of a variant of a product.
  mutating func enter(
    _ slot: Slot, variant: Slot, price amount: Int64, isAvailable: Bool, _ starts: ContiguousArray<Int64>
  ) {
    let index = Int(slot)
    products.add(slot)
    price[index] = min(price[index], amount)
    highestPrice[index] = max(highestPrice[index], amount)
    variants[Int(variant)] = amount
    let range = PriceRanges.index(of: amount, starts)
    ranges[Int(variant)] = range
    priced[Int(range)].add(slot)
    if isAvailable { pricedInStock[Int(range)].add(slot) }
  }

  /// Forgets the prices of a product, which is in no order any more where its price changes.
  mutating func withdraw(_ slot: Slot, _ places: Block) {
    guard products.contains(slot) else { return }
    products.remove(slot)
    for set in priced { set.remove(slot) }
    for set in pricedInStock { set.remove(slot) }
    price[Int(slot)] = .max
    highestPrice[Int(slot)] = .min
    for place in places.range where Int(place) < variants.count { variants[Int(place)] = -1 }
  }

  mutating func build(_ ids: ContiguousArray<ProductID>) { order.build(products.numbers, key(ids)) }

  mutating func insertIntoOrder(_ slot: Slot, _ ids: ContiguousArray<ProductID>) {
    if products.contains(slot) { order.insert(slot, key(ids)) }
  }

  mutating func removeFromOrder(_ slot: Slot, _ ids: ContiguousArray<ProductID>) {
    if products.contains(slot) { order.remove(slot, key(ids)) }
  }

  mutating func settle(_ slots: ContiguousArray<Slot>) { order.settle(slots) }
}

// MARK: Changes

extension ListingTable {
  /// In which markets a product has another price, or its first or none, once its row is this.
  func marketsMoved(_ slot: Slot, _ entry: ListingEntry) -> Set<PriceMarketID> {
    if markets.isEmpty && entry.marketPrices.isEmpty { return [] }
    var lowest: [PriceMarketID: Int64] = [:]
    for price in entry.marketPrices {
      lowest[price.market] = min(lowest[price.market] ?? .max, price.price)
    }
    let known = Set(markets.keys).union(lowest.keys)
    return known.filter { lowest[$0] != markets[$0]?.lowest(slot) }
  }

  mutating func removeFromOrders(_ slot: Slot, of markets: Set<PriceMarketID>) {
    for market in markets { self.markets[market]?.removeFromOrder(slot, columns.ids) }
  }

  mutating func insertIntoOrders(_ slot: Slot, of markets: Set<PriceMarketID>) {
    for market in markets { self.markets[market]?.insertIntoOrder(slot, columns.ids) }
  }

  /// Takes what a product costs in markets; its variants are there already.
  mutating func enterMarkets(_ slot: Slot, _ entry: ListingEntry) {
    let block = columns.variants[Int(slot)]
    let places = Dictionary(zip(entry.variants, block.range).map { ($0.id, (place: $1, row: $0)) }) { $1 }
    for price in entry.marketPrices {
      guard let (place, row) = places[price.variant] else { continue }
      let starts = priceStarts(price.currency)
      // Nothing has a price in a market while its currency changes.
      if markets[price.market]?.currency != price.currency {
        markets[price.market] = MarketColumns(currency: price.currency)
      }
      markets[price.market]?.grow(products: columns.capacity, variants: variants.capacity)
      markets[price.market]?.enter(
        slot, variant: place, price: price.price, isAvailable: row.isAvailable, starts)
    }
  }
}

extension ListingTable {
  /// The orders by price of markets in which so much has changed that two lists should become one.
  var settledInMarkets: [PriceMarketID: ContiguousArray<Slot>] {
    markets.filter(\.value.order.isLong).mapValues { $0.order.merged($0.key(columns.ids)) }
  }
}

// MARK: Questions

extension ListingTable {
  /// What goods cost in a market where any has a price in it.
  func prices(_ market: PriceMarketID?) -> MarketColumns? {
    guard let market, let columns = markets[market], !columns.products.isEmpty else { return nil }
    return columns
  }

  /// The products that are priced in a currency.
  func products(pricedIn currency: Currency, _ market: PriceMarketID?) -> Bitmap {
    let packed = CurrencyCode.packed(currency.code)
    let own = currencies.products([packed]) ?? Bitmap()
    guard let here = prices(market) else { return own }
    let rest = own.subtracting(here.products)
    return here.currency == packed ? Bitmap.union([rest, here.products]) : rest
  }

  /// Products with a variant in each range of prices, or with one that can be bought.
  func priceSets(inStock: Bool, _ market: PriceMarketID?) -> [Bitmap] {
    let own = inStock ? pricedInStock : priced
    guard let here = prices(market) else { return own }
    return zip(own, inStock ? here.pricedInStock : here.priced).map { own, other in
      Bitmap.union([own.subtracting(here.products), other])
    }
  }

  /// What a product has its place in a list by, at the prices of a market.
  func key(_ sort: ListingSort, _ market: PriceMarketID?) -> (Slot) -> SortKey {
    let own = columns.key(sort)
    guard sort.isByPrice, let here = prices(market) else { return own }
    let key = here.key(columns.ids)
    return { here.products.contains($0) ? key($0) : own($0) }
  }
}

extension ListingSort {
  var isByPrice: Bool { self == .priceAscending || self == .priceDescending }
}
