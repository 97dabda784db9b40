/// Statements over many rows come in few sizes, since each size is a text of its own that a connection prepares and
/// keeps.
package enum Batches {
  /// Far below the number of values that either engine takes in one statement, with any row that there is.
  package static let mostRows = 64

  /// The values in their order, in pieces of `mostRows` and of the powers of two below: as many rows as one INSERT or
  /// one list gets.
  package static func pieces<T>(of values: [T]) -> [[T]] {
    var pieces: [[T]] = []
    var rest = values[...]
    var size = mostRows
    while !rest.isEmpty {
      while size > rest.count { size /= 2 }
      pieces.append(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    return pieces
  }

  /// The values with the last one again and again, up to a power of two and to `fewest`, which is one: for rows of which
  /// one that is there already is left out.
  package static func filled<T>(_ values: [T], atLeast fewest: Int = 1) -> [T] {
    guard let last = values.last else { return [] }
    let length = max(fewest, filledLength(values.count))
    return values + Array(repeating: last, count: length - values.count)
  }

  /// The smallest power of two that is not below `count`.
  static func filledLength(_ count: Int) -> Int {
    count < 2 ? count : 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount)
  }
}

extension SQLInterpolation {
  /// `\(filled: values)`: as `list`, with the last value again and again up to a power of two, so that lists of any
  /// length make few texts. A set is the same with a member named twice.
  package mutating func appendInterpolation<T: SQLValue>(filled values: [T]) {
    appendInterpolation(list: Batches.filled(values))
  }
}
