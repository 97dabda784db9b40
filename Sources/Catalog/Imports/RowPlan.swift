import Crypto
import Foundation
import Kernel

/// Where a row of a file stands, and which product it belongs to.
struct PlannedRow {
  /// Stands for the handle: SHA-256, so that no two handles have the same.
  var key: (high: UInt64, low: UInt64)
  /// The number of the first row of the product.
  var first: UInt64
  let number: UInt64
  let start: UInt64
  let end: UInt64

  init(key: (high: UInt64, low: UInt64), first: UInt64, number: UInt64, start: UInt64, end: UInt64) {
    self.key = key
    self.first = first
    self.number = number
    self.start = start
    self.end = end
  }

  /// A row of the product with this handle.
  init(handle: String, number: Int, bytes: Range<Int>) {
    let hash = Array(SHA256.hash(data: Array(handle.utf8)))
    func word(_ from: Int) -> UInt64 { hash[from..<from + 8].reduce(0) { $0 << 8 | UInt64($1) } }
    self.init(
      key: (word(0), word(8)), first: UInt64(number), number: UInt64(number), start: UInt64(bytes.lowerBound),
      end: UInt64(bytes.upperBound))
  }

  /// Says that `other` stands for the product called `own`; it has the number of no record, so that it comes before them.
  fileprivate init(alias other: String, of own: String) {
    let meant = PlannedRow(handle: own, number: 0, bytes: 0..<0).key
    self.init(
      key: PlannedRow(handle: other, number: 0, bytes: 0..<0).key, first: 0, number: 0, start: meant.high,
      end: meant.low)
  }

  fileprivate var isAlias: Bool { number == 0 }
  fileprivate var meant: (high: UInt64, low: UInt64) { (start, end) }

  fileprivate static func byKey(_ left: Self, _ right: Self) -> Bool {
    (left.key.high, left.key.low, left.number) < (right.key.high, right.key.low, right.number)
  }

  fileprivate static func byFirst(_ left: Self, _ right: Self) -> Bool {
    (left.first, left.number) < (right.first, right.number)
  }
}

/// The rows of a file, those of a product one after the other wherever they stand, products in the order of their first
/// rows. Made by sorting, in runs on disk where there are many, so that memory does not grow with the file.
struct RowPlan {
  /// A product has at most 250 variants and 100 pictures, each on a row of its own.
  static let maximumRowsPerProduct = 1_000
  /// The rows of a product are read together.
  private static let maximumBytesPerProduct = 16 * 1024 * 1024

  private var rows: RowSorter

  /// Plans a file. `key` says which product a record belongs to; a record without any is a product of its own. Throws
  /// `Problem(.fileUnreadable)` for a product on more rows than one can need.
  init(_ file: ReadableFile, folder: URL, key: (CSVRecord) -> String) throws {
    var byKey = RowSorter(folder: folder, PlannedRow.byKey)
    try Self.gather(file, folder, key, into: &byKey)
    try byKey.finish()
    rows = RowSorter(folder: folder, PlannedRow.byFirst)
    var present: PlannedRow?
    var (count, bytes) = (0, 0)
    while var row = try byKey.next() {
      if let present, present.key == row.key {
        row.first = present.first
      } else {
        present = row
        (count, bytes) = (0, 0)
      }
      count += 1
      bytes += Int(row.end - row.start)
      guard count <= Self.maximumRowsPerProduct else { throw Self.tooManyRows(Int(row.number)) }
      guard bytes <= Self.maximumBytesPerProduct else { throw Self.tooManyBytes(Int(row.number)) }
      try rows.append(row)
    }
    try rows.finish()
  }

  /// The rows under the keys of their products. Those that name theirs in another way wait until all such names are known.
  private static func gather(
    _ file: ReadableFile, _ folder: URL, _ key: (CSVRecord) -> String, into byKey: inout RowSorter
  ) throws {
    var waiting = RowSorter(folder: folder, PlannedRow.byKey)
    let header = file.header
    try file.forEachRecord { record, start in
      let handle = key(record)
      let name = handle.isEmpty ? "\u{0}\(record.number)" : handle
      let row = PlannedRow(handle: name, number: record.number, bytes: start..<record.endOffset)
      if let alias = header.alias(of: record) {
        try waiting.append(PlannedRow(alias: alias.other, of: alias.own))
      }
      if header.mayBeAlias(record) { try waiting.append(row) } else { try byKey.append(row) }
    }
    try waiting.finish()
    var alias: PlannedRow?
    while var row = try waiting.next() {
      let known = alias.flatMap { $0.key == row.key ? $0 : nil }
      if row.isAlias {
        alias = known ?? row
      } else {
        row.key = known?.meant ?? row.key
        try byKey.append(row)
      }
    }
  }

  /// The next row, those of a product one after the other.
  mutating func next() throws -> PlannedRow? { try rows.next() }

  /// For a row that is one too many.
  static func tooManyRows(_ number: Int) -> Problem {
    Problem(
      .fileUnreadable,
      "Row \(number): a product has at most \(maximumRowsPerProduct) rows. Give the next product a handle of its own."
    )
  }

  private static func tooManyBytes(_ number: Int) -> Problem {
    Problem(.fileUnreadable, "Row \(number): the rows of this product are longer than 16 MB together.")
  }
}
