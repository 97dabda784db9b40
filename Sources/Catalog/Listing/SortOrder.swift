import Kernel

/// What a product has its place in an order by; equal ones are in the order of their ids.
struct SortKey: Comparable {
  /// The packed currency in the order by price, else 0.
  let currency: UInt32
  let number: Int64
  let id: ProductID

  static func < (left: SortKey, right: SortKey) -> Bool {
    if left.currency != right.currency { return left.currency < right.currency }
    return left.number == right.number ? left.id < right.id : left.number < right.number
  }
}

/// All products in one ascending order. What changed since it was sorted stands in a short list beside it, and both are
/// merged where they are walked; when the list grows long they become one again.
struct SortOrder {
  /// The list is short as long as it is no longer than this, or than this part of all.
  static let shortestLimit = 1_024
  static let limitPart = 50

  private var sorted: ContiguousArray<Slot> = []
  /// Whose place in `sorted` holds; others have moved, or are gone.
  private var settled = SlotBits()
  private var settledCount = 0
  private var side: ContiguousArray<Slot> = []

  var count: Int { settledCount + side.count }

  var isLong: Bool {
    let limit = max(SortOrder.shortestLimit, sorted.count / SortOrder.limitPart)
    return side.count > limit || sorted.count - settledCount > limit
  }

  /// Sorts all slots anew.
  mutating func build(_ slots: ContiguousArray<Slot>, _ key: (Slot) -> SortKey) {
    var keyed = slots.map { (key: key($0), slot: $0) }
    keyed.sort { $0.key < $1.key }
    settle(ContiguousArray(keyed.map(\.slot)))
  }

  /// Adds a slot that is not in it.
  mutating func insert(_ slot: Slot, _ key: (Slot) -> SortKey) {
    let own = key(slot)
    side.insert(slot, at: SortOrder.place(in: side) { key($0) < own })
  }

  /// Removes a slot that is in it, while `key` still answers what it was added by.
  mutating func remove(_ slot: Slot, _ key: (Slot) -> SortKey) {
    if settled.contains(slot) {
      settled.remove(slot)
      settledCount -= 1
      return
    }
    let own = key(slot)
    let index = SortOrder.place(in: side) { key($0) < own }
    if index < side.count, side[index] == slot { side.remove(at: index) }
  }

  /// Both lists as one.
  func merged(_ key: (Slot) -> SortKey) -> ContiguousArray<Slot> {
    var all = ContiguousArray<Slot>()
    all.reserveCapacity(count)
    walk(isDescending: false, key) { slot in
      all.append(slot)
      return true
    }
    return all
  }

  /// Takes a list in which all slots are in their order, as `merged` makes it.
  mutating func settle(_ all: ContiguousArray<Slot>) {
    sorted = all
    settledCount = all.count
    side = []
    settled = SlotBits(capacity: (all.max().map { Int($0) } ?? -1) + 1)
    for slot in all { settled.insert(slot) }
  }

  /// Goes through the slots, behind a key or from the beginning, until `visit` answers false.
  func walk(
    isDescending: Bool, behind start: SortKey? = nil, _ key: (Slot) -> SortKey, _ visit: (Slot) -> Bool
  ) {
    if isDescending {
      down(start, key, visit)
    } else {
      up(start, key, visit)
    }
  }

  private func up(_ start: SortKey?, _ key: (Slot) -> SortKey, _ visit: (Slot) -> Bool) {
    var next = start.map { start in place { key($0) <= start } } ?? 0
    var beside = start.map { start in SortOrder.place(in: side) { key($0) <= start } } ?? 0
    var sideKey = beside < side.count ? key(side[beside]) : nil
    while true {
      while next < sorted.count, !settled.contains(sorted[next]) { next += 1 }
      if let first = sideKey, next == sorted.count || first < key(sorted[next]) {
        if !visit(side[beside]) { return }
        beside += 1
        sideKey = beside < side.count ? key(side[beside]) : nil
      } else if next < sorted.count {
        if !visit(sorted[next]) { return }
        next += 1
      } else {
        return
      }
    }
  }

  private func down(_ start: SortKey?, _ key: (Slot) -> SortKey, _ visit: (Slot) -> Bool) {
    var next = start.map { start in place { key($0) < start } } ?? sorted.count
    var beside = start.map { start in SortOrder.place(in: side) { key($0) < start } } ?? side.count
    var sideKey = beside > 0 ? key(side[beside - 1]) : nil
    while true {
      while next > 0, !settled.contains(sorted[next - 1]) { next -= 1 }
      if let last = sideKey, next == 0 || key(sorted[next - 1]) < last {
        beside -= 1
        if !visit(side[beside]) { return }
        sideKey = beside > 0 ? key(side[beside - 1]) : nil
      } else if next > 0 {
        next -= 1
        if !visit(sorted[next]) { return }
      } else {
        return
      }
    }
  }

  /// How many of `sorted` come first, where `isBefore` holds of those that are settled. The others say nothing.
  private func place(_ isBefore: (Slot) -> Bool) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      var probe = middle
      while probe < high, !settled.contains(sorted[probe]) { probe += 1 }
      if probe < high, isBefore(sorted[probe]) { low = probe + 1 } else { high = middle }
    }
    return low
  }

  private static func place(in list: ContiguousArray<Slot>, _ isBefore: (Slot) -> Bool) -> Int {
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(list[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
