import Foundation
import Kernel

/// A product file on disk as UTF-8, of which records can be read from anywhere.
struct ReadableFile {
  private static let windowBytes = 1 << 18

  let dialect: CSVDialect
  let header: FileHeader
  /// Where the header ends.
  let headerEnd: Int
  private let file: FileHandle
  private var window: [UInt8] = []
  private var windowStart = 0

  /// Opens a file that `FileSurvey` has described. Throws `Problem(.fileUnreadable)` when it has no header.
  init(_ url: URL, _ dialect: CSVDialect, _ mapping: FieldMapping) throws {
    file = try FileHandle(forReadingFrom: url)
    self.dialect = dialect
    var reader = CSVReader(separator: dialect.separator, offset: dialect.leadBytes)
    var header: CSVRecord?
    try file.seek(toOffset: UInt64(dialect.leadBytes))
    while header == nil, let chunk = try file.read(upToCount: Self.windowBytes), !chunk.isEmpty {
      header = reader.read(chunk).first
    }
    if header == nil { header = reader.finish() }
    guard let header else { throw Problem(.fileUnreadable, "The file is empty.") }
    if let fault = header.fault { throw Problem(.fileUnreadable, fault.sentence) }
    self.header = FileHeader(reading: header.fields, mapping)
    headerEnd = header.endOffset
  }

  /// Calls `take` with each record after the header and where it begins. Records of empty fields are left out.
  func forEachRecord(_ take: (_ record: CSVRecord, _ start: Int) throws -> Void) throws {
    var reader = CSVReader(separator: dialect.separator, offset: headerEnd, after: 1)
    var start = headerEnd
    func pass(_ record: CSVRecord) throws {
      if !record.isEmpty { try take(header.checked(record), start) }
      start = record.endOffset
    }
    try file.seek(toOffset: UInt64(headerEnd))
    while let chunk = try file.read(upToCount: Self.windowBytes), !chunk.isEmpty {
      for record in reader.read(chunk) { try pass(record) }
    }
    if let last = reader.finish() { try pass(last) }
  }

  /// The record whose bytes these are.
  mutating func record(_ number: Int, _ bytes: Range<Int>) throws -> CSVRecord {
    if bytes.lowerBound < windowStart || bytes.upperBound > windowStart + window.count {
      try file.seek(toOffset: UInt64(bytes.lowerBound))
      window = Array(try file.read(upToCount: max(Self.windowBytes, bytes.count)) ?? Data())
      windowStart = bytes.lowerBound
    }
    let from = bytes.lowerBound - windowStart
    let to = min(bytes.upperBound - windowStart, window.count)
    var reader = CSVReader(separator: dialect.separator, offset: bytes.lowerBound, after: number - 1)
    let found = reader.read(window[min(from, to)..<to]).first
    guard let record = found ?? reader.finish() else {
      throw Problem(.fileUnreadable, "The file has changed.")
    }
    return header.checked(record)
  }
}

extension CSVRecord {
  /// Whether nothing stands in it, as in the rows of commas that spreadsheets leave at the end.
  var isEmpty: Bool { fault == nil && fields.allSatisfy(\.trimmed.isEmpty) }
}
