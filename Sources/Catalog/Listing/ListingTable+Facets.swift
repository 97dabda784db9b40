import Kernel

/// How many values of a kind are counted at most.
private let maximumValues = 60
/// Fewer products than this part of all values are counted without looking at each value.
private let fewPart = 8
/// With more than this part of all products, sets are intersected instead of going through variants.
private let densePart = 8

/// What the facets of one filter are counted by; keeps what several of them need.
struct FacetCounting {
  private let matches: Bitmap?
  private var known: [ListingFilter: Bitmap?] = [:]
  private var knownVariants: [ListingFilter: ContiguousArray<Slot>] = [:]
  private var counted: [ObjectIdentifier: CountedProducts] = [:]
  private var spelled: [ObjectIdentifier: ContiguousArray<Int32>] = [:]

  init(matches: Bitmap?) { self.matches = matches }

  mutating func products(_ filter: ListingFilter, _ table: ListingTable) -> Bitmap? {
    if let found = known[filter] { return found }
    let found =
      VariantConditions(filter).areMetTogether
      ? table.products(of: variants(filter, table)) : table.products(filter, matches)
    known[filter] = .some(found)
    return found
  }

  /// The variants that meet a filter, in products that do.
  mutating func variants(_ filter: ListingFilter, _ table: ListingTable) -> ContiguousArray<Slot> {
    if let found = knownVariants[filter] { return found }
    let rules = VariantConditions(filter)
    let within = rules.hasValues ? table.candidates(filter, matches) : products(filter, table)
    let found = table.variants(rules, in: within)
    knownVariants[filter] = found
    return found
  }

  /// A set that `products` made, for going through it.
  mutating func counted(_ members: Bitmap, _ table: ListingTable) -> CountedProducts {
    if let found = counted[ObjectIdentifier(members)] { return found }
    let made = CountedProducts(members, of: table.listed)
    counted[ObjectIdentifier(members)] = made
    return made
  }

  /// How many products of a set that `products` made spell a colour, size or tag in each way.
  mutating func spelled(_ members: Bitmap, _ table: ListingTable) -> ContiguousArray<Int32> {
    if let found = spelled[ObjectIdentifier(members)] { return found }
    let made = table.spellingCounts(counted(members, table))
    spelled[ObjectIdentifier(members)] = made
    return made
  }
}

extension ListingTable {
  /// What a listing can be narrowed to.
  func facets(_ asked: ListingFilter, _ matches: Bitmap?) -> Facets {
    let filter = settled(asked, matches)
    var counting = FacetCounting(matches: matches)
    let currencies = currencyCounts(filter, matches)
    let prices = (filter.currency ?? currencies.first?.currency).map { currency in
      let relaxed = filter.with {
        $0.currency = currencies.count > 1 ? currency : filter.currency
        $0.minimumPrice = nil
        $0.maximumPrice = nil
      }
      return priceCounts(currency, relaxed, &counting)
    }
    return Facets(
      total: count(counting.products(filter, self)),
      categories: categoryCounts(filter.with { $0.category = nil }, &counting),
      colors: valueCounts(.color, filter.with { $0.colors = [] }, &counting),
      sizes: SizeOrder.sorted(valueCounts(.size, filter.with { $0.sizes = [] }, &counting)),
      tags: valueCounts(.tag, filter.with { $0.tags = [] }, &counting),
      brands: best(brands, columns.brand, filter.with { $0.brands = [] }, &counting).map {
        FacetCount(value: brands[$0.code].label, label: brands[$0.code].label, count: $0.count)
      },
      shops: best(shops, columns.shop, filter.with { $0.shops = [] }, &counting).map {
        FacetCount(value: shops[$0.code].text, label: shops[$0.code].label, count: $0.count)
      },
      currencies: currencies.map {
        FacetCount(value: $0.currency.code, label: $0.currency.code, count: $0.count)
      },
      prices: prices ?? [],
      ratings: ratingCounts(counting.products(filter.with { $0.minimumRating = nil }, self)),
      attributes: attributeCounts(filter, &counting))
  }

  private func best(
    _ values: ListingValues<some Hashable>, _ column: ContiguousArray<UInt32>, _ filter: ListingFilter,
    _ counting: inout FacetCounting
  ) -> [CodeCount] {
    guard let members = counting.products(filter, self) else { return values.best(maximumValues) }
    let counted = counting.counted(members, self)
    if !counted.areLeftOut, counted.slots.count < values.entries.count / fewPart {
      return values.best(
        maximumValues, of: counted.slots.map { column[Int($0)] }.filter { $0 != noCode })
    }
    let counts = counts(column, values.counts, counted)
    return values.best(maximumValues) { Int(counts[Int($0)]) }
  }

  /// Counts each category with all below it, in the order of the tree, leaving out empty ones.
  private func categoryCounts(_ filter: ListingFilter, _ counting: inout FacetCounting) -> [CategoryFacet] {
    var totals: [CategoryID: Int] = [:]
    func add(_ counts: ContiguousArray<some BinaryInteger>) {
      for (entry, count) in zip(categories.entries, counts) where count > 0 {
        for step in tree.path(to: entry.key) { totals[step.id, default: 0] += Int(count) }
      }
    }
    if let members = counting.products(filter, self) {
      add(counts(columns.category, categories.counts, counting.counted(members, self)))
    } else {
      add(categories.counts)
    }
    return tree.inOrder.compactMap { category in
      totals[category.id].map { CategoryFacet(category: category, count: $0) }
    }
  }

  /// A product counts with a value when one of its variants has that and meets the other conditions, too. Where no
  /// condition is about variants, products are counted without looking at these.
  private func valueCounts(
    _ name: ProductFacet.Name, _ filter: ListingFilter, _ counting: inout FacetCounting
  ) -> [FacetCount] {
    let values =
      switch name {
      case .color: colors
      case .size: sizes
      case .tag: tags
      }
    let rules = VariantConditions(filter)
    let best =
      name == .tag || rules.isEmpty
      ? spelledBest(values, filter, &counting)
      : variantBest(values, name == .color ? variants.colors : variants.sizes, rules, filter, &counting)
    return best.map {
      FacetCount(value: values[$0.code].label, label: values[$0.code].label, count: $0.count)
    }
  }

  private func spelledBest(
    _ values: ListingValues<String>, _ filter: ListingFilter, _ counting: inout FacetCounting
  ) -> [CodeCount] {
    guard let members = counting.products(filter, self) else { return values.best(maximumValues) }
    let counts = counting.spelled(members, self)
    return values.best(maximumValues) { code in
      values[code].spellings.reduce(0) { $0 + Int(counts[Int($1)]) }
    }
  }

  private func variantBest(
    _ values: ListingValues<String>, _ codes: VariantCodes, _ rules: VariantConditions,
    _ filter: ListingFilter, _ counting: inout FacetCounting
  ) -> [CodeCount] {
    if rules.isStockOnly {
      guard let candidates = counting.products(filter.with { $0.inStockOnly = false }, self) else {
        return values.best(maximumValues) { values[$0].productsInStock.count }
      }
      if candidates.count > count / densePart {
        return values.best(maximumValues) { values[$0].productsInStock.intersectionCount(candidates) }
      }
    }
    let counts = counts(counting.variants(filter, self), codes, values.entries.count)
    return values.best(maximumValues) { Int(counts[Int($0)]) }
  }

  private func ratingCounts(_ members: Bitmap?) -> [FacetCount] {
    (1...4).reversed().compactMap { star in
      let set = starred[star - wantedStars.lowerBound]
      let count = members.map(set.intersectionCount) ?? set.count
      return count == 0 ? nil : FacetCount(value: String(star), label: "\(star) stars and more", count: count)
    }
  }

  /// How many products have a variant in each range of prices.
  private func priceCounts(
    _ currency: Currency, _ filter: ListingFilter, _ counting: inout FacetCounting
  ) -> [PriceFacet] {
    let starts = PriceRanges.starts(CurrencyCode.packed(currency.code))
    let rules = VariantConditions(filter)
    let counts: [Int]
    if rules.hasValues {
      counts = rangeCounts(counting.variants(filter, self), prices(filter.market))
    } else {
      let members = counting.products(filter, self)
      let ranges = priceSets(inStock: rules.inStockOnly, filter.market)
      counts = ranges.map { range in members.map(range.intersectionCount) ?? range.count }
    }
    return counts.enumerated().compactMap { index, count in
      let next = index + 1 < starts.count ? starts[index + 1] - 1 : nil
      return count == 0
        ? nil : PriceFacet(currency: currency, minimum: starts[index], maximum: next, count: count)
    }
  }
}

// MARK: Currencies

// Minor units of two currencies are never compared: a filter with prices narrows the listing to one of them.
extension ListingTable {
  /// The filter with the currency of its prices: the chosen one, else the only one that there is, else that of most
  /// goods which it lists otherwise.
  func settled(_ filter: ListingFilter, _ matches: Bitmap?) -> ListingFilter {
    guard filter.hasPrices, filter.currency == nil, listedCurrencies(filter.market).count > 1 else {
      return filter
    }
    return filter.with { $0.currency = usualCurrency(filter, matches) }
  }

  /// The currency that the prices of a listing are in; `nil` where nothing is listed.
  func usualCurrency(_ filter: ListingFilter, _ matches: Bitmap?) -> Currency? {
    if let chosen = filter.currency { return chosen }
    let all = listedCurrencies(filter.market)
    guard all.count > 1 else { return all.first }
    return currencyCounts(filter, matches).first?.currency ?? all.first
  }

  /// The currencies of all listed goods in a market, by their codes.
  func listedCurrencies(_ market: PriceMarketID? = nil) -> [Currency] {
    guard let here = prices(market) else {
      return zip(currencies.entries, currencies.counts).compactMap { $1 > 0 ? Currency($0.text) : nil }
        .sorted()
    }
    let own = zip(currencies.entries, currencies.counts).compactMap { entry, count in
      count > entry.products.intersectionCount(here.products) ? Currency(entry.text) : nil
    }
    return Set(own + [Currency(CurrencyCode.text(here.currency))].compactMap { $0 }).sorted()
  }

  /// How many goods of a listing are in each currency, whatever they cost; most of them first.
  private func currencyCounts(
    _ filter: ListingFilter, _ matches: Bitmap?
  ) -> [(currency: Currency, count: Int)] {
    let relaxed = filter.with {
      $0.currency = nil
      $0.minimumPrice = nil
      $0.maximumPrice = nil
    }
    let members = products(relaxed, matches)
    let all = listedCurrencies(filter.market)
    guard all.count > 1 else { return all.map { ($0, count(members)) } }
    if prices(filter.market) != nil { return currencyCounts(all, members, filter.market) }
    return currencies.best(.max) { code in
      members.map(currencies[code].products.intersectionCount) ?? currencies.counts[Int(code)]
    }.compactMap { found in Currency(currencies[found.code].text).map { ($0, found.count) } }
  }
}

extension ListingTable {
  /// The same at the prices of a market.
  private func currencyCounts(
    _ all: [Currency], _ members: Bitmap?, _ market: PriceMarketID?
  ) -> [(currency: Currency, count: Int)] {
    let counts = all.map { currency -> (currency: Currency, count: Int) in
      let priced = products(pricedIn: currency, market)
      return (currency, members.map(priced.intersectionCount) ?? priced.count)
    }
    return counts.filter { $0.count > 0 }.sorted { left, right in
      left.count == right.count ? left.currency < right.currency : left.count > right.count
    }
  }
}

extension ListingFilter {
  /// The filter after a change.
  fileprivate func with(_ change: (inout ListingFilter) -> Void) -> ListingFilter {
    var changed = self
    change(&changed)
    return changed
  }
}
