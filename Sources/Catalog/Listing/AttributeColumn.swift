import Kernel

/// With more different numbers than this, they are counted in ranges.
private let mostSingleNumbers = 8
private let wantedRanges = 6
/// So many numbers tell where ranges begin.
private let sampledNumbers = 10_000

/// What listed products say of one attribute.
struct AttributeColumn {
  struct Entry {
    /// What people read.
    let label: String
    let products = Bitmap()
    var count = 0
  }

  private(set) var entries: ContiguousArray<Entry> = []
  private var codes: [String: UInt32] = [:]
  private var codeOf: [Slot: UInt32] = [:]
  private var numberOf: [Slot: Int64] = [:]
  /// The products of each number, so that a range costs as much as it has different numbers, not products.
  private var numbered: [Int64: Bitmap] = [:]
  /// Those that say anything.
  let products = Bitmap()

  /// Whether nothing says anything of it.
  var isEmpty: Bool { products.isEmpty }

  mutating func set(_ slot: Slot, _ value: ListingRows.Said) {
    clear(slot)
    products.add(slot)
    if let number = value.number {
      numberOf[slot] = number
      let same = numbered[number] ?? Bitmap()
      same.add(slot)
      numbered[number] = same
      return
    }
    let code = codes[value.key] ?? make(value)
    codeOf[slot] = code
    entries[Int(code)].products.add(slot)
    entries[Int(code)].count += 1
  }

  private mutating func make(_ value: ListingRows.Said) -> UInt32 {
    let code = UInt32(entries.count)
    entries.append(Entry(label: value.text))
    codes[value.key] = code
    return code
  }

  mutating func clear(_ slot: Slot) {
    products.remove(slot)
    if let number = numberOf.removeValue(forKey: slot), let same = numbered[number] {
      same.remove(slot)
      if same.isEmpty { numbered[number] = nil }
    }
    guard let code = codeOf.removeValue(forKey: slot) else { return }
    entries[Int(code)].products.remove(slot)
    entries[Int(code)].count -= 1
  }

  /// How many products have each value, for checks; values are folded, numbers as they are.
  var counts: [String: Int] {
    var counts: [String: Int] = [:]
    for (key, code) in codes where entries[Int(code)].count > 0 { counts[key] = entries[Int(code)].count }
    for number in numberOf.values { counts[DecimalText.text(number), default: 0] += 1 }
    return counts
  }

  /// The products with any of these values, which of numbers are ranges, as `10..15.6`.
  func products(_ values: [String]) -> Bitmap {
    let ranges = values.compactMap { NumberRange($0) }
    let known = Set(values.compactMap { codes[SearchWords.key($0)] })
    var sets = known.map { entries[Int($0)].products }
    for (number, same) in numbered where ranges.contains(where: { $0.contains(number) }) { sets.append(same) }
    return Bitmap.union(sets + [Bitmap()])
  }

  /// The most frequent values of some products.
  func best(_ limit: Int, of members: Bitmap) -> [FacetCount] {
    let said = members.intersectionCount(products)
    var best = BestCounts(limit: limit) { entries[Int($0)].label }
    if said < entries.count {
      var counts: [UInt32: Int] = [:]
      for slot in members.intersection(products).numbers {
        if let code = codeOf[slot] { counts[code, default: 0] += 1 }
      }
      for (code, count) in counts { best.offer(code, count) }
    } else {
      for code in entries.indices where best.canTake(entries[code].count) {
        best.offer(UInt32(code), entries[code].products.intersectionCount(members))
      }
    }
    return best.best.map {
      FacetCount(value: entries[Int($0.code)].label, label: entries[Int($0.code)].label, count: $0.count)
    }
  }

  /// The numbers of some products: each where there are few, else in ranges of about as many products.
  func ranges(of members: Bitmap, chosen: [String]) -> [FacetCount] {
    let numbers = members.intersection(products).numbers.compactMap { numberOf[$0] }
    let ends = AttributeColumn.ends(numbers)
    var found = [(low: Int64, high: Int64, count: Int)](repeating: (.max, .min, 0), count: ends.count)
    for number in numbers {
      let place = min(AttributeColumn.place(of: number, in: ends), ends.count - 1)
      found[place] = (
        min(found[place].low, number), max(found[place].high, number), found[place].count + 1
      )
    }
    let shown = found.filter { $0.count > 0 }.map { range -> FacetCount in
      let text = NumberRange(range.low, range.high).text
      return FacetCount(value: text, label: text, count: range.count)
    }
    let wanted = chosen.compactMap { NumberRange($0) }.filter { range in
      !shown.contains { $0.value == range.text }
    }
    return shown
      + wanted.map { range in
        FacetCount(value: range.text, label: range.text, count: numbers.count { range.contains($0) })
      }
  }

  /// The last numbers of ranges.
  private static func ends(_ numbers: [Int64]) -> [Int64] {
    guard !numbers.isEmpty else { return [] }
    var different = Set<Int64>()
    for number in numbers where different.count <= mostSingleNumbers { different.insert(number) }
    if different.count <= mostSingleNumbers { return different.sorted() }
    let step = max(1, numbers.count / sampledNumbers)
    let sample = stride(from: 0, to: numbers.count, by: step).map { numbers[$0] }.sorted()
    var ends: [Int64] = []
    for part in 1...wantedRanges {
      let end =
        part == wantedRanges ? .max : sample[min(sample.count - 1, sample.count * part / wantedRanges)]
      if end != ends.last { ends.append(end) }
    }
    return ends
  }

  /// The first range whose end is not below a number.
  private static func place(of number: Int64, in ends: [Int64]) -> Int {
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Numbers from one to another, both included, in thousandths; a filter writes them as `10..15.6`.
struct NumberRange: Hashable {
  private let low: Int64
  private let high: Int64

  init(_ low: Int64, _ high: Int64) {
    self.low = low
    self.high = high
  }

  /// A single number, or two with points between them of which one may be missing; `nil` for anything else.
  init?(_ text: String) {
    guard let points = text.firstRange(of: "..") else {
      guard let number = DecimalText.thousandths(text) else { return nil }
      self.init(number, number)
      return
    }
    let (first, last) = (String(text[..<points.lowerBound]), String(text[points.upperBound...]))
    guard !(first.isEmpty && last.isEmpty),
      let low = first.isEmpty ? Int64.min : DecimalText.thousandths(first),
      let high = last.isEmpty ? Int64.max : DecimalText.thousandths(last)
    else { return nil }
    self.init(low, high)
  }

  func contains(_ number: Int64) -> Bool { number >= low && number <= high }

  var text: String {
    if low == high { return DecimalText.text(low) }
    let (first, last) = (
      low == .min ? "" : DecimalText.text(low), high == .max ? "" : DecimalText.text(high)
    )
    return "\(first)..\(last)"
  }
}
