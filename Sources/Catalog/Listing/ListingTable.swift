import Kernel

/// Where the price ranges begin, in minor units of a currency with up to two decimals; eight, one bit each.
let priceSteps: [Int64] = [0, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000]
/// How many stars on average a product can be wanted with at least.
let wantedStars = 1...5

/// A text of a colour, size or tag as a product spells it.
struct ValueSpelling {
  let name: ProductFacet.Name
  /// The code of the value that it spells.
  let value: UInt32
  let text: String
  /// How many products spell it so.
  var count = 0
}

/// Everything that lists, filters and counts ask of all listed products, as columns, bitmaps and orders. It stands
/// under the lock of `ListingIndex`.
struct ListingTable {
  var columns = ProductColumns()
  var variants = VariantColumns()
  /// Every listed product.
  let listed = Bitmap()
  /// The same by the numbers by which the search knows them.
  var numbers = NumberedSlots()
  /// Products of which anything can be bought.
  let inStock = Bitmap()
  /// Variants that can be bought.
  var available = SlotBits()
  /// Products by their stars: with one and more, two and more, and so on.
  let starred = wantedStars.map { _ in Bitmap() }
  /// Products with a variant in each range of prices.
  let priced = priceSteps.map { _ in Bitmap() }
  /// The same of variants that can be bought.
  let pricedInStock = priceSteps.map { _ in Bitmap() }
  var categories = ListingValues<CategoryID>()
  var shops = ListingValues<ShopID>()
  var brands = ListingValues<String>()
  /// By packed code.
  var currencies = ListingValues<UInt32>()
  var colors = ListingValues<String>()
  var sizes = ListingValues<String>()
  var tags = ListingValues<String>()
  /// The codes of spellings, side by side for each product.
  var spelled = ContiguousArray<UInt32>()
  var spellings: ContiguousArray<ValueSpelling> = []
  /// What products say of attributes.
  var said = ListedAttributes()
  var orders = ListingOrders()
  /// What goods cost in markets.
  var markets: [PriceMarketID: MarketColumns] = [:]
  var tree = CategoryTree([])
  /// Present and former ones.
  var shopsBySlug: [String: ShopID] = [:]
  var slugsOfShop: [ShopID: [String]] = [:]
  /// Moves on with every change.
  var version: UInt64 = 1
  private var spellingBlocks = Blocks()
  private var isFilling = false
  private var knownStarts: [UInt32: ContiguousArray<Int64>] = [:]
  /// Folding a name takes longer than all else that is done with it, and most products share theirs.
  private var brandKeys: [String: String] = [:]

  var count: Int { orders.newest.count }

  // MARK: Changes

  /// Makes products what the rows say; those that were asked for and have no row are gone.
  mutating func apply(_ rows: ListingRows, asked ids: some Sequence<ProductID>) {
    let found = Set(rows.products.map(\.id))
    for id in ids where !found.contains(id) { remove(id) }
    rows.forEachEntry { put($0) }
    version += 1
  }

  /// Begins to fill an empty table: orders and rankings are made at the end.
  mutating func beginFilling(expected: Int) {
    isFilling = true
    columns.reserve(expected)
    rank(isPaused: true)
  }

  /// Adds rows while it is filled.
  mutating func fill(_ rows: ListingRows) { rows.forEachEntry { put($0) } }

  mutating func endFilling() {
    isFilling = false
    rank(isPaused: false)
    orders.build(listed.numbers, columns)
    for market in markets.keys { markets[market]?.build(columns.ids) }
    version += 1
  }

  private mutating func rank(isPaused: Bool) {
    categories.pauseRanking(isPaused)
    shops.pauseRanking(isPaused)
    brands.pauseRanking(isPaused)
    currencies.pauseRanking(isPaused)
    colors.pauseRanking(isPaused)
    sizes.pauseRanking(isPaused)
    tags.pauseRanking(isPaused)
  }

  private mutating func put(_ entry: ListingEntry) {
    let product = entry.product
    if let slot = columns.slot(of: product.id) {
      let moved = orders.moved(slot, columns, product)
      let movedIn = marketsMoved(slot, entry)
      orders.remove(slot, from: moved, columns)
      removeFromOrders(slot, of: movedIn)
      withdraw(slot)
      enter(slot, entry)
      orders.insert(slot, into: moved, columns)
      insertIntoOrders(slot, of: movedIn)
    } else {
      let slot = columns.open(product.id)
      enter(slot, entry)
      if isFilling { return }
      orders.insert(slot, into: ListingOrders.all, columns)
      insertIntoOrders(slot, of: Set(entry.marketPrices.map(\.market)))
    }
  }

  private mutating func remove(_ id: ProductID) {
    guard let slot = columns.slot(of: id) else { return }
    orders.remove(slot, from: ListingOrders.all, columns)
    removeFromOrders(slot, of: Set(markets.keys))
    withdraw(slot)
    columns.close(slot)
  }

  private mutating func enter(_ slot: Slot, _ entry: ListingEntry) {
    let product = entry.product
    let index = Int(slot)
    columns.currency[index] = product.currency
    columns.price[index] = product.price
    columns.highestPrice[index] = product.highestPrice
    columns.listedAt[index] = product.listedAt
    columns.sold[index] = product.sold
    columns.rating[index] = product.rating
    columns.number[index] = product.number
    numbers.add(product.number, slot)
    listed.add(slot)
    if product.inStock { inStock.add(slot) }
    for (stars, set) in zip(wantedStars, starred) where product.rating >= Int64(stars) * 1000 {
      set.add(slot)
    }
    let currency = currencies.code(
      for: product.currency, text: CurrencyCode.text(product.currency),
      label: CurrencyCode.text(product.currency))
    currencies.add(slot, to: currency)
    columns.shop[index] = shops.code(for: product.shop, text: "", label: "")
    shops.add(slot, to: columns.shop[index])
    columns.category[index] = product.category.map { categories.code(for: $0, text: "", label: "") } ?? noCode
    if columns.category[index] != noCode { categories.add(slot, to: columns.category[index]) }
    columns.brand[index] = noCode
    if let brand = product.brand {
      let key = brandKey(brand)
      columns.brand[index] = brands.code(for: key, text: key, label: brand)
      brands.add(slot, to: columns.brand[index])
    }
    said.enter(slot, entry.said)
    enterValues(slot, entry.values)
    enterVariants(slot, entry)
    if !entry.marketPrices.isEmpty { enterMarkets(slot, entry) }
  }

  private mutating func enterVariants(_ slot: Slot, _ entry: ListingEntry) {
    let block = variants.open(entry.variants, of: slot, priceStarts(entry.product.currency))
    columns.variants[Int(slot)] = block
    var (ranges, rangesInStock) = (UInt8(0), UInt8(0))
    var value = entry.variantValues.startIndex
    for (place, variant) in zip(block.range, entry.variants) {
      let range: UInt8 = 1 << variants.range[Int(place)]
      ranges |= range
      if variant.isAvailable {
        available.insert(place)
        rangesInStock |= range
      }
      while value < entry.variantValues.endIndex, entry.variantValues[value].variant < variant.id {
        value += 1
      }
      while value < entry.variantValues.endIndex, entry.variantValues[value].variant == variant.id {
        set(entry.variantValues[value], variant, at: place, of: slot, entry)
        value += 1
      }
    }
    for range in priceSteps.indices where ranges & 1 << UInt8(range) != 0 {
      priced[range].add(slot)
      if rangesInStock & 1 << UInt8(range) != 0 { pricedInStock[range].add(slot) }
    }
  }

  private mutating func brandKey(_ brand: String) -> String {
    if let known = brandKeys[brand] { return known }
    let key = SearchWords.key(brand)
    brandKeys[brand] = key
    return key
  }

  mutating func priceStarts(_ currency: UInt32) -> ContiguousArray<Int64> {
    if let known = knownStarts[currency] { return known }
    let starts = PriceRanges.starts(currency)
    knownStarts[currency] = starts
    return starts
  }

  /// A variant has only values that its product has, too: `withdraw` finds it by these.
  private mutating func set(
    _ value: ListingRows.VariantValue, _ variant: ListingRows.Variant, at slot: Slot, of product: Slot,
    _ entry: ListingEntry
  ) {
    for (place, known) in zip(columns.spellings[Int(product)].range, entry.values)
    where known.name == value.name && known.key == value.key {
      let code = spellings[Int(spelled[Int(place)])].value
      switch value.name {
      case .color:
        colors.add(slot, of: product, isAvailable: variant.isAvailable, to: code)
        variants.colors.add(code, to: slot)
      case .size:
        sizes.add(slot, of: product, isAvailable: variant.isAvailable, to: code)
        variants.sizes.add(code, to: slot)
      case .tag: break
      }
      return
    }
  }

  private mutating func enterValues(_ slot: Slot, _ values: ArraySlice<ListingRows.Value>) {
    let block = spellingBlocks.take(values.count)
    columns.spellings[Int(slot)] = block
    let missing = Int(block.end) - spelled.count
    if missing > 0 { spelled.append(contentsOf: repeatElement(0, count: missing)) }
    for (place, value) in zip(block.range, values) {
      let code = spelling(value)
      spelled[Int(place)] = code
      switch value.name {
      case .color: colors.add(slot, to: spellings[Int(code)].value)
      case .size: sizes.add(slot, to: spellings[Int(code)].value)
      case .tag: tags.add(slot, to: spellings[Int(code)].value)
      }
      spellings[Int(code)].count += 1
      if spellings[Int(code)].count == 1 { relabel(code) }
    }
  }

  private mutating func withdraw(_ slot: Slot) {
    let index = Int(slot)
    listed.remove(slot)
    numbers.remove(columns.number[index])
    inStock.remove(slot)
    for set in starred { set.remove(slot) }
    for set in priced { set.remove(slot) }
    for set in pricedInStock { set.remove(slot) }
    if let code = currencies.code(of: columns.currency[index]) { currencies.remove(slot, from: code) }
    shops.remove(slot, from: columns.shop[index])
    if columns.category[index] != noCode { categories.remove(slot, from: columns.category[index]) }
    if columns.brand[index] != noCode { brands.remove(slot, from: columns.brand[index]) }
    said.withdraw(slot)
    let places = columns.variants[index]
    for market in markets.keys { markets[market]?.withdraw(slot, places) }
    for place in places.range { available.remove(place) }
    for place in columns.spellings[index].range {
      let code = spelled[Int(place)]
      let value = spellings[Int(code)].value
      switch spellings[Int(code)].name {
      case .color:
        colors.remove(slot, from: value)
        colors[value].remove(places.range, of: slot)
      case .size:
        sizes.remove(slot, from: value)
        sizes[value].remove(places.range, of: slot)
      case .tag: tags.remove(slot, from: value)
      }
      spellings[Int(code)].count -= 1
      if spellings[Int(code)].count == 0 { relabel(code) }
    }
    variants.close(places)
    spellingBlocks.giveBack(columns.spellings[index])
  }
}
