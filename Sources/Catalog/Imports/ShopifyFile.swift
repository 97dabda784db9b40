import Foundation
import Kernel

/// The products of a CSV file one after the other, read in pieces, so that memory does not grow with the file.
struct ShopifyFile {
  private static let chunkBytes = 1 << 18
  /// A product has at most 250 variants and 100 pictures, each on a row of its own.
  static let maximumRowsPerProduct = 1_000

  /// The consecutive records of one product, and where the file goes on after them.
  struct Group {
    let handle: String
    let records: [CSVRecord]
    let end: ImportPosition
  }

  let columns: ShopifyColumns
  private let file: FileHandle
  private var reader: CSVReader
  private var waiting: [CSVRecord]
  private var next = 0
  private var isAtEnd = false

  /// Opens the file, reads its header and goes on at `position`, or after the header. Throws
  /// `Problem(.fileUnreadable)` when the file has no header that can be used.
  init(_ url: URL, from position: ImportPosition?) throws {
    file = try FileHandle(forReadingFrom: url)
    reader = CSVReader()
    waiting = []
    while waiting.isEmpty {
      guard let chunk = try file.read(upToCount: Self.chunkBytes), !chunk.isEmpty else { break }
      waiting = reader.read(chunk)
    }
    if waiting.isEmpty, let last = reader.finish() { waiting = [last] }
    guard let header = waiting.first, header.fault == nil else {
      throw Problem(.fileUnreadable, waiting.first?.fault?.sentence ?? "The file is empty.")
    }
    columns = try ShopifyColumns(header: header.fields)
    next = 1
    if let position, position.offset > header.endOffset {
      try file.seek(toOffset: UInt64(position.offset))
      reader = CSVReader(offset: position.offset, after: position.record)
      waiting = []
      next = 0
    }
  }

  /// The next product, or `nil` at the end of the file. Throws `Problem(.fileUnreadable)` for one on more rows than a
  /// product can need.
  mutating func nextGroup() throws -> Group? {
    guard let first = try nextRecord() else { return nil }
    let handle = columns.text(.handle, of: first)
    var records = [first]
    while let record = try peekRecord(), !handle.isEmpty, columns.text(.handle, of: record) == handle {
      guard records.count < Self.maximumRowsPerProduct else { throw Self.tooManyRows(record.number) }
      records.append(record)
      next += 1
    }
    let last = records[records.count - 1]
    return Group(
      handle: handle, records: records, end: ImportPosition(offset: last.endOffset, record: last.number))
  }

  /// For a row that is one too many.
  static func tooManyRows(_ number: Int) -> Problem {
    Problem(
      .fileUnreadable,
      "Row \(number): a product has at most \(maximumRowsPerProduct) rows. Give the next product a handle of its own."
    )
  }

  private mutating func nextRecord() throws -> CSVRecord? {
    guard let record = try peekRecord() else { return nil }
    next += 1
    return record
  }

  private mutating func peekRecord() throws -> CSVRecord? {
    while next >= waiting.count {
      if isAtEnd { return nil }
      next = 0
      if let chunk = try file.read(upToCount: Self.chunkBytes), !chunk.isEmpty {
        waiting = reader.read(chunk)
      } else {
        isAtEnd = true
        waiting = reader.finish().map { [$0] } ?? []
      }
    }
    return waiting[next]
  }
}
