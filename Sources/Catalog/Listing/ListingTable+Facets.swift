import Kernel

/// How many values of a kind are counted at most.
private let maximumValues = 60

/// What the facets of one filter are counted by; keeps the sets that several of them need.
struct FacetCounting {
  private let matches: Bitmap?
  private var known: [ListingFilter: Bitmap?] = [:]
  private var knownVariants: [ListingFilter: Bitmap] = [:]

  init(matches: Bitmap?) { self.matches = matches }

  mutating func products(_ filter: ListingFilter, _ table: ListingTable) -> Bitmap? {
    if let found = known[filter] { return found }
    let found = table.products(filter, matches)
    known[filter] = .some(found)
    return found
  }

  /// The variants that meet a filter, in products that do.
  mutating func variants(_ filter: ListingFilter, _ table: ListingTable) -> Bitmap {
    if let found = knownVariants[filter] { return found }
    let found = table.variants(VariantConditions(filter), in: table.candidates(filter, matches))
    knownVariants[filter] = found
    return found
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
      categories: categoryCounts(counting.products(filter.with { $0.category = nil }, self)),
      colors: valueCounts(.color, filter.with { $0.colors = [] }, &counting),
      sizes: SizeOrder.sorted(valueCounts(.size, filter.with { $0.sizes = [] }, &counting)),
      tags: valueCounts(.tag, filter.with { $0.tags = [] }, &counting),
      brands: brandCounts(counting.products(filter.with { $0.brands = [] }, self)),
      shops: shopCounts(counting.products(filter.with { $0.shops = [] }, self)),
      currencies: currencies.map {
        FacetCount(value: $0.currency.code, label: $0.currency.code, count: $0.count)
      },
      prices: prices ?? [],
      ratings: ratingCounts(counting.products(filter.with { $0.minimumRating = nil }, self)))
  }

  private func brandCounts(_ members: Bitmap?) -> [FacetCount] {
    brands.best(maximumValues, in: members, of: count, tally: tally(columns.brand)).map {
      FacetCount(value: brands[$0.code].label, label: brands[$0.code].label, count: $0.count)
    }
  }

  private func shopCounts(_ members: Bitmap?) -> [FacetCount] {
    shops.best(maximumValues, in: members, of: count, tally: tally(columns.shop)).map {
      FacetCount(value: shops[$0.code].text, label: shops[$0.code].label, count: $0.count)
    }
  }

  /// Counts each category with all below it, in the order of the tree, leaving out empty ones.
  private func categoryCounts(_ members: Bitmap?) -> [CategoryFacet] {
    var totals: [CategoryID: Int] = [:]
    for found in categories.best(.max, in: members, of: count, tally: tally(columns.category)) {
      for step in tree.path(to: categories[found.code].key) { totals[step.id, default: 0] += found.count }
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
    let best: [CodeCount]
    if name == .tag || rules.isEmpty {
      best = values.best(maximumValues, in: counting.products(filter, self), of: count, tally: tally(name))
    } else {
      let meeting = counting.variants(filter, self)
      best = values.best(maximumValues) { code in
        productCount(of: meeting.intersection(values[code].variants))
      }
    }
    return best.map {
      FacetCount(value: values[$0.code].label, label: values[$0.code].label, count: $0.count)
    }
  }

  private func ratingCounts(_ members: Bitmap?) -> [FacetCount] {
    (1...4).reversed().compactMap { star in
      let set = starred[star - wantedStars.lowerBound]
      let count = members.map(set.intersectionCount) ?? set.count
      return count == 0 ? nil : FacetCount(value: String(star), label: "\(star) stars and more", count: count)
    }
  }

  /// How many products have a variant in each range of prices. One whose prices all lie in one range is told by
  /// its own row, unless colours or sizes are wanted.
  private func priceCounts(
    _ currency: Currency, _ filter: ListingFilter, _ counting: inout FacetCounting
  ) -> [PriceFacet] {
    let starts = PriceRanges.starts(CurrencyCode.packed(currency.code))
    let rules = VariantConditions(filter)
    var counts = [Int](repeating: 0, count: starts.count)
    if rules.isEmpty {
      let members = counting.products(filter, self)
      counts = priced.map { range in members.map(range.intersectionCount) ?? range.count }
    } else if rules.hasValues {
      add(counting.variants(filter, self).numbers, starts, to: &counts)
    } else {
      let members = counting.products(filter, self) ?? listed
      counts = priced.map(members.subtracting(uneven).intersectionCount)
      let (blocks, available) = (columns.variants, available)
      let places = members.intersection(uneven).numbers.lazy.flatMap { blocks[Int($0)].range }
      add(places.filter { available.contains($0) }, starts, to: &counts)
    }
    return counts.enumerated().compactMap { index, count in
      let next = index + 1 < starts.count ? starts[index + 1] - 1 : nil
      return count == 0
        ? nil : PriceFacet(currency: currency, minimum: starts[index], maximum: next, count: count)
    }
  }

  /// Counts the products of these variants in the ranges that these lie in.
  private func add(_ variants: some Sequence<Slot>, _ starts: [Int64], to counts: inout [Int]) {
    let (product, price) = (self.variants.product, self.variants.price)
    var (last, ranges) = (noCode, UInt8(0))
    func close(_ counts: inout [Int]) {
      for range in counts.indices where ranges & 1 << UInt8(range) != 0 { counts[range] += 1 }
      ranges = 0
    }
    for variant in variants {
      if product[Int(variant)] != last {
        close(&counts)
        last = product[Int(variant)]
      }
      ranges |= 1 << UInt8(PriceRanges.index(of: price[Int(variant)], starts))
    }
    close(&counts)
  }
}

// MARK: Currencies

// Minor units of two currencies are never compared: a filter with prices narrows the listing to one of them.
extension ListingTable {
  /// The filter with the currency of its prices: the chosen one, else the only one that there is, else that of most
  /// goods which it lists otherwise.
  func settled(_ filter: ListingFilter, _ matches: Bitmap?) -> ListingFilter {
    guard filter.hasPrices, filter.currency == nil, listedCurrencies.count > 1 else { return filter }
    return filter.with { $0.currency = usualCurrency(filter, matches) }
  }

  /// The currency that the prices of a listing are in; `nil` where nothing is listed.
  func usualCurrency(_ filter: ListingFilter, _ matches: Bitmap?) -> Currency? {
    if let chosen = filter.currency { return chosen }
    let all = listedCurrencies
    guard all.count > 1 else { return all.first }
    return currencyCounts(filter, matches).first?.currency ?? all.first
  }

  /// The currencies of all listed goods, by their codes.
  var listedCurrencies: [Currency] {
    zip(currencies.entries, currencies.counts).compactMap { $1 > 0 ? Currency($0.text) : nil }.sorted()
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
    let all = listedCurrencies
    guard all.count > 1 else { return all.map { ($0, count(members)) } }
    return currencies.best(.max) { code in
      members.map(currencies[code].products.intersectionCount) ?? currencies.counts[Int(code)]
    }.compactMap { found in Currency(currencies[found.code].text).map { ($0, found.count) } }
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
