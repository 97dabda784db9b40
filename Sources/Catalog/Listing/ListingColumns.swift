import Kernel

/// The place of a product, or of a variant, in the index; used again when what had it is gone.
typealias Slot = UInt32

/// Stands for "none" among codes.
let noCode = UInt32.max

/// What listings need of the products themselves, each in its slot. What a variant has is `VariantColumns`.
struct ProductColumns {
  private(set) var ids = ContiguousArray<ProductID>()
  /// Packed by `CurrencyCode`.
  var currency = ContiguousArray<UInt32>()
  /// Of the cheapest variant, in minor units. Where nothing is, above all prices.
  var price = ContiguousArray<Int64>()
  /// Of the dearest variant, in minor units. Where nothing is, below all prices.
  var highestPrice = ContiguousArray<Int64>()
  /// Milliseconds.
  var listedAt = ContiguousArray<Int64>()
  var sold = ContiguousArray<Int64>()
  /// Thousandths of a star.
  var rating = ContiguousArray<Int64>()
  /// Codes of `ListingValues`.
  var shop = ContiguousArray<UInt32>()
  var category = ContiguousArray<UInt32>()
  var brand = ContiguousArray<UInt32>()
  /// By which the search knows products.
  var number = ContiguousArray<UInt32>()
  /// Where its variants lie side by side.
  var variants = ContiguousArray<Block>()
  /// Where the codes of its colours, sizes and tags lie side by side.
  var spellings = ContiguousArray<Block>()
  private var free: [Slot] = []
  private var slots: [ProductID: Slot] = [:]

  /// How many slots there are, free ones included.
  var capacity: Int { ids.count }

  mutating func reserve(_ count: Int) {
    slots.reserveCapacity(count)
    ids.reserveCapacity(count)
  }

  func slot(of id: ProductID) -> Slot? { slots[id] }

  /// A slot for a product that has none.
  mutating func open(_ id: ProductID) -> Slot {
    if let slot = free.popLast() {
      ids[Int(slot)] = id
      slots[id] = slot
      return slot
    }
    let slot = Slot(ids.count)
    ids.append(id)
    currency.append(0)
    price.append(.max)
    highestPrice.append(.min)
    listedAt.append(0)
    sold.append(0)
    rating.append(0)
    shop.append(noCode)
    category.append(noCode)
    brand.append(noCode)
    number.append(0)
    variants.append(Block())
    spellings.append(Block())
    slots[id] = slot
    return slot
  }

  /// Gives the slot of a product back, after everything else of it is gone.
  mutating func close(_ slot: Slot) {
    let index = Int(slot)
    slots[ids[index]] = nil
    price[index] = .max
    highestPrice[index] = .min
    free.append(slot)
  }
}

/// What listings need of variants besides the bitmaps. Those of a product lie side by side, each in its slot.
struct VariantColumns {
  /// Minor units; below zero where nothing is.
  private(set) var price = ContiguousArray<Int64>()
  private(set) var product = ContiguousArray<Slot>()
  /// In which of the ranges that begin with `priceSteps` the price lies.
  private(set) var range = ContiguousArray<UInt8>()
  var colors = VariantCodes()
  var sizes = VariantCodes()
  private var blocks = Blocks()

  /// How many slots there are, free ones included.
  var capacity: Int { price.count }

  /// Makes room for the variants of a product, whose prices lie in ranges with these starts.
  mutating func open(
    _ rows: ArraySlice<ListingRows.Variant>, of product: Slot, _ starts: ContiguousArray<Int64>
  ) -> Block {
    let block = blocks.take(rows.count)
    if Int(block.end) > price.count {
      let missing = Int(block.end) - price.count + price.count / 16
      price.append(contentsOf: repeatElement(0, count: missing))
      self.product.append(contentsOf: repeatElement(0, count: missing))
      range.append(contentsOf: repeatElement(0, count: missing))
      colors.grow(by: missing)
      sizes.grow(by: missing)
    }
    var place = Int(block.start)
    for row in rows {
      price[place] = row.price
      self.product[place] = product
      range[place] = PriceRanges.index(of: row.price, starts)
      place += 1
    }
    return block
  }

  /// Gives the slots of a product's variants back; none of them has a price then.
  mutating func close(_ block: Block) {
    for index in block.range {
      price[Int(index)] = -1
      colors.clear(index)
      sizes.clear(index)
    }
    blocks.giveBack(block)
  }
}

/// Which colour, or size, each variant has, by the codes of `ListingValues`. Nearly all have one or none.
struct VariantCodes {
  private static let none = UInt16.max
  /// Stands for what is no single code below it.
  private static let other = UInt16.max - 1

  private var codes = ContiguousArray<UInt16>()
  private var others: [Slot: [UInt32]] = [:]

  mutating func grow(by count: Int) {
    codes.append(contentsOf: repeatElement(VariantCodes.none, count: count))
  }

  mutating func add(_ code: UInt32, to variant: Slot) {
    let present = codes[Int(variant)]
    if present == VariantCodes.none, code < VariantCodes.other {
      codes[Int(variant)] = UInt16(code)
      return
    }
    if present < VariantCodes.other { others[variant] = [UInt32(present)] }
    others[variant, default: []].append(code)
    codes[Int(variant)] = VariantCodes.other
  }

  mutating func clear(_ variant: Slot) {
    if codes[Int(variant)] == VariantCodes.other { others[variant] = nil }
    codes[Int(variant)] = VariantCodes.none
  }

  /// Hands over the codes that a variant has.
  @inline(__always)
  func forEach(of variant: Slot, _ body: (Int) -> Void) {
    let code = codes[Int(variant)]
    if code < VariantCodes.other { return body(Int(code)) }
    if code == VariantCodes.other { for code in others[variant] ?? [] { body(Int(code)) } }
  }
}

/// Some places side by side.
struct Block {
  var start: UInt32 = 0
  var count: UInt32 = 0

  var end: UInt32 { start + count }
  var range: Range<UInt32> { start..<end }
}

/// Hands out places side by side; what comes back is handed out again for the same length.
struct Blocks {
  private var free: [UInt32: [UInt32]] = [:]
  private var end: UInt32 = 0

  mutating func take(_ count: Int) -> Block {
    let count = UInt32(count)
    if count == 0 { return Block() }
    if let start = free[count]?.popLast() { return Block(start: start, count: count) }
    defer { end += count }
    return Block(start: end, count: count)
  }

  mutating func giveBack(_ block: Block) {
    if block.count > 0 { free[block.count, default: []].append(block.start) }
  }
}

/// A currency's code in one number, in whose order codes are in that of the alphabet.
enum CurrencyCode {
  static func packed(_ code: some StringProtocol) -> UInt32 {
    var packed: UInt32 = 0
    var count = 0
    for byte in code.utf8.prefix(4) {
      packed = packed << 8 | UInt32(byte)
      count += 1
    }
    return packed << UInt32(8 * (4 - count))
  }

  static func text(_ packed: UInt32) -> String {
    let bytes = (0..<4).map { UInt8(truncatingIfNeeded: packed >> UInt32(24 - 8 * $0)) }
    return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
