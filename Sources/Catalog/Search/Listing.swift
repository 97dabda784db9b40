import Kernel
import Persistence

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
    return try await database.read { snapshot in
      let found = try query.filter.text.map {
        try TextMatches.find($0, isRanked: order == .relevance, snapshot)
      }
      let (slice, total) = listings.read { table in
        let matches = found.map { table.slots(of: $0.products) }
        let members = table.products(table.settled(query.filter, matches), matches)
        let slice =
          if order == .relevance, let found, case .offset(let skipped) = place {
            table.page(members, found.products, skip: skipped, limit: query.page.limit)
          } else {
            table.page(members, order, place, limit: query.page.limit)
          }
        return (slice, table.count(members))
      }
      let cards = Dictionary(try ListingStore.cards(slice.ids, snapshot).map { ($0.id, $0) }) { $1 }
      return Listing(
        page: Page(
          items: slice.ids.compactMap { cards[$0] }, nextCursor: slice.next.map { $0.cursor(order) }),
        total: total, correctedText: found?.corrected)
    }
  }

  /// The currency in which prices of a listing are typed and read: the chosen one, or that of most of its goods. `nil`
  /// where nothing is for sale. `isOnly` says that the site knows no other.
  package func priceCurrency(_ filter: ListingFilter) async throws -> (currency: Currency, isOnly: Bool)? {
    try await listings.reach()
    let found = try await products(matching: filter.text)
    return listings.read { table in
      let matches = found.map { table.slots(of: $0.products) }
      return table.usualCurrency(filter, matches).map { ($0, table.listedCurrencies == [$0]) }
    }
  }

  /// What a listing can be narrowed to, with counts.
  package func facets(_ filter: ListingFilter) async throws -> Facets {
    try await listings.reach()
    return try await facetMemory.facets(filter, version: listings.read(\.version)) {
      let found = try await products(matching: filter.text)
      return listings.read { table in table.facets(filter, found.map { table.slots(of: $0.products) }) }
    }
  }

  /// The listed ones of these products, in the given order; for "recently viewed" and the like.
  package func cards(_ ids: [ProductID]) async throws -> [ProductCard] {
    let found = try await database.read { snapshot in try ListingStore.cards(ids, snapshot) }
    let byID = Dictionary(found.map { ($0.id, $0) }) { $1 }
    return ids.compactMap { byID[$0] }
  }

  private func products(matching text: String?) async throws -> TextMatches? {
    guard let text else { return nil }
    return try await database.read { try TextMatches.find(text, isRanked: false, $0) }
  }
}

/// The listed products that a text finds.
struct TextMatches: Sendable {
  /// The best match first, where that was asked.
  let products: [ProductID]
  /// What was searched instead of a mistyped text.
  let corrected: String?

  static func find(_ text: String, isRanked: Bool, _ snapshot: Snapshot) throws -> TextMatches {
    let match = try SearchResolver.resolve(text, snapshot)
    let products = try match.expression.map { try ListingStore.matches($0, isRanked: isRanked, snapshot) }
    return TextMatches(products: products ?? [], corrected: match.corrected)
  }
}
