/// The values of one kind that listings are narrowed by, as all brands: which products have each, and how many.
struct ListingValues<Key: Hashable> {
  struct Entry {
    let key: Key
    /// Equal counts are in its order: a shop's slug, a brand, a folded colour.
    var text: String
    /// What people read.
    var label: String
    let products: Bitmap
    /// For colours and sizes: which variants have it.
    let variants: Bitmap
    /// For colours and sizes: which products have a variant with it that can be bought.
    let productsInStock: Bitmap
    /// For colours, sizes and tags: the codes of their spellings.
    var spellings: [UInt32] = []

    func remove(_ variants: Range<Slot>, of product: Slot) {
      self.variants.remove(variants)
      productsInStock.remove(product)
    }
  }

  private(set) var entries: ContiguousArray<Entry> = []
  /// How many products have each, by its code.
  private(set) var counts: ContiguousArray<Int> = []
  private(set) var ranking = Ranking()
  private var codes: [Key: UInt32] = [:]

  func code(of key: Key) -> UInt32? { codes[key] }

  subscript(code: UInt32) -> Entry { entries[Int(code)] }

  /// The code of a value, which is made known where it is not.
  mutating func code(for key: Key, text: @autoclosure () -> String, label: @autoclosure () -> String)
    -> UInt32
  {
    if let code = codes[key] { return code }
    let code = UInt32(entries.count)
    entries.append(
      Entry(
        key: key, text: text(), label: label(), products: Bitmap(), variants: Bitmap(),
        productsInStock: Bitmap()))
    codes[key] = code
    counts.append(0)
    ranking.append(code)
    return code
  }

  mutating func add(_ slot: Slot, to code: UInt32) {
    entries[Int(code)].products.add(slot)
    ranking.rise(code, from: counts[Int(code)])
    counts[Int(code)] += 1
  }

  /// Says that a variant of a product has a value, too.
  func add(_ variant: Slot, of product: Slot, isAvailable: Bool, to code: UInt32) {
    entries[Int(code)].variants.add(variant)
    if isAvailable { entries[Int(code)].productsInStock.add(product) }
  }

  mutating func remove(_ slot: Slot, from code: UInt32) {
    entries[Int(code)].products.remove(slot)
    ranking.fall(code, from: counts[Int(code)])
    counts[Int(code)] -= 1
  }

  mutating func rename(_ code: UInt32, text: String, label: String) {
    entries[Int(code)].text = text
    entries[Int(code)].label = label
  }

  mutating func addSpelling(_ spelling: UInt32, of code: UInt32) {
    entries[Int(code)].spellings.append(spelling)
  }

  mutating func relabel(_ code: UInt32, _ label: String) { entries[Int(code)].label = label }

  /// While `isPaused` nothing is ranked, which makes filling fast; the end of it ranks all at once.
  mutating func pauseRanking(_ isPaused: Bool) {
    if isPaused { ranking.pause() } else { ranking.build(counts) }
  }

  /// The products that have any of the values; `nil` when no value is known.
  func products(_ keys: some Sequence<Key>) -> Bitmap? { union(keys) { $0.products } }

  /// The variants that have any of the values; `nil` when no value is known.
  func variants(_ keys: some Sequence<Key>) -> Bitmap? { union(keys) { $0.variants } }

  private func union(_ keys: some Sequence<Key>, _ set: (Entry) -> Bitmap) -> Bitmap? {
    let found = Set(keys.compactMap { codes[$0] }).map { set(entries[Int($0)]) }
    return found.count > 1 ? Bitmap.union(found) : found.first
  }
}

/// Codes from the most frequent to the rarest. A count that moves by one costs the same however many there are: codes
/// with equal counts stand together in no order, and one of them changes places with that at the group's edge.
struct Ranking {
  private struct Group {
    var start: Int
    var size: Int
  }

  private(set) var order: ContiguousArray<UInt32> = []
  private var place: ContiguousArray<Int> = []
  private var groups: [Int: Group] = [:]
  private var isPaused = false

  /// Adds a new code, which counts nothing yet.
  mutating func append(_ code: UInt32) {
    place.append(order.count)
    order.append(code)
    if isPaused { return }
    groups[0, default: Group(start: order.count - 1, size: 0)].size += 1
  }

  /// A code counts one more than `count` now.
  mutating func rise(_ code: UInt32, from count: Int) {
    guard !isPaused, var group = groups[count] else { return }
    swap(place[Int(code)], group.start)
    let edge = group.start
    group.start += 1
    group.size -= 1
    groups[count] = group.size > 0 ? group : nil
    groups[count + 1, default: Group(start: edge, size: 0)].size += 1
  }

  /// A code counts one less than `count` now.
  mutating func fall(_ code: UInt32, from count: Int) {
    guard !isPaused, var group = groups[count] else { return }
    let edge = group.start + group.size - 1
    swap(place[Int(code)], edge)
    group.size -= 1
    groups[count] = group.size > 0 ? group : nil
    var below = groups[count - 1] ?? Group(start: edge, size: 0)
    below.start = edge
    below.size += 1
    groups[count - 1] = below
  }

  mutating func pause() { isPaused = true }

  /// Ranks all codes by these counts.
  mutating func build(_ counts: ContiguousArray<Int>) {
    isPaused = false
    order = ContiguousArray(counts.indices.map(UInt32.init).sorted { counts[Int($0)] > counts[Int($1)] })
    groups = [:]
    for (index, code) in order.enumerated() {
      place[Int(code)] = index
      groups[counts[Int(code)], default: Group(start: index, size: 0)].size += 1
    }
  }

  private mutating func swap(_ one: Int, _ other: Int) {
    if one == other { return }
    order.swapAt(one, other)
    place[Int(order[one])] = one
    place[Int(order[other])] = other
  }
}
