import Kernel

/// What an upload's records are refused for, before any of it is stored.
struct ImportCheck {
  private var columns: ShopifyColumns?
  private var rows = 0

  /// Throws `Problem(.fileUnreadable)` for a header that can't be used, or a row that is cut off or out of bounds.
  mutating func take(_ record: CSVRecord) throws {
    guard columns != nil else {
      if let fault = record.fault { throw Problem(.fileUnreadable, fault.sentence) }
      columns = try ShopifyColumns(header: record.fields)
      return
    }
    if record.isEmpty { return }
    rows += 1
    if let fault = record.fault, [.unclosedQuote, .tooLong, .tooManyFields].contains(fault) {
      throw Problem(.fileUnreadable, "Row \(record.number): \(fault.sentence) Nothing was imported.")
    }
  }

  /// Throws `Problem(.fileUnreadable)` for a file without rows.
  func finish() throws {
    if columns == nil { throw Problem(.fileUnreadable, "The file is empty.") }
    if rows == 0 { throw Problem(.fileUnreadable, "The file has a header, but no rows.") }
  }
}
