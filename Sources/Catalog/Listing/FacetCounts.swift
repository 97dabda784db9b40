/// So many products are met at once.
private let slotsAtOnce = 128

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

  /// The most frequent values of those that few products have, by the codes of these, one for each product.
  func best(_ limit: Int, of codes: [UInt32]) -> [CodeCount] {
    let sorted = codes.sorted()
    var best = BestCounts(limit: limit) { entries[Int($0)].text }
    var start = 0
    for index in sorted.indices where index + 1 == sorted.count || sorted[index + 1] != sorted[index] {
      best.offer(sorted[index], index + 1 - start)
      start = index + 1
    }
    return best.best
  }
}

/// A set of products as it is counted: by going through it, or through the listed ones that it leaves out where those
/// are fewer.
struct CountedProducts {
  let slots: ContiguousArray<Slot>
  let areLeftOut: Bool

  init(_ members: Bitmap, of listed: Bitmap) {
    let isMost = members.count > listed.count / 2
    let counted = isMost ? listed.subtracting(members) : members
    slots = counted.numbers
    areLeftOut = isMost
  }
}

extension ListingTable {
  /// How many of some products have each code of a column.
  func counts(
    _ column: ContiguousArray<UInt32>, _ totals: ContiguousArray<Int>, _ products: CountedProducts
  ) -> ContiguousArray<Int32> {
    var counts = ContiguousArray<Int32>(repeating: 0, count: totals.count + 1)
    // What has no code is counted behind all codes.
    let last = UInt32(totals.count)
    for slot in products.slots { counts[Int(min(column[Int(slot)], last))] += 1 }
    counts.removeLast()
    if products.areLeftOut {
      for code in counts.indices { counts[code] = Int32(totals[code]) - counts[code] }
    }
    return counts
  }

  /// How many of some products spell a colour, size or tag in each way.
  func spellingCounts(_ products: CountedProducts) -> ContiguousArray<Int32> {
    let (blocks, spelled) = (columns.spellings, spelled)
    var counts = ContiguousArray<Int32>(repeating: 0, count: spellings.count)
    for part in stride(from: 0, to: products.slots.count, by: slotsAtOnce) {
      let slots = products.slots[part..<min(part + slotsAtOnce, products.slots.count)]
      // Memory is far away: what is met in no order is asked for at once.
      var met: UInt32 = 0
      for slot in slots { met &+= blocks[Int(slot)].count == 0 ? 0 : spelled[Int(blocks[Int(slot)].start)] }
      withExtendedLifetime(met) {}
      for slot in slots {
        for place in blocks[Int(slot)].range { counts[Int(spelled[Int(place)])] += 1 }
      }
    }
    if products.areLeftOut {
      for code in counts.indices { counts[code] = Int32(spellings[code].count) - counts[code] }
    }
    return counts
  }

  /// How many products have each code in one of these variants, among which those of a product stand side by side.
  func counts(
    _ variants: ContiguousArray<Slot>, _ codes: VariantCodes, _ values: Int
  ) -> ContiguousArray<Int32> {
    let product = self.variants.product
    var counts = ContiguousArray<Int32>(repeating: 0, count: values)
    var last = ContiguousArray<Slot>(repeating: noCode, count: values)
    for variant in variants {
      let owner = product[Int(variant)]
      codes.forEach(of: variant) { code in
        counts[code] += last[code] == owner ? 0 : 1
        last[code] = owner
      }
    }
    return counts
  }

  /// How many products have one of these variants in each range of prices.
  func rangeCounts(_ variants: ContiguousArray<Slot>, _ here: MarketColumns?) -> [Int] {
    let (product, range) = (self.variants.product, self.variants.range)
    var counts = [Int](repeating: 0, count: priceSteps.count)
    var last = [Slot](repeating: noCode, count: priceSteps.count)
    for variant in variants {
      let isPricedHere = here?.price(ofVariant: variant) != nil
      let owner = product[Int(variant)]
      let range = Int(isPricedHere ? here?.ranges[Int(variant)] ?? 0 : range[Int(variant)])
      counts[range] += last[range] == owner ? 0 : 1
      last[range] = owner
    }
    return counts
  }
}
