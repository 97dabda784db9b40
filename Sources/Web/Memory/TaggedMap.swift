/// Values by key that go with the things they depend on. Bounded in bytes; the least recently used go first.
struct TaggedMap<Key: Hashable, Value> {
  private struct Content {
    let key: Key
    let value: Value
    let tags: Set<CacheTag>
    let bytes: Int
  }

  private struct Slot {
    var content: Content?
    var newer: Int
    var older: Int
  }

  /// One value may not push out all others.
  private static var largestShare: Int { 8 }
  private static var none: Int { -1 }

  private let capacityBytes: Int
  private var indexes: [Key: Int] = [:]
  private var slots: [Slot] = []
  private var free: [Int] = []
  private var newest = -1
  private var oldest = -1
  private var keysByTag: [CacheTag: Set<Key>] = [:]
  /// What all values take, as those who stored them say.
  private(set) var bytes = 0

  /// A map that holds so many bytes.
  init(capacityBytes: Int) { self.capacityBytes = capacityBytes }

  var count: Int { indexes.count }

  /// The value, which counts as used then.
  mutating func find(_ key: Key) -> Value? {
    guard let index = indexes[key] else { return nil }
    if newest != index {
      unlink(index)
      linkNewest(index)
    }
    return slots[index].content?.value
  }

  /// Keeps a value in place of the one before; one that takes too much is not kept.
  mutating func store(_ key: Key, _ value: Value, tags: Set<CacheTag>, bytes cost: Int) {
    remove(key)
    guard cost <= capacityBytes / Self.largestShare else { return }
    while bytes + cost > capacityBytes, oldest != Self.none, let last = slots[oldest].content {
      remove(last.key)
    }
    let slot = Slot(
      content: Content(key: key, value: value, tags: tags, bytes: cost), newer: Self.none, older: Self.none)
    let index: Int
    if let reused = free.popLast() {
      index = reused
      slots[index] = slot
    } else {
      index = slots.count
      slots.append(slot)
    }
    indexes[key] = index
    for tag in tags { keysByTag[tag, default: []].insert(key) }
    bytes += cost
    linkNewest(index)
  }

  mutating func remove(_ key: Key) {
    guard let index = indexes.removeValue(forKey: key), let content = slots[index].content else { return }
    unlink(index)
    slots[index].content = nil
    free.append(index)
    bytes -= content.bytes
    for tag in content.tags {
      keysByTag[tag]?.remove(key)
      if keysByTag[tag]?.isEmpty == true { keysByTag[tag] = nil }
    }
  }

  /// Forgets what depends on one of these things; an empty set is everything.
  mutating func forget(_ tags: Set<CacheTag>) {
    if tags.isEmpty {
      self = TaggedMap(capacityBytes: capacityBytes)
      return
    }
    for tag in tags.union([.anything]) {
      for key in keysByTag[tag] ?? [] { remove(key) }
    }
  }

  private mutating func unlink(_ index: Int) {
    let newer = slots[index].newer
    let older = slots[index].older
    if newer == Self.none { newest = older } else { slots[newer].older = older }
    if older == Self.none { oldest = newer } else { slots[older].newer = newer }
  }

  private mutating func linkNewest(_ index: Int) {
    slots[index].newer = Self.none
    slots[index].older = newest
    if newest != Self.none { slots[newest].newer = index }
    newest = index
    if oldest == Self.none { oldest = index }
  }
}
