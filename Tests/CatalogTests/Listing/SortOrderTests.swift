import Kernel
import TestSupport
import Testing

@testable import Catalog

/// Orders whose list of changes is merged with the sorted one, and counts that end early.
@Suite struct SortOrderTests {
  /// Moves, removals and additions at random, walked in both directions from anywhere.
  @Test func walksAreAsSorted() {
    var random = SeededGenerator(seed: 7)
    var numbers = (0..<400).map { _ in Int64.random(in: 0..<60, using: &random) }
    let ids = (0..<400).map { ProductID(high: UInt64($0 % 13), low: UInt64($0)) }
    var present = Set<Slot>((0..<200).map { Slot($0) })
    func key(_ slot: Slot) -> SortKey { SortKey(currency: 0, number: numbers[Int(slot)], id: ids[Int(slot)]) }
    var order = SortOrder()
    order.build(ContiguousArray(present.sorted()), key)
    for round in 0..<300 {
      let slot = Slot.random(in: 0..<400, using: &random)
      if present.contains(slot) { order.remove(slot, key) }
      if present.remove(slot) == nil || round % 3 == 0 {
        numbers[Int(slot)] = Int64.random(in: 0..<60, using: &random)
        order.insert(slot, key)
        present.insert(slot)
      }
      if round % 70 == 69 { order.settle(order.merged(key)) }
      let wanted = present.sorted { key($0) < key($1) }
      let start = round % 2 == 0 ? nil : key(Slot.random(in: 0..<400, using: &random))
      var up: [Slot] = []
      order.walk(isDescending: false, behind: start, key) { slot in
        up.append(slot)
        return true
      }
      #expect(up == wanted.filter { slot in start.map { $0 < key(slot) } ?? true })
      var down: [Slot] = []
      order.walk(isDescending: true, behind: start, key) { slot in
        down.append(slot)
        return down.count < 20
      }
      #expect(
        down == Array(wanted.reversed().filter { slot in start.map { key(slot) < $0 } ?? true }.prefix(20)))
      #expect(order.count == present.count)
    }
  }

  @Test func longListsOfChangesAreNoticed() {
    let ids = (0..<4_000).map { ProductID(high: 0, low: UInt64($0)) }
    func key(_ slot: Slot) -> SortKey { SortKey(currency: 0, number: 0, id: ids[Int(slot)]) }
    var order = SortOrder()
    for slot in 0..<Slot(SortOrder.shortestLimit) { order.insert(slot, key) }
    #expect(!order.isLong)
    order.insert(3_999, key)
    #expect(order.isLong)
    order.settle(order.merged(key))
    #expect(!order.isLong && order.count == SortOrder.shortestLimit + 1)
  }

  /// The ranking follows every count, and counting ends where no other value can be among the best.
  @Test func bestCountsAreThoseOfAll() {
    var random = SeededGenerator(seed: 11)
    var values = ListingValues<String>()
    var products: [UInt32: Set<Slot>] = [:]
    for value in 0..<80 {
      let code = values.code(for: "v\(value)", text: "v\(value)", label: "V\(value)")
      for slot in 0..<Slot(600) where Int.random(in: 0..<100, using: &random) < (value < 10 ? 60 : 3) {
        values.add(slot, to: code)
        products[code, default: []].insert(slot)
      }
    }
    for _ in 0..<500 {
      let code = UInt32.random(in: 0..<80, using: &random)
      guard let slot = products[code]?.randomElement(using: &random) else { continue }
      values.remove(slot, from: code)
      products[code]?.remove(slot)
    }
    let members = Set((0..<Slot(600)).filter { $0 % 3 == 0 })
    let set = Bitmap(members.sorted())
    var wanted: [(text: String, count: Int)] = []
    for (code, slots) in products {
      let count = slots.intersection(members).count
      if count > 0 { wanted.append((values[code].text, count)) }
    }
    wanted.sort { $0.count == $1.count ? $0.text < $1.text : $0.count > $1.count }
    for limit in [3, 10, 40] {
      var asked = 0
      let found = values.best(limit) { code in
        asked += 1
        return values[code].products.intersectionCount(set)
      }
      #expect(found.map(\.count) == wanted.prefix(limit).map(\.count))
      #expect(found.map { values[$0.code].text } == wanted.prefix(limit).map(\.text))
      if limit == 3 { #expect(asked < 80) }
      let codes = products.flatMap { code, slots in slots.intersection(members).map { _ in code } }
      let tallied = values.best(limit, of: codes)
      #expect(tallied == found)
    }
    let totals = values.ranking.order.map { values.counts[Int($0)] }
    #expect(totals == totals.sorted(by: >))
    #expect(values.best(5).map(\.count) == Array(totals.prefix(5)))
  }
}
