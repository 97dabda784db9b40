import Kernel
import Persistence
import Vendors

let suggestedProducts = 6
private let suggestedCategories = 4
private let suggestedShops = 3
/// Of more products that begin so those that are sold most are as good as any.
private let rankedProducts = 5_000

/// Finds what a text may be the beginning of.
struct SuggestionReader {
  let reader: TermReader
  let names: CategoryNames
  let listings: ListingIndex
  /// In which titles and names are told.
  let language: Language
  /// At whose prices products are shown.
  let market: PriceMarket?

  /// `typed` is the text as somebody typed it; `nil` once it was corrected. `found` are products that the search engine
  /// outside suggests, the best first.
  func find(_ groups: [SearchGroup], typed: String?, found: [ProductID]? = nil) throws -> Suggestions {
    guard !groups.isEmpty else {
      return Suggestions(correctedText: nil, products: [], categories: [], shops: [])
    }
    let text = groups.map(\.typed).joined(separator: " ")
    return Suggestions(
      correctedText: typed == nil ? text : nil, products: try found.map(cards) ?? products(groups),
      categories: names.beginning(groups, limit: suggestedCategories).map { $0.told(in: language) },
      shops: try shops(typed ?? text))
  }

  /// Products in whose titles and facts the words begin so.
  private func products(_ groups: [SearchGroup]) throws -> [ProductCard] {
    let planned = SearchPlan.groups(groups, reader.rules)
    let whole = try planned.dropLast().map { try reader.sets($0) }
    let sets = try reader.beginning(
      planned, whole + planned.suffix(1).map { GroupSets(typed: $0.typed, ways: []) })
    let named = sets.map { group in
      Bitmap.union(group.ways.flatMap { [$0.sets[.title], $0.sets[.facts]] })
    }
    let candidates = named.dropFirst().reduce(named.first ?? Bitmap()) { $0.intersection($1) }
    return try cards(try best(candidates, sets))
  }

  private func cards(_ ids: [ProductID]) throws -> [ProductCard] {
    let found = try ListingStore.cards(ids, in: language, at: market, reader.snapshot)
    let cards = Dictionary(found.map { ($0.id, $0) }) { $1 }
    return ids.compactMap { cards[$0] }
  }

  private func best(_ candidates: Bitmap, _ sets: [GroupSets]) throws -> [ProductID] {
    if candidates.count > rankedProducts {
      return listings.read { table in
        table.page(
          table.numbers.slots(of: candidates), .bestSelling, .start, limit: suggestedProducts
        ).ids
      }
    }
    let found = TextMatches(
      candidates: candidates, called: Bitmap(), match: SearchMatch(candidates: candidates, groups: sets),
      lengths: try reader.lengths())
    return found.page(of: nil, from: listings, skip: 0, limit: suggestedProducts).ids
  }

  /// Shops in whose names words begin so, by name.
  private func shops(_ text: String) throws -> [ShopSummary] {
    try ShopStore.suggested(text, limit: suggestedShops, reader.snapshot).map {
      ShopSummary(id: $0.id, slug: $0.slug, name: $0.name)
    }
  }
}
