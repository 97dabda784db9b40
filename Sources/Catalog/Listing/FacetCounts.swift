/// A value with its count.
struct CodeCount: Equatable {
  let code: UInt32
  let count: Int
}

/// The best of what is offered: the highest counts first, equal ones by their texts.
struct BestCounts {
  private(set) var best: [CodeCount] = []
  private let limit: Int
  private let text: (UInt32) -> String

  /// Keeps up to `limit`.
  init(limit: Int, text: @escaping (UInt32) -> String) {
    self.limit = limit
    self.text = text
  }

  /// Whether a value that counts so much at most can still be among the best.
  func canTake(_ count: Int) -> Bool {
    guard count > 0 else { return false }
    guard best.count == limit, let last = best.last else { return true }
    return count >= last.count
  }

  mutating func offer(_ code: UInt32, _ count: Int) {
    guard canTake(count) else { return }
    let index = place(code, count)
    if index == limit { return }
    best.insert(CodeCount(code: code, count: count), at: index)
    if best.count > limit { best.removeLast() }
  }

  private func place(_ code: UInt32, _ count: Int) -> Int {
    let own = text(code)
    var (low, high) = (0, best.count)
    while low < high {
      let middle = (low + high) / 2
      let other = best[middle]
      let isBefore =
        other.count == count
        ? text(other.code).utf8.lexicographicallyPrecedes(own.utf8) : other.count > count
      if isBefore { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension ListingValues {
  /// The most frequent values, whatever is in the set: nothing has to be counted.
  func best(_ limit: Int) -> [CodeCount] { best(limit) { code in counts[Int(code)] } }

  /// The most frequent values under some count. Values come with the highest totals first, so that it ends where no
  /// other one can be among the best.
  func best(_ limit: Int, count: (UInt32) -> Int) -> [CodeCount] {
    var best = BestCounts(limit: limit) { entries[Int($0)].text }
    for code in ranking.order {
      guard best.canTake(counts[Int(code)]) else { break }
      best.offer(code, count(code))
    }
    return best.best
  }

  /// The most frequent values among the products of a set, of `total` in all. Values are intersected with it one by one
  /// where that takes less than going through its products: `tally` does that, and adds up how many have each code.
  func best(
    _ limit: Int, in members: Bitmap?, of total: Int, tally: (Bitmap, inout ContiguousArray<Int32>) -> Void
  ) -> [CodeCount] {
    guard let members else { return best(limit) }
    if let best = intersected(limit, members, total) { return best }
    var counts = ContiguousArray<Int32>(repeating: 0, count: entries.count)
    tally(members, &counts)
    return best(limit) { Int(counts[Int($0)]) }
  }

  /// By intersections; `nil` where they take longer than a tally, as far as that can be told.
  private func intersected(_ limit: Int, _ members: Bitmap, _ total: Int) -> [CodeCount]? {
    let size = members.count
    // In nanoseconds, about. Of two sparse sets both are gone through, of a dense one only the other.
    let overhead = size > total / 16 ? 1_000 : 1_000 + size
    var budget = size * 5
    if min(limit, entries.count) * overhead > budget { return nil }
    var best = BestCounts(limit: limit) { entries[Int($0)].text }
    for code in ranking.order {
      guard best.canTake(counts[Int(code)]) else { break }
      budget -= overhead + 2 * counts[Int(code)]
      if budget < 0 { return nil }
      best.offer(code, entries[Int(code)].products.intersectionCount(members))
    }
    return best.best
  }
}

extension ListingTable {
  /// Adds up the codes that a column has for the products of a set.
  func tally(_ column: ContiguousArray<UInt32>) -> (Bitmap, inout ContiguousArray<Int32>) -> Void {
    { members, counts in
      for slot in members.numbers where column[Int(slot)] != noCode { counts[Int(column[Int(slot)])] += 1 }
    }
  }

  /// Adds up the colours, sizes or tags of the products of a set.
  func tally(_ name: ProductFacet.Name) -> (Bitmap, inout ContiguousArray<Int32>) -> Void {
    let (blocks, spelled, spellings) = (columns.spellings, spelled, spellings)
    return { members, counts in
      for slot in members.numbers {
        for place in blocks[Int(slot)].range {
          let spelling = Int(spelled[Int(place)])
          if spellings[spelling].name == name { counts[Int(spellings[spelling].value)] += 1 }
        }
      }
    }
  }

  /// How many products have one of the variants. Those of a product stand side by side.
  func productCount(of variants: Bitmap) -> Int {
    let product = self.variants.product
    var (count, last) = (0, noCode)
    for slot in variants.numbers where product[Int(slot)] != last {
      last = product[Int(slot)]
      count += 1
    }
    return count
  }
}
