/// Looks for what lies between two prices in two columns, the lowest and the highest price of each product.
struct PriceScan {
  let lowest: ContiguousArray<Int64>
  let highest: ContiguousArray<Int64>
  let minimum: Int64
  let maximum: Int64
  /// Whether one of two ends that lies between the prices is not enough.
  let needsBoth: Bool

  /// Of the 64 slots from `start` on: those that have a price between the two, and those that may have one.
  /// Without branches, which would be guessed wrongly for every other product.
  func bits(from start: Int) -> (sure: UInt64, unsure: UInt64) {
    lowest.withUnsafeBufferPointer { lowest in
      highest.withUnsafeBufferPointer { highest in
        var (sure, touching) = (UInt64(0), UInt64(0))
        let count = min(64, lowest.count - start)
        var index = 0
        while index < count {
          let (low, high) = (lowest[start &+ index], highest[start &+ index])
          let touches: UInt64 = (low <= maximum ? 1 : 0) & (high >= minimum ? 1 : 0)
          let isEnough: UInt64 = needsBoth ? 0 : (low >= minimum ? 1 : 0) | (high <= maximum ? 1 : 0)
          sure |= (touches & ((low == high ? 1 : 0) | isEnough)) &<< UInt64(index)
          touching |= touches &<< UInt64(index)
          index &+= 1
        }
        return (sure, touching & ~sure)
      }
    }
  }
}
