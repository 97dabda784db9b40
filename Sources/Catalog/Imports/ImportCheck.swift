import Kernel

/// What an upload's records are refused for, before any of it is stored; it remembers one product's handle at a time.
struct ImportCheck {
  private let mapping: FieldMapping
  private let isStrict: Bool
  private var header: FileHeader?
  private var rows = 0
  private var handle = ""
  private var rowsOfHandle = 0

  /// `isStrict` where the columns that identify a product have to be known.
  init(_ mapping: FieldMapping, isStrict: Bool) {
    self.mapping = mapping
    self.isStrict = isStrict
  }

  /// Throws `Problem(.fileUnreadable)` for a header that can't be used, or a row that is cut off or out of bounds.
  mutating func take(_ record: CSVRecord) throws {
    guard let header else {
      if let fault = record.fault { throw Problem(.fileUnreadable, fault.sentence) }
      self.header =
        try isStrict ? FileHeader(record.fields, mapping) : FileHeader(reading: record.fields, mapping)
      return
    }
    if record.isEmpty { return }
    rows += 1
    if let fault = record.fault, [.unclosedQuote, .tooLong, .tooManyFields].contains(fault) {
      throw Problem(.fileUnreadable, "Row \(record.number): \(fault.sentence) Nothing was imported.")
    }
    let next = header.productKey(of: record)
    rowsOfHandle = next == handle && !next.isEmpty ? rowsOfHandle + 1 : 1
    handle = next
    guard rowsOfHandle <= RowPlan.maximumRowsPerProduct else { throw RowPlan.tooManyRows(record.number) }
  }

  /// What the first row says. Throws `Problem(.fileUnreadable)` for a file without rows.
  func finish() throws -> FileHeader {
    guard let header else { throw Problem(.fileUnreadable, "The file is empty.") }
    if rows == 0 { throw Problem(.fileUnreadable, "The file has a header, but no rows.") }
    return header
  }
}
