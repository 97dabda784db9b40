import CXlsxWriter
import Foundation
import Kernel
import Synchronization

/// One cell of a table that is written into a file.
package enum TableCell: Hashable, Sendable {
  /// What somebody wrote; never calculated.
  case text(String)
  case number(Int64)
  /// An amount in the unit of its currency, which stands in a cell of its own.
  case amount(Money)
  /// A moment, in UTC.
  case moment(Timestamp)
  case empty
}

/// Why a file could not be made.
package struct SpreadsheetError: Error, CustomStringConvertible {
  /// What the library says.
  package let description: String
}

/// An Excel file (Office Open XML) that grows row by row on the disk, by libxlsxwriter: what it takes of memory does not
/// depend on how many rows there are. Rows beyond what a sheet holds go to the next sheet, under the same head.
package final class SpreadsheetFile: @unchecked Sendable {
  /// The most rows of a sheet, its head included.
  package static let rowsPerSheet = Int(LXW_ROW_MAX)
  /// UTF-16 units that a cell holds.
  private static let longestText = 32_767
  private static let secondsPerDay = 86_400.0
  /// The days from the beginning of Excel's calendar to 1970.
  private static let firstDay = 25_569.0

  private struct State {
    var book: UnsafeMutablePointer<lxw_workbook>?
    var sheet: UnsafeMutablePointer<lxw_worksheet>?
    var row: Int = 0
    var amounts: [Int: UnsafeMutablePointer<lxw_format>] = [:]
    var moments: UnsafeMutablePointer<lxw_format>?
    var heads: UnsafeMutablePointer<lxw_format>?
  }

  /// The library is asked by one at a time. Its memory is its own and is given back by `finish` or the end.
  private let state: Mutex<State>
  private let header: [String]
  private let path: String
  private let rowsPerSheet: Int

  /// An empty file with these heads. It is written into a folder, where nothing stays of it once it was taken or left.
  /// Throws `SpreadsheetError`.
  package init(
    header: [String], folder: URL = FileManager.default.temporaryDirectory,
    rowsPerSheet: Int = SpreadsheetFile.rowsPerSheet
  ) throws {
    self.header = header
    self.rowsPerSheet = max(2, min(rowsPerSheet, Self.rowsPerSheet))
    // It has a name while it is ended, and is called as contents of requests are: what a killed program left of either
    // goes at the next start.
    path = folder.appendingPathComponent(".content-\(UUID().uuidString).xlsx").path
    var first = State()
    // What is not ended yet lies in files without a name where the system keeps such.
    var options = lxw_workbook_options(constant_memory: 1, tmpdir: nil, use_zip64: 0)
    let book = workbook_new_opt(path, &options)
    guard let book else { throw SpreadsheetError(description: "no workbook") }
    first.book = book
    first.moments = workbook_add_format(book)
    if let moments = first.moments { format_set_num_format(moments, "yyyy-mm-dd hh:mm:ss") }
    first.heads = workbook_add_format(book)
    if let heads = first.heads { format_set_bold(heads) }
    state = Mutex(first)
    try state.withLock { try addSheet(&$0) }
  }

  deinit {
    // Closing gives back what the library has open, which freeing alone does not.
    state.withLock { state in if let book = state.book { _ = workbook_close(book) } }
    unlink(path)
  }

  /// Adds rows behind those that are there. Throws `SpreadsheetError`.
  package func append(_ rows: [[TableCell]]) throws {
    try state.withLock { state in
      for row in rows {
        if state.row >= rowsPerSheet { try addSheet(&state) }
        for (column, cell) in row.enumerated() { try write(cell, at: column, &state) }
        state.row += 1
      }
    }
  }

  /// Ends the file and opens it for reading; its name is gone by then. Nothing can be added any more. Throws
  /// `SpreadsheetError`.
  package func finish() throws -> FileHandle {
    try state.withLock { state in
      guard let book = state.book else { throw SpreadsheetError(description: "ended before") }
      // It frees the book in any case.
      state.book = nil
      try check(workbook_close(book))
    }
    defer { unlink(path) }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw SpreadsheetError(description: "the file is gone")
    }
    return handle
  }

  private func addSheet(_ state: inout State) throws {
    guard let book = state.book, let sheet = workbook_add_worksheet(book, nil) else {
      throw SpreadsheetError(description: "no sheet")
    }
    worksheet_freeze_panes(sheet, 1, 0)
    state.sheet = sheet
    for (column, title) in header.enumerated() {
      try check(worksheet_write_string(sheet, 0, lxw_col_t(column), title, state.heads))
    }
    state.row = 1
  }

  private func write(_ cell: TableCell, at column: Int, _ state: inout State) throws {
    guard let sheet = state.sheet, state.book != nil else {
      throw SpreadsheetError(description: "ended before")
    }
    let (row, place) = (lxw_row_t(state.row), lxw_col_t(column))
    switch cell {
    case .empty: return
    case .text(let text):
      try check(worksheet_write_string(sheet, row, place, Self.writable(text), nil))
    case .number(let number): try check(worksheet_write_number(sheet, row, place, Double(number), nil))
    case .amount(let money):
      let digits = money.currency.minorDigits
      let units = (0..<digits).reduce(1.0) { result, _ in result * 10 }
      try check(
        worksheet_write_number(sheet, row, place, Double(money.amount) / units, format(digits, &state)))
    case .moment(let moment):
      let days = Double(moment.milliseconds) / 1000 / Self.secondsPerDay + Self.firstDay
      try check(worksheet_write_number(sheet, row, place, days, state.moments))
    }
  }

  private func format(_ digits: Int, _ state: inout State) -> UnsafeMutablePointer<lxw_format>? {
    if let known = state.amounts[digits] { return known }
    guard let book = state.book, let format = workbook_add_format(book) else { return nil }
    format_set_num_format(format, digits == 0 ? "0" : "0." + String(repeating: "0", count: digits))
    state.amounts[digits] = format
    return format
  }

  private func check(_ error: lxw_error) throws {
    guard error != LXW_NO_ERROR else { return }
    let told = lxw_strerror(error).map { String(cString: $0) }
    throw SpreadsheetError(description: told ?? "error \(error.rawValue)")
  }

  /// As much of the text as a cell holds, without what would end a text of C.
  private static func writable(_ text: String) -> String {
    var length = 0
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where scalar.value != 0 {
      length += UTF16.width(scalar)
      if length > longestText { break }
      kept.append(scalar)
    }
    return String(kept)
  }
}
