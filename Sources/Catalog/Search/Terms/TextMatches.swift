import Foundation
import Kernel
import Persistence

/// What nobody buys and what everybody buys lie so far apart.
private let mostSold: Float = 100_000

/// The products that a text finds, and what their order goes by.
struct TextMatches: Sendable {
  /// The numbers of the products that are found; unlisted ones may be among them.
  let candidates: Bitmap
  /// Those in a category that is called as the text says.
  let called: Bitmap
  let match: SearchMatch
  let lengths: TermLengthTable
  /// What the search engine outside gave each of them, where that was asked.
  var scores: EngineScores?

  /// What was searched instead of a mistyped text.
  var corrected: String? { match.corrected }

  /// A page of those that are in a set, the best match first. The index is not held while they are put in order.
  func page(of members: Bitmap?, from listings: ListingIndex, skip: Int, limit: Int) -> ListingSlice {
    let (ranked, products) = listings.read { table in
      (table.ranked(candidates, in: members, called), table.count)
    }
    let count = skip + limit + 1
    var best =
      scores?.best(count, of: ranked)
      ?? SearchRanking.best(count, of: ranked, match.groups, among: products, lengths)
    if !match.articles.isEmpty {
      let first = match.articles.filter { ranked.set.contains($0) }
      best = first + best.filter { !first.contains($0) }
    }
    let wanted = best.dropFirst(skip).prefix(limit + 1)
    let ids = listings.read { table in
      wanted.compactMap { number in table.numbers.slot(of: number).map { table.columns.ids[Int($0)] } }
    }
    let next = ids.count > limit ? ListingPlace.offset(skip + limit) : nil
    return ListingSlice(ids: Array(ids.prefix(limit)), next: next)
  }
}

/// Products that are to be put in order, with what they have whatever was looked for.
struct RankedCandidates: Sendable {
  let set: Bitmap
  /// In the order of their numbers.
  let numbers: ContiguousArray<UInt32>
  /// How much each is sold, 0 to 1.
  let popularity: ContiguousArray<Float>
  /// Those in a category that is called as the text says.
  let called: Bitmap
}

extension ListingTable {
  /// The candidates that are in a set of slots.
  func ranked(_ candidates: Bitmap, in members: Bitmap?, _ called: Bitmap) -> RankedCandidates {
    var numbers = ContiguousArray<UInt32>()
    var popularity = ContiguousArray<Float>()
    let all = candidates.numbers
    numbers.reserveCapacity(all.count)
    popularity.reserveCapacity(all.count)
    for number in all {
      guard let slot = self.numbers.slot(of: number), members?.contains(slot) ?? true else { continue }
      numbers.append(number)
      let sold = columns.sold[Int(slot)]
      popularity.append(sold > 0 ? min(1, log(1 + Float(sold)) / log(mostSold)) : 0)
    }
    return RankedCandidates(set: Bitmap(numbers), numbers: numbers, popularity: popularity, called: called)
  }

  /// The numbers of all products in these categories and below them.
  func numbers(inCategories ids: [CategoryID]) -> Bitmap {
    var bits = SlotBits()
    for id in ids {
      guard let products = categories.products(tree.branch(id)) else { continue }
      for slot in products.numbers { bits.insert(columns.number[Int(slot)]) }
    }
    return Bitmap(bits)
  }
}

extension TermMemory {
  /// Is told what changes.
  func follow(_ changes: CatalogChanges) {
    changes.subscribe { [weak self] subjects in
      if subjects.isEmpty {
        await self?.follow([])
        return
      }
      let products = subjects.compactMap { subject -> ProductID? in
        if case .product(let id) = subject { return id }
        return nil
      }
      if !products.isEmpty { await self?.follow(products) }
    }
  }
}

extension Catalog {
  /// Reads what every search needs besides its words, so that the first one does not wait for it.
  package func fillSearch() async throws {
    try await reading { reader, _ in
      _ = try reader.lengths()
      _ = try reader.vocabulary()
    }
  }

  /// What a text finds; `nil` for none.
  func matches(_ text: String?) async throws -> TextMatches? {
    guard let text else { return nil }
    return try await search.matches(text, self)
  }

  /// Looks words up in one transaction.
  func reading<T: Sendable>(
    _ body: @escaping @Sendable (TermReader, CategoryNames) throws -> T
  ) async throws -> T {
    let (version, rules, names) = (terms.version, searchRuleMemory.version, categoryNames.version)
    return try await database.read { snapshot in
      let reader = TermReader(
        memory: terms, version: version,
        rules: try searchRuleMemory.rules(asOf: rules) { try SearchRuleStore.all(snapshot) },
        countListed: { found in listings.read { found.intersectionCount($0.numbers.listed) } },
        snapshot: snapshot)
      return try body(reader, try categoryNames.names(asOf: names) { try CategoryStore.all(snapshot) })
    }
  }
}
