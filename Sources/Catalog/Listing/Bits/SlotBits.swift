/// A bit for each slot, for sets that are built or asked slot by slot.
struct SlotBits: Sendable {
  private(set) var words: ContiguousArray<UInt64>

  /// Room for so many slots, none of them in the set.
  init(capacity: Int = 0) { words = ContiguousArray(repeating: 0, count: (capacity + 63) / 64) }

  /// These slots, all below `capacity`.
  init(_ slots: some Sequence<UInt32>, capacity: Int) {
    self.init(capacity: capacity)
    for slot in slots { words[Int(slot >> 6)] |= 1 << UInt64(slot & 63) }
  }

  /// How many slots are in the set.
  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  func contains(_ slot: UInt32) -> Bool {
    let index = Int(slot >> 6)
    return index < words.count && words[index] & (1 << UInt64(slot & 63)) != 0
  }

  /// Takes the 64 slots of a word.
  mutating func set(_ word: UInt64, at index: Int) { words[index] = word }

  /// Adds a slot; makes room for it.
  mutating func insert(_ slot: UInt32) {
    let index = Int(slot >> 6)
    if index >= words.count {
      words.append(contentsOf: repeatElement(0, count: max(index + 1 - words.count, words.count / 4)))
    }
    words[index] |= 1 << UInt64(slot & 63)
  }

  mutating func remove(_ slot: UInt32) {
    let index = Int(slot >> 6)
    if index < words.count { words[index] &= ~(1 << UInt64(slot & 63)) }
  }
}
