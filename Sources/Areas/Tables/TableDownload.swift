import Foundation
import Gateways
import Kernel
import Synchronization
import Web

/// Bytes of a finished file that are read and sent at a time.
private let pieceBytes = 128 * 1024

/// The kinds of file in which the rows of a list can be had.
package enum TableFormat: String, CaseIterable, Sendable {
  case csv, xlsx

  /// The media type of the file.
  package var contentType: String {
    switch self {
    case .csv: "text/csv; charset=utf-8"
    case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    }
  }
}

extension Response {
  /// A table that is saved under this name and the ending of its format. `rows` answers with the next rows, and with none
  /// at the end; no more of them are in memory at once. CSV is sent as it is read; a file for Excel is made on the disk
  /// first, of the budget that uploads use, and ends where a sheet of Excel does. Throws `.unavailable` when many such
  /// files are made already or the disk's budget is used up, `.tooManyRequests` when it is by the same client.
  package static func table(
    _ name: String, as format: TableFormat, header: [String],
    rows: @escaping @Sendable () async throws -> [[TableCell]]
  ) throws -> Response {
    switch format {
    case .csv: .csv("\(name).csv", header: header) { try await rows().map { $0.map(\.plainText) } }
    case .xlsx: try spreadsheet("\(name).xlsx", SpreadsheetMaking(header: header), rows)
    }
  }

  private static func spreadsheet(
    _ filename: String, _ making: SpreadsheetMaking,
    _ rows: @escaping @Sendable () async throws -> [[TableCell]]
  ) -> Response {
    Response(
      headers: [.contentType: TableFormat.xlsx.contentType],
      body: .stream(length: nil) { writer in
        let handle = try await making.file(of: rows)
        while let piece = try handle.read(upToCount: pieceBytes), !piece.isEmpty {
          try await writer.write(Array(piece))
        }
        try handle.close()
      }
    ).attachment(filename)
  }
}

extension TableCell {
  /// As a file of text has it: amounts in the unit of their currency with a point, moments as RFC 3339.
  package var plainText: String {
    switch self {
    case .text(let text): text
    case .number(let number): String(number)
    case .amount(let money): money.decimal
    case .moment(let moment): moment.rfc3339
    case .empty: ""
    }
  }

  /// What somebody wrote, or nothing.
  package static func optional(_ text: String?) -> TableCell { text.map { .text($0) } ?? .empty }

  /// A moment, or nothing.
  package static func optional(_ moment: Timestamp?) -> TableCell {
    moment.map { .moment($0) } ?? .empty
  }
}

extension Response {
  /// Rows that one read of a download takes.
  private static let rowsPerRead = 500

  /// The same from a list that is paged by key, from its beginning to its end: a row for each item. Throws the same.
  package static func table<Item: Sendable>(
    _ name: String, as format: TableFormat, header: [String],
    pages: @escaping @Sendable (PageRequest) async throws -> Page<Item>,
    cells: @escaping @Sendable (Item) -> [TableCell]
  ) throws -> Response {
    let place = Mutex<(cursor: Cursor?, isAtEnd: Bool)>((nil, false))
    return try table(name, as: format, header: header) {
      let (cursor, isAtEnd) = place.withLock { $0 }
      if isAtEnd { return [] }
      let page = try await pages(PageRequest(limit: rowsPerRead, cursor: cursor))
      place.withLock { $0 = (page.nextCursor, page.nextCursor == nil) }
      return page.items.map(cells)
    }
  }
}
