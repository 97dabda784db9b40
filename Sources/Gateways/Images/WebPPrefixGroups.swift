/// Counts the sets of prefix codes of a lossless WebP picture (RFC 9649, 3): a decoder builds tables of five kilobytes and
/// more for each, and 300 kB can ask for 65,536. Goes no further than that number, and keeps no pixels.
struct WebPPrefixGroups {
  private enum Transform {
    static let predictor = 0
    static let color = 1
    static let subtractGreen = 2
  }

  private static let literals = 256
  private static let lengthCodes = 24
  private static let distanceCodes = 40

  private var input: BitScanner
  private var width: Int
  private let height: Int

  /// Refuses a picture whose stream of bits, from `range` on, has too many.
  static func check(_ bytes: [UInt8], _ range: Range<Int>, width: Int, height: Int) throws {
    var groups = WebPPrefixGroups(input: BitScanner(bytes, in: range), width: width, height: height)
    guard try groups.count() <= ImageLimits.prefixGroups else { throw ImageLimits.tooMuchMemory }
  }

  private init(input: BitScanner, width: Int, height: Int) {
    self.input = input
    self.width = width
    self.height = height
  }

  private mutating func count() throws -> Int {
    var seen: Set<Int> = []
    while try input.bits(1) == 1 {
      let transform = try input.bits(2)
      guard seen.insert(transform).inserted else { throw ImageLimits.damaged }
      try skip(transform)
    }
    _ = try colorCache()
    guard try input.bits(1) == 1 else { return 1 }
    let blockBits = 2 + (try input.bits(3))
    return 1 + (try image(blocks(width, blockBits) * blocks(height, blockBits)))
  }

  private mutating func skip(_ transform: Int) throws {
    switch transform {
    case Transform.predictor, Transform.color:
      let blockBits = 2 + (try input.bits(3))
      _ = try image(blocks(width, blockBits) * blocks(height, blockBits))
    case Transform.subtractGreen: break
    default:
      let colors = 1 + (try input.bits(8))
      _ = try image(colors)
      // Several indices share a pixel when they are small.
      width = blocks(width, colors <= 2 ? 3 : colors <= 4 ? 2 : colors <= 16 ? 1 : 0)
    }
  }

  private func blocks(_ pixels: Int, _ bits: Int) -> Int { (pixels + (1 << bits) - 1) >> bits }

  /// How many colours the cache holds; it needs codes of its own.
  private mutating func colorCache() throws -> Int {
    guard try input.bits(1) == 1 else { return 0 }
    let bits = try input.bits(4)
    guard (1...11).contains(bits) else { throw ImageLimits.damaged }
    return 1 << bits
  }

  /// Goes over an image with one set of codes. Answers with the largest number that red and green make together. What is
  /// copied from before or from the cache was spelled out once, so only that is looked at.
  private mutating func image(_ pixels: Int) throws -> Int {
    let green = try PrefixCode(
      &input, symbols: Self.literals + Self.lengthCodes + (try colorCache()))
    let red = try PrefixCode(&input, symbols: Self.literals)
    let blue = try PrefixCode(&input, symbols: Self.literals)
    let alpha = try PrefixCode(&input, symbols: Self.literals)
    let distance = try PrefixCode(&input, symbols: Self.distanceCodes)
    var (largest, done) = (0, 0)
    while done < pixels {
      let symbol = try green.next(&input)
      if symbol < Self.literals {
        largest = max(largest, try red.next(&input) << 8 | symbol)
        _ = try blue.next(&input)
        _ = try alpha.next(&input)
        done += 1
      } else if symbol < Self.literals + Self.lengthCodes {
        done += try number(symbol - Self.literals)
        _ = try number(distance.next(&input))
      } else {
        done += 1
      }
    }
    return largest
  }

  /// A length or distance by its prefix and further bits.
  private mutating func number(_ prefix: Int) throws -> Int {
    if prefix < 4 { return prefix + 1 }
    let extra = (prefix - 2) >> 1
    return 1 + (2 + prefix & 1) << extra + (try input.bits(extra))
  }
}

/// Reads bits, the lowest of each byte first. Whatever lies beyond the end makes the picture a damaged one.
private struct BitScanner {
  private let bytes: [UInt8]
  private let end: Int
  /// Counted in bits.
  private var position: Int

  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound * 8
    end = range.upperBound * 8
  }

  mutating func bit() throws -> Int {
    guard position < end else { throw ImageLimits.damaged }
    defer { position += 1 }
    return Int(bytes[position >> 3] >> UInt8(position & 7)) & 1
  }

  mutating func bits(_ count: Int) throws -> Int {
    var value = 0
    for place in 0..<count { value |= try bit() << place }
    return value
  }
}

/// A canonical prefix code by the lengths of its words.
private struct PrefixCode {
  private static let maximumLength = 15
  /// In which order the lengths of the code for lengths stand.
  private static let order = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]

  /// Symbols by the lengths of their words, then by number.
  private var symbols: [Int] = []
  private var counts = [Int](repeating: 0, count: PrefixCode.maximumLength + 1)

  /// Reads a code for so many symbols.
  init(_ input: inout BitScanner, symbols count: Int) throws {
    if try input.bits(1) == 1 {
      let hasTwo = try input.bits(1) == 1
      let first = try input.bits(try input.bits(1) == 1 ? 8 : 1)
      var lengths = [Int](repeating: 0, count: max(count, Int(UInt8.max) + 1))
      lengths[first] = 1
      if hasTwo { lengths[try input.bits(8)] = 1 }
      try self.init(lengths: Array(lengths.prefix(count)))
      return
    }
    var ofLengths = [Int](repeating: 0, count: Self.order.count)
    for index in 0..<4 + (try input.bits(4)) { ofLengths[Self.order[index]] = try input.bits(3) }
    let code = try PrefixCode(lengths: ofLengths)
    try self.init(lengths: PrefixCode.lengths(&input, code, count))
  }

  private init(lengths: [Int]) throws {
    for length in lengths { counts[length] += 1 }
    counts[0] = 0
    for length in 1...Self.maximumLength where counts[length] > 0 {
      symbols += lengths.indices.filter { lengths[$0] == length }
    }
    if symbols.count == 1 { return }
    var free = 1
    for length in 1...Self.maximumLength { free = free * 2 - counts[length] }
    guard free == 0 else { throw ImageLimits.damaged }
  }

  private static func lengths(
    _ input: inout BitScanner, _ code: PrefixCode, _ count: Int
  ) throws -> [Int] {
    var left = count
    if try input.bits(1) == 1 {
      left = 2 + (try input.bits(2 + 2 * (try input.bits(3))))
      guard left <= count else { throw ImageLimits.damaged }
    }
    var (lengths, last): ([Int], Int) = ([], 8)
    while lengths.count < count, left > 0 {
      left -= 1
      let symbol = try code.next(&input)
      switch symbol {
      case 16: lengths += Array(repeating: last, count: 3 + (try input.bits(2)))
      case 17: lengths += Array(repeating: 0, count: 3 + (try input.bits(3)))
      case 18: lengths += Array(repeating: 0, count: 11 + (try input.bits(7)))
      default:
        lengths.append(symbol)
        if symbol != 0 { last = symbol }
      }
    }
    guard lengths.count <= count else { throw ImageLimits.damaged }
    return lengths
  }

  /// The next symbol. A code with one symbol needs no bits.
  func next(_ input: inout BitScanner) throws -> Int {
    if symbols.count == 1 { return symbols[0] }
    var (word, first, index) = (0, 0, 0)
    for length in 1...Self.maximumLength {
      word |= try input.bit()
      let count = counts[length]
      if word - first < count { return symbols[index + word - first] }
      index += count
      first = (first + count) << 1
      word <<= 1
    }
    throw ImageLimits.damaged
  }
}
