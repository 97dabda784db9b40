import Kernel

/// The ranges that prices are counted in.
enum PriceRanges {
  /// Where they begin, in minor units of the currency with this packed code.
  static func starts(_ currency: UInt32) -> ContiguousArray<Int64> {
    let perMajor = Currency(CurrencyCode.text(currency))?.minorPerMajor ?? 100
    let scale = max(1, perMajor / 100)
    return ContiguousArray(priceSteps.map { $0 * scale })
  }

  /// The range that a price lies in.
  static func index(of price: Int64, _ starts: ContiguousArray<Int64>) -> UInt8 {
    var index: UInt8 = 0
    while Int(index) + 1 < starts.count, starts[Int(index) + 1] <= price { index += 1 }
    return index
  }
}
