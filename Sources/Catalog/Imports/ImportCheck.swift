import Kernel

/// What an upload's records are refused for, before any of it is stored; it remembers one product's handle at a time.
struct ImportCheck {
  private var columns: ShopifyColumns?
  private var rows = 0
  private var handle = ""
  private var rowsOfHandle = 0

  /// Throws `Problem(.fileUnreadable)` for a header that can't be used, or a row that is cut off or out of bounds.
  mutating func take(_ record: CSVRecord) throws {
    guard let columns else {
      if let fault = record.fault { throw Problem(.fileUnreadable, fault.sentence) }
      self.columns = try ShopifyColumns(header: record.fields)
      return
    }
    if record.isEmpty { return }
    rows += 1
    if let fault = record.fault, [.unclosedQuote, .tooLong, .tooManyFields].contains(fault) {
      throw Problem(.fileUnreadable, "Row \(record.number): \(fault.sentence) Nothing was imported.")
    }
    let next = FileHandleKey.of(columns.text(.handle, of: record))
    rowsOfHandle = next == handle && !next.isEmpty ? rowsOfHandle + 1 : 1
    handle = next
    guard rowsOfHandle <= RowPlan.maximumRowsPerProduct else { throw RowPlan.tooManyRows(record.number) }
  }

  /// Throws `Problem(.fileUnreadable)` for a file without rows.
  func finish() throws {
    if columns == nil { throw Problem(.fileUnreadable, "The file is empty.") }
    if rows == 0 { throw Problem(.fileUnreadable, "The file has a header, but no rows.") }
  }
}
