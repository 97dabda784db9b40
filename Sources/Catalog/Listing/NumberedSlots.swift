/// Listed products by the numbers by which the search knows them.
struct NumberedSlots {
  private var slots = ContiguousArray<Slot>()
  /// The numbers of all listed products.
  let listed = Bitmap()

  mutating func add(_ number: UInt32, _ slot: Slot) {
    let missing = Int(number) + 1 - slots.count
    if missing > 0 { slots.append(contentsOf: repeatElement(noCode, count: missing + slots.count / 8)) }
    slots[Int(number)] = slot
    listed.add(number)
  }

  mutating func remove(_ number: UInt32) {
    if Int(number) < slots.count { slots[Int(number)] = noCode }
    listed.remove(number)
  }

  func slot(of number: UInt32) -> Slot? {
    guard Int(number) < slots.count, slots[Int(number)] != noCode else { return nil }
    return slots[Int(number)]
  }

  /// The slots of those that are listed.
  func slots(of numbers: Bitmap) -> Bitmap {
    var bits = SlotBits()
    for number in numbers.numbers {
      if let slot = slot(of: number) { bits.insert(slot) }
    }
    return Bitmap(bits)
  }
}
