import Catalog
import Kernel
import Web

private let shownTags = 16

extension ListingPage {
  /// The filters beside the results.
  var filters: HTML {
    FilterPanel.show(
      path: state.path, keep: keptForFilters, facets: groups, resultCount: total,
      clearPath: state.isNarrowed ? state.clearedLink : nil)
  }

  /// What was chosen; each can be taken away.
  var chips: [HTML] {
    let filter = state.filter
    var chips: [HTML] = []
    func chip(_ label: Words, _ remove: @escaping (inout ListingState) -> Void) {
      chips.append(Badge.chip(label, removePath: state.link(remove)))
    }
    if let category = filter.category {
      chip(Words(verbatim: tree.find(category)?.name ?? category)) { $0.filter.category = nil }
    }
    for value in filter.colors { chip(Words(verbatim: value)) { $0.filter.colors.removeAll { $0 == value } } }
    for value in filter.sizes { chip("Size \(value)") { $0.filter.sizes.removeAll { $0 == value } } }
    for value in filter.brands { chip(Words(verbatim: value)) { $0.filter.brands.removeAll { $0 == value } } }
    for value in filter.shops {
      chip(Words(verbatim: facets.shops.first { $0.value == value }?.label ?? value)) {
        $0.filter.shops.removeAll { $0 == value }
      }
    }
    for value in filter.tags { chip(Words(verbatim: value)) { $0.filter.tags.removeAll { $0 == value } } }
    for choice in filter.attributes {
      chip(attributeChip(choice)) { $0.filter.attributes.removeAll { $0 == choice } }
    }
    if let chosen = filter.currency, facets.currencies.count > 1 {
      chip(Words(verbatim: chosen.code)) { $0.filter.currency = nil }
    }
    if !state.priceFrom.isEmpty { chip("From \(price(state.priceFrom))") { $0.priceFrom = "" } }
    if !state.priceTo.isEmpty { chip("Up to \(price(state.priceTo))") { $0.priceTo = "" } }
    if let stars = filter.minimumRating {
      chip("\(count: stars, one: "# star and more", other: "# stars and more")") {
        $0.filter.minimumRating = nil
      }
    }
    if filter.inStockOnly { chip("In stock") { $0.filter.inStockOnly = false } }
    return chips
  }

  /// What the sort form sends along: everything but order and page.
  var keptForSort: [(name: String, value: String)] {
    state.parameters.pairs.filter { $0.name != "sort" && $0.name != "page" }.map { ($0.name, $0.value) }
  }

  /// The orders to choose from.
  var sorts: [Choice] {
    let orders: [(ListingSort, Words)] = [
      (.relevance, "Best match"), (.newest, "Newest"), (.bestSelling, "Best selling"),
      (.priceAscending, "Price: low to high"), (.priceDescending, "Price: high to low"),
    ]
    return orders.filter { $0.0 != .relevance || state.filter.text != nil }.map {
      Choice($0.0.rawValue, $0.1)
    }
  }

  /// What the filter form sends along: the search and the order.
  private var keptForFilters: [(name: String, value: String)] {
    state.parameters.pairs.filter { $0.name == "q" || $0.name == "sort" }.map { ($0.name, $0.value) }
  }

  private var groups: [Facet] {
    let filter = state.filter
    var groups: [Facet] = []
    if isOfManyCategories { groups.append(.one(name: "category", title: "Category", values: categoryValues)) }
    groups.append(contentsOf: priceGroups)
    groups.append(
      .many(name: "color", title: "Colour", values: values(facets.colors, filter.colors, isColor: true)))
    groups.append(.many(name: "size", title: "Size", values: values(facets.sizes, filter.sizes)))
    if brandsSayMore {
      groups.append(.many(name: "brand", title: "Brand", values: values(facets.brands, filter.brands)))
    }
    if !isOfOneShop {
      groups.append(.many(name: "shop", title: "Shop", values: values(facets.shops, filter.shops)))
    }
    groups.append(contentsOf: attributeGroups)
    groups.append(.one(name: "rating", title: "Rating", values: ratingValues))
    groups.append(
      .many(
        name: "tag", title: "Tags",
        values: values(Array(facets.tags.prefix(max(shownTags, filter.tags.count))), filter.tags)))
    if filter.inStockOnly || inStockCount < total {
      let buyable = FacetValue("true", "In stock", count: inStockCount, isChosen: filter.inStockOnly)
      groups.append(.many(name: "inStock", title: "Availability", values: [buyable]))
    }
    return groups
  }

  /// The currency, where there are several, and the prices in it.
  private var priceGroups: [Facet] {
    func bound(_ name: String, _ typed: PriceRange.Bound?, _ settled: String) -> FacetBound {
      let amount = Money(decimal: settled, currency)
      return FacetBound(name, typed?.shown ?? amount?.typed ?? settled, error: typed?.error)
    }
    let range = Facet.range(
      title: "Price", low: bound("priceFrom", prices?.low, state.priceFrom),
      high: bound("priceTo", prices?.high, state.priceTo),
      unit: Words(verbatim: Language.current.formats.symbol(currency)))
    guard facets.currencies.count > 1 else { return [range] }
    let all = FacetValue(
      "", "All", count: facets.currencies.reduce(0) { $0 + $1.count }, isChosen: state.filter.currency == nil)
    let values = facets.currencies.map {
      FacetValue(
        $0.value, Words(verbatim: $0.label), count: $0.count,
        isChosen: $0.value == state.filter.currency?.code)
    }
    return [.one(name: "currency", title: "Currency", values: [all] + values), range]
  }

  /// False where every shop has its own name as the brand.
  private var brandsSayMore: Bool {
    !state.filter.brands.isEmpty || Set(facets.brands.map(\.label)) != Set(facets.shops.map(\.label))
  }

  private var isOfOneShop: Bool { if case .shop = subject { true } else { false } }
  private var isOfManyCategories: Bool { if case .category = subject { false } else { true } }

  /// The values with what was chosen among them even if nothing has it any more; none where all goods have
  /// the only one.
  private func values(_ counts: [FacetCount], _ chosen: [String], isColor: Bool = false) -> [FacetValue] {
    if chosen.isEmpty, counts.count == 1, counts.first?.count == total { return [] }
    let folded = Set(chosen.map(ListingFilter.key))
    let known = Set(counts.map { ListingFilter.key($0.value) })
    let shown = counts.map { count in
      FacetValue(
        count.value, Words(verbatim: count.label), count: count.count,
        isChosen: folded.contains(ListingFilter.key(count.value)),
        swatch: isColor ? ColorSwatches.hex(count.value) : nil)
    }
    let missing = chosen.filter { !known.contains(ListingFilter.key($0)) }
    return shown + missing.map { FacetValue($0, Words(verbatim: $0), count: 0, isChosen: true) }
  }

  /// Those at the top, and the branch of the chosen one.
  private var categoryValues: [FacetValue] {
    let chosen = state.filter.category.flatMap { tree.find($0) }
    let open = Set(chosen.map { tree.path(to: $0.id).map(\.id) } ?? [])
    let shown = facets.categories.filter { facet in
      facet.category.parent == nil || facet.category.parent.map(open.contains) ?? false
    }
    guard !shown.isEmpty else { return [] }
    let all = FacetValue("", "All", count: allCount, isChosen: chosen == nil)
    return [all]
      + shown.map { facet in
        let indent = String(repeating: "– ", count: tree.depth(of: facet.category.id))
        return FacetValue(
          facet.category.slug, Words(verbatim: indent + facet.category.told(in: .current).name),
          count: facet.count,
          isChosen: facet.category.id == chosen?.id)
      }
  }

  /// How many there are in all categories together.
  private var allCount: Int {
    guard state.filter.category != nil else { return facets.total }
    return facets.categories.filter { $0.category.parent == nil }.reduce(0) { $0 + $1.count }
  }

  private var ratingValues: [FacetValue] {
    guard !facets.ratings.isEmpty else { return [] }
    let chosen = state.filter.minimumRating.map { String($0) }
    let all = FacetValue("", "All", count: facets.total, isChosen: chosen == nil)
    return [all]
      + facets.ratings.map {
        FacetValue(
          $0.value, stars($0.value), count: $0.count, isChosen: $0.value == chosen)
      }
  }

  private func stars(_ value: String) -> Words {
    "\(count: Int(value) ?? 0, one: "# star and more", other: "# stars and more")"
  }

  private func price(_ typed: String) -> String { Money(decimal: typed, currency)?.display ?? typed }
}
