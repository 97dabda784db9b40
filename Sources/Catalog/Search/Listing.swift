import Kernel

/// A page of products with what belongs above it.
package struct Listing: Sendable {
  package let page: Page<ProductCard>
  /// How many products there are on all pages.
  package let total: Int
  /// What was searched instead of a mistyped text.
  package let correctedText: String?
}

extension Catalog {
  /// A page of a listing. Throws `.invalidInput` for a cursor of another list.
  package func products(_ query: ListingQuery) async throws -> Page<ProductCard> {
    try await listing(query).page
  }

  /// A page of a listing with its count, for pages. Throws like `products`.
  package func listing(_ query: ListingQuery) async throws -> Listing {
    let order: ListingSort = query.sort == .relevance && query.filter.text == nil ? .newest : query.sort
    let place = try ListingPlace(query.page.cursor, order)
    try await listings.reach()
    let found = try await matches(query.filter.text)
    let filter = query.filter.here
    let (members, total) = listings.read { table -> (Bitmap?, Int) in
      let matches = found.map { table.numbers.slots(of: $0.candidates) }
      let members = table.products(table.settled(filter, matches), matches)
      return (members, table.count(members))
    }
    if total == 0, let text = query.filter.text, ListingFilter(text: text) == query.filter {
      await noteMissed(text)
    }
    let slice =
      if order == .relevance, let found, case .offset(let skipped) = place {
        found.page(of: members, from: listings, skip: skipped, limit: query.page.limit)
      } else {
        listings.read { $0.page(members, order, place, limit: query.page.limit, at: filter.market) }
      }
    let cards = try await cards(slice.ids)
    return Listing(
      page: Page(items: cards, nextCursor: slice.next.map { $0.cursor(order) }), total: total,
      correctedText: found?.corrected)
  }

  /// The currency in which prices of a listing are typed and read: the chosen one, or that of most of its goods. `nil`
  /// where nothing is for sale. `isOnly` says that the site knows no other.
  package func priceCurrency(_ filter: ListingFilter) async throws -> (currency: Currency, isOnly: Bool)? {
    try await listings.reach()
    let found = try await matches(filter.text)
    return listings.read { table in
      let (matches, filter) = (found.map { table.numbers.slots(of: $0.candidates) }, filter.here)
      return table.usualCurrency(filter, matches).map { ($0, table.listedCurrencies(filter.market) == [$0]) }
    }
  }

  /// What a listing can be narrowed to, with counts.
  package func facets(_ asked: ListingFilter) async throws -> Facets {
    try await listings.reach()
    let filter = asked.here
    return try await facetMemory.facets(filter, version: listings.read(\.version)) {
      let found = try await matches(filter.text)
      return listings.read { table in
        table.facets(filter, found.map { table.numbers.slots(of: $0.candidates) })
      }
    }
  }

  /// The listed ones of these products, in the given order; for "recently viewed" and the like. Titles are in the reader's
  /// language.
  package func cards(_ ids: [ProductID]) async throws -> [ProductCard] {
    // The transaction's thread knows no reader.
    let (language, market) = (Language.current, PriceMarket.current)
    let found = try await database.read { snapshot in
      try ListingStore.cards(ids, in: language, at: market, snapshot)
    }
    let byID = Dictionary(found.map { ($0.id, $0) }) { $1 }
    return ids.compactMap { byID[$0] }
  }
}
