import CRoaring

/// A set of 32-bit numbers, compressed by CRoaring (https://roaringbitmap.org). Whoever changes one holds it alone:
/// those of the listing index stand under its lock, and those that are an answer never change.
final class Bitmap: @unchecked Sendable {
  private let pointer: UnsafeMutablePointer<roaring_bitmap_t>

  private init(taking made: UnsafeMutablePointer<roaring_bitmap_t>?) {
    guard let made else { preconditionFailure("no memory is left for a bitmap") }
    pointer = made
  }

  /// An empty set.
  convenience init() { self.init(taking: roaring_bitmap_create()) }

  /// The set of these numbers, which are fastest in ascending order.
  convenience init(_ numbers: some Sequence<UInt32>) {
    let numbers = ContiguousArray(numbers)
    self.init(
      taking: numbers.withUnsafeBufferPointer { roaring_bitmap_of_ptr($0.count, $0.baseAddress) })
  }

  deinit { roaring_bitmap_free(pointer) }

  var count: Int { Int(roaring_bitmap_get_cardinality(pointer)) }

  var isEmpty: Bool { roaring_bitmap_is_empty(pointer) }

  /// About how many bytes it takes.
  var byteCount: Int { roaring_bitmap_size_in_bytes(pointer) }

  func contains(_ number: UInt32) -> Bool { roaring_bitmap_contains(pointer, number) }

  func add(_ number: UInt32) { roaring_bitmap_add(pointer, number) }

  func remove(_ number: UInt32) { roaring_bitmap_remove(pointer, number) }

  func remove(_ range: Range<UInt32>) {
    if !range.isEmpty { roaring_bitmap_remove_range_closed(pointer, range.lowerBound, range.upperBound - 1) }
  }

  /// What is in both.
  func intersection(_ other: Bitmap) -> Bitmap {
    Bitmap(taking: roaring_bitmap_and(pointer, other.pointer))
  }

  /// How much is in both, without making the set of it.
  func intersectionCount(_ other: Bitmap) -> Int {
    Int(roaring_bitmap_and_cardinality(pointer, other.pointer))
  }

  /// What the other has not.
  func subtracting(_ other: Bitmap) -> Bitmap {
    Bitmap(taking: roaring_bitmap_andnot(pointer, other.pointer))
  }

  /// What is in any of them.
  static func union(_ sets: [Bitmap]) -> Bitmap {
    var pointers = sets.map { Optional(UnsafePointer($0.pointer)) }
    // The objects live at least as long as their pointers are used.
    return withExtendedLifetime(sets) {
      Bitmap(taking: roaring_bitmap_or_many(pointers.count, &pointers))
    }
  }

  /// All numbers in ascending order.
  var numbers: ContiguousArray<UInt32> {
    let count = count
    return ContiguousArray(unsafeUninitializedCapacity: count) { buffer, initialized in
      if let start = buffer.baseAddress { roaring_bitmap_to_uint32_array(pointer, start) }
      initialized = count
    }
  }
}

// MARK: Sets of bits

/// https://github.com/RoaringBitmap/RoaringFormatSpec: containers of 65,536 numbers each, without runs.
private let formatMark: UInt32 = 12346
private let wordsPerContainer = 1024
private let longestArray = 4096

extension Bitmap {
  /// The set of the bits that are 1. A copy of whole blocks, which is faster by far than adding numbers.
  convenience init(_ bits: SlotBits) {
    let bytes = Bitmap.portable(bits.words)
    self.init(
      taking: bytes.withUnsafeBytes { buffer in
        roaring_bitmap_portable_deserialize_safe(
          buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
      })
  }

  /// The format that all implementations share.
  fileprivate var portable: ContiguousArray<UInt8> {
    let size = roaring_bitmap_portable_size_in_bytes(pointer)
    return ContiguousArray(unsafeUninitializedCapacity: size) { buffer, initialized in
      buffer.withMemoryRebound(to: CChar.self) { bytes in
        if let start = bytes.baseAddress { roaring_bitmap_portable_serialize(pointer, start) }
      }
      initialized = size
    }
  }

  private static func portable(_ words: ContiguousArray<UInt64>) -> ContiguousArray<UInt8> {
    var containers: [(key: Int, count: Int)] = []
    var size = 8
    for key in 0..<((words.count + wordsPerContainer - 1) / wordsPerContainer) {
      let part = key * wordsPerContainer..<min(words.count, (key + 1) * wordsPerContainer)
      let count = words[part].reduce(0) { $0 + $1.nonzeroBitCount }
      if count == 0 { continue }
      containers.append((key, count))
      size += 8 + (count > longestArray ? wordsPerContainer * 8 : count * 2)
    }
    return ContiguousArray(unsafeUninitializedCapacity: size) { buffer, initialized in
      write(words, containers, to: UnsafeMutableRawBufferPointer(buffer))
      initialized = size
    }
  }

  private static func write(
    _ words: ContiguousArray<UInt64>, _ containers: [(key: Int, count: Int)],
    to buffer: UnsafeMutableRawBufferPointer
  ) {
    var place = 0
    func put(_ value: some FixedWidthInteger) {
      buffer.storeBytes(of: value.littleEndian, toByteOffset: place, as: type(of: value))
      place += value.bitWidth / 8
    }
    put(formatMark)
    put(UInt32(containers.count))
    for (key, count) in containers {
      put(UInt16(key))
      put(UInt16(count - 1))
    }
    var offset = 8 + containers.count * 8
    for (_, count) in containers {
      put(UInt32(offset))
      offset += count > longestArray ? wordsPerContainer * 8 : count * 2
    }
    for (key, count) in containers {
      for index in 0..<wordsPerContainer {
        let position = key * wordsPerContainer + index
        var word = position < words.count ? words[position] : 0
        if count > longestArray {
          put(word)
          continue
        }
        while word != 0 {
          put(UInt16(index * 64 + word.trailingZeroBitCount))
          word &= word - 1
        }
      }
    }
  }
}

extension SlotBits {
  /// The numbers of a set, all below `capacity`. Containers of bits are copied, which is faster by far than adding
  /// numbers where there are many.
  init(_ set: Bitmap, capacity: Int) {
    let bytes = set.portable
    self.init(capacity: capacity)
    let hasRuns = !bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) == formatMark }
    if hasRuns || capacity < wordsPerContainer * 64 {
      self.init(set.numbers, capacity: capacity)
      return
    }
    bytes.withUnsafeBytes { buffer in
      func number(_ offset: Int) -> Int { Int(buffer.loadUnaligned(fromByteOffset: offset, as: UInt16.self)) }
      let containers = Int(buffer.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
      var offset = 8 + containers * 8
      for container in 0..<containers {
        let first = number(8 + container * 4) * wordsPerContainer
        let count = number(10 + container * 4) + 1
        if count > longestArray {
          for index in 0..<min(wordsPerContainer, words.count - first) {
            let word = buffer.loadUnaligned(fromByteOffset: offset + index * 8, as: UInt64.self)
            self.set(word, at: first + index)
          }
          offset += wordsPerContainer * 8
        } else {
          for index in 0..<count { insert(UInt32(first * 64 + number(offset + index * 2))) }
          offset += count * 2
        }
      }
    }
  }
}
