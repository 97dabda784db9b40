/// A table as CSV (RFC 4180) for people who open it with a spreadsheet: what such a program would take for a
/// formula is marked as text, so that a name can't make it do anything.
package enum CSVTable {
  /// A spreadsheet that reads a cell with one of these first takes the rest for a formula, also with the wide forms of
  /// East Asian keyboards.
  private static let formulaStarts: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]
  private static let quoted: Set<UInt8> = Set("\",\r\n".utf8)

  /// Whether a spreadsheet takes a cell that begins with this for a formula.
  package static func startsFormula(_ scalar: Unicode.Scalar) -> Bool { formulaStarts.contains(scalar) }

  /// One record with its line end.
  package static func record(_ cells: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(cell, to: &bytes)
    }
    bytes += [13, 10]
    return bytes
  }

  /// Whether a cell is a number below zero, as `-2` and `-12.50`, with which a program can count on.
  private static func isNegativeNumber(_ cell: String) -> Bool {
    guard cell.utf8.first == UInt8(ascii: "-") else { return false }
    let parts = cell.utf8.dropFirst().split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count <= 2
      && parts.allSatisfy { part in
        !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      }
  }

  private static func append(_ cell: String, to bytes: inout [UInt8]) {
    let isMarked = cell.unicodeScalars.first.map(startsFormula) ?? false && !isNegativeNumber(cell)
    let text = isMarked ? "'" + cell : cell
    guard text.utf8.contains(where: quoted.contains) else {
      bytes += text.utf8
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension Response {
  /// A table that is saved as `filename`, sent piece by piece: `rows` answers with the next rows, and with
  /// none at the end.
  package static func csv(
    _ filename: String, header: [String], rows: @escaping @Sendable () async throws -> [[String]]
  ) -> Response {
    Response(
      headers: [.contentType: "text/csv; charset=utf-8"],
      body: .stream(length: nil) { writer in
        try await writer.write(CSVTable.record(header))
        while true {
          let next = try await rows()
          if next.isEmpty { return }
          try await writer.write(next.flatMap { CSVTable.record($0) })
        }
      }
    ).attachment(filename)
  }
}
