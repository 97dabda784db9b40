/// Whether a variant that has the wanted colour and size meets the other conditions, too.
struct VariantTest {
  private let prices: ContiguousArray<Int64>
  /// What takes their place for the variants that it knows.
  private let here: MarketColumns?
  private let available: SlotBits?
  private let hasPrice: Bool
  private let minimum: Int64
  private let maximum: Int64

  init(_ table: ListingTable, _ rules: VariantConditions, _ here: MarketColumns?) {
    self.here = here
    prices = table.variants.price
    available = rules.inStockOnly ? table.available : nil
    hasPrice = rules.hasPrice
    minimum = rules.minimumPrice
    maximum = rules.maximumPrice
  }

  @inline(__always)
  func holds(_ variant: Slot) -> Bool {
    if let available, !available.contains(variant) { return false }
    if !hasPrice { return true }
    let price = here?.price(ofVariant: variant) ?? prices[Int(variant)]
    return price >= minimum && price <= maximum
  }
}

/// Whether a product has a variant between two prices. One with one price is told by its own row, as it is in stock
/// where that is wanted. Of others the cheapest or the dearest variant may do, unless it has to be there, too; else the
/// variants are looked at.
struct PriceTest {
  private let lowest: ContiguousArray<Int64>
  private let highest: ContiguousArray<Int64>
  private let blocks: ContiguousArray<Block>
  private let variants: VariantTest
  private let needsStock: Bool
  private let minimum: Int64
  private let maximum: Int64

  /// At the prices of a market, for products that have some there, or at those of the shops.
  init(_ table: ListingTable, _ rules: VariantConditions, _ here: MarketColumns? = nil) {
    lowest = here?.price ?? table.columns.price
    highest = here?.highestPrice ?? table.columns.highestPrice
    blocks = table.columns.variants
    variants = VariantTest(table, rules, here)
    needsStock = rules.inStockOnly
    minimum = rules.minimumPrice
    maximum = rules.maximumPrice
  }

  @inline(__always)
  func holds(_ slot: Int) -> Bool {
    let (low, high) = (lowest[slot], highest[slot])
    guard low <= maximum, high >= minimum else { return false }
    if low == high || (!needsStock && (low >= minimum || high <= maximum)) { return true }
    return hasVariant(slot)
  }

  private func hasVariant(_ slot: Int) -> Bool {
    for variant in blocks[slot].range where variants.holds(variant) { return true }
    return false
  }

  /// Those of a set that have one, whatever is in it; a word at a time.
  func bits(among base: Bitmap?, _ capacity: Int) -> SlotBits {
    let scan = PriceScan(
      lowest: lowest, highest: highest, minimum: minimum, maximum: maximum, needsBoth: needsStock)
    let wanted = base.map { SlotBits($0, capacity: capacity) }
    var bits = SlotBits(capacity: capacity)
    for index in bits.words.indices {
      let mask = wanted?.words[index] ?? .max
      if mask == 0 { continue }
      var (sure, unsure) = scan.bits(from: index * 64)
      unsure &= mask
      while unsure != 0 {
        let bit = unsure.trailingZeroBitCount
        if hasVariant(index * 64 + bit) { sure |= 1 << UInt64(bit) }
        unsure &= unsure - 1
      }
      bits.set(sure & mask, at: index)
    }
    return bits
  }
}
