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
    try await database.read { snapshot in
      let match = try query.filter.text.map { try SearchResolver.resolve($0, snapshot) }
      let filter = try PriceCurrencyStore.settled(query.filter, match, snapshot)
      return try ListingStore.page(filter, match, query.sort, query.page, snapshot)
    }
  }

  /// The currency in which prices of a listing are typed and read: the chosen one, or that of most of its goods. `nil`
  /// where nothing is for sale. `isOnly` says that the site knows no other.
  package func priceCurrency(_ filter: ListingFilter) async throws -> (currency: Currency, isOnly: Bool)? {
    try await database.read { snapshot in
      let match = try filter.text.map { try SearchResolver.resolve($0, snapshot) }
      let all = try PriceCurrencyStore.listed(snapshot)
      return try PriceCurrencyStore.usual(filter, match, snapshot).map { ($0, all == [$0]) }
    }
  }

  /// A page of a listing with its count, for pages. Throws like `products`.
  package func listing(_ query: ListingQuery) async throws -> Listing {
    try await database.read { snapshot in
      let match = try query.filter.text.map { try SearchResolver.resolve($0, snapshot) }
      let filter = try PriceCurrencyStore.settled(query.filter, match, snapshot)
      return Listing(
        page: try ListingStore.page(filter, match, query.sort, query.page, snapshot),
        total: try ListingStore.count(filter, match, snapshot), correctedText: match?.corrected)
    }
  }

  /// What a listing can be narrowed to, with counts.
  package func facets(_ filter: ListingFilter) async throws -> Facets {
    try await database.read { snapshot in
      let match = try filter.text.map { try SearchResolver.resolve($0, snapshot) }
      return try FacetStore.facets(filter, match, snapshot)
    }
  }

  /// The listed ones of these products, in the given order; for "recently viewed" and the like.
  package func cards(_ ids: [ProductID]) async throws -> [ProductCard] {
    let found = try await database.read { snapshot in try ListingStore.cards(ids, snapshot) }
    let byID = Dictionary(found.map { ($0.id, $0) }) { $1 }
    return ids.compactMap { byID[$0] }
  }
}
