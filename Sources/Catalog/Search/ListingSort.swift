import Kernel
import Web

private let maximumOffset = 1_000_000

/// The order of a listing.
package enum ListingSort: String, CaseIterable, Sendable {
  /// Best match first; without a search text the newest first.
  case relevance
  case newest
  case priceAscending
  case priceDescending
  case bestSelling
  /// Best rated first.
  case rating

  /// The order by its name or one of the spellings that clients use for it, as `price` or `price_desc`.
  package init?(spelled text: String) {
    if let known = ListingSort(rawValue: text) {
      self = known
      return
    }
    let isReversed = text.hasPrefix("-")
    switch text.lowercased().filter({ $0.isLetter }) {
    case "relevance", "bestmatch": self = .relevance
    case "newest", "new", "latest", "createdat", "created", "date": self = .newest
    case "price", "lowestprice", "pricelowtohigh": self = isReversed ? .priceDescending : .priceAscending
    case "priceasc", "priceascending": self = .priceAscending
    case "pricedesc", "pricedescending", "highestprice", "pricehightolow": self = .priceDescending
    case "bestselling", "bestsellers", "popular", "popularity", "sold": self = .bestSelling
    case "rating", "toprated", "ratings", "ratingdesc": self = .rating
    default: return nil
    }
  }

  /// What clients are offered. Nobody can review anything yet, so there is no best rated; whoever asks for it gets an
  /// order all the same.
  private static let offered = allCases.filter { $0 != .rating }.map(\.rawValue).joined(separator: ", ")

  static let rule = Rule<ListingSort>(
    schema: .object(["type": "string", "description": .string("One of: \(offered).")]),
    placeholder: .relevance
  ) { value in
    guard let sort = ListingSort(spelled: try value.string()) else {
      throw InputFailure(
        "not_a_choice", "This must be one of: \(offered).")
    }
    return sort
  }
}

/// What a product has its place in a listing by.
struct ListingKey: Equatable {
  /// The currency of the price; counts in orders by price alone.
  let currency: String
  let number: Int64
}

/// A place in a listing.
enum ListingPlace: Equatable {
  /// Behind this many products: for numbered pages and for relevance, which has no key of its own.
  case offset(Int)
  /// Behind the product with this key and id.
  case behind(ListingKey, ProductID)

  static let start = ListingPlace.offset(0)

  /// Reads a cursor. Throws `.invalidInput` for one of another order.
  init(_ cursor: Cursor?, _ sort: ListingSort) throws {
    guard let cursor else {
      self = .start
      return
    }
    let values = cursor.values
    if values.count == 2, values[0] == sort.rawValue, let offset = Int(values[1]),
      (0...maximumOffset).contains(offset)
    {
      self = .offset(offset)
    } else if sort != .relevance, values.count == 4, values[0] == sort.rawValue,
      let number = Int64(values[1]),
      let id = ProductID(values[3])
    {
      self = .behind(ListingKey(currency: values[2], number: number), id)
    } else {
      throw Problem.invalid("cursor", "invalid", "This cursor is not one of this list and order.")
    }
  }

  func cursor(_ sort: ListingSort) -> Cursor {
    switch self {
    case .offset(let offset): Cursor([sort.rawValue, String(offset)])
    case .behind(let key, let id): Cursor([sort.rawValue, String(key.number), key.currency, id.description])
    }
  }
}
