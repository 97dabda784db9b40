/// Numbers of rows as ranges, written `3-7,9`.
struct SequenceSet: Hashable, Sendable {
  private(set) var ranges: [ClosedRange<Int64>] = []

  /// The set of these numbers, in any order.
  init(_ numbers: [Int64]) {
    for number in numbers.sorted() {
      if let last = ranges.last, number <= last.upperBound + 1 {
        ranges[ranges.count - 1] = last.lowerBound...max(number, last.upperBound)
      } else {
        ranges.append(number...number)
      }
    }
  }

  /// Reads the text form; `nil` when it isn't one.
  init?(_ text: String) {
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
      guard let first = ends.first, let low = first, ends.count <= 2, let last = ends.last, let high = last,
        low <= high
      else { return nil }
      ranges.append(low...high)
    }
  }

  /// Everything that is in one of them.
  static func union(_ sets: [SequenceSet]) -> SequenceSet {
    var union = SequenceSet([])
    for range in sets.flatMap(\.ranges).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = union.ranges.last, range.lowerBound <= last.upperBound + 1 {
        union.ranges[union.ranges.count - 1] = last.lowerBound...max(range.upperBound, last.upperBound)
      } else {
        union.ranges.append(range)
      }
    }
    return union
  }

  /// The text form.
  var text: String {
    ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }

  func contains(_ number: Int64) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < number { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(number)
  }
}

extension SequenceSet {
  /// The same numbers in sets of at most so many ranges.
  func split(_ count: Int) -> [SequenceSet] {
    stride(from: 0, to: ranges.count, by: count).map { start in
      var part = SequenceSet([])
      part.ranges = Array(ranges[start..<min(start + count, ranges.count)])
      return part
    }
  }
}
