import Foundation
import Kernel
import Persistence

/// So many rows are looked up at once.
private let rowsPerLookUp = 500

extension Catalog {
  /// Whether an import has rejected rows, and the file that they stand in is still here.
  package func hasRejectedRows(_ file: Import) -> Bool {
    file.rows.rejected > 0 && FileManager.default.fileExists(atPath: importFiles.url(of: file.id).path)
  }

  /// The rejected rows of an import as a file of the columns that it had and one that says why, in the language of who
  /// reads it, so that it can be mended and brought in. The other rows of their products come with them, as a file says
  /// of a product all that it has. Throws `.notFound` for another shop's import, and
  /// `.notAllowedNow` where no row was rejected, or its file is gone.
  package func rejectedRowsFile(
    _ id: ImportID, of shop: ShopID
  ) async throws -> @Sendable ((_ bytes: [UInt8]) async throws -> Void) async throws -> Void {
    let file = try await importStatus(id, of: shop)
    let url = importFiles.url(of: id)
    guard hasRejectedRows(file) else {
      throw Problem(.notAllowedNow, "No row was rejected, or the file is not here any more.")
    }
    let language = Language.current
    return { write in
      var source = try ShopifyFile(
        importFiles.open(url, file.mapping), folder: importFiles.folder, byVendor: false, from: nil)
      let writer = RejectedRowsWriter(source.header, source.dialect, language)
      try await write(writer.start)
      var isAtEnd = false
      while !isAtEnd {
        var groups: [ShopifyFile.Group] = []
        var rows = 0
        while rows < rowsPerLookUp {
          guard let group = try source.nextGroup() else {
            isAtEnd = true
            break
          }
          groups.append(group)
          rows += group.records.count
        }
        let numbers = groups.flatMap(\.records).map { Int64($0.number) }
        let reasons = try await database.read { try ImportStore.rejections(among: numbers, of: id, $0) }
        try await write(groups.flatMap { writer.rows($0, reasons) })
      }
    }
  }
}

/// Writes rows as they stood in their file, with a reason behind those that were rejected.
private struct RejectedRowsWriter {
  private let header: FileHeader
  private let dialect: CSVDialect
  private let language: Language
  /// Where the file had reasons already: those of the time before.
  private let former: Int?

  init(_ header: FileHeader, _ dialect: CSVDialect, _ language: Language) {
    self.header = header
    self.dialect = dialect
    self.language = language
    former = header.names.firstIndex { FileHeader.key($0) == FileHeader.key(FileHeader.reasonName) }
  }

  /// The first row. Spreadsheets that write other encodings take a file for UTF-8 by the mark before it.
  var start: [UInt8] {
    let mark: [UInt8] = dialect.isPlain ? [] : [0xEF, 0xBB, 0xBF]
    return mark + record(header.names, reason: FileHeader.reasonName)
  }

  /// All rows of a product of which one was rejected.
  func rows(_ group: ShopifyFile.Group, _ reasons: [Int64: Words]) -> [UInt8] {
    guard group.records.contains(where: { reasons[Int64($0.number)] != nil }) else { return [] }
    return group.records.flatMap { row in
      record(row.fields, reason: reasons[Int64(row.number)]?.text(in: language) ?? "")
    }
  }

  private func record(_ fields: [String], reason: String) -> [UInt8] {
    var cells = fields.map { SpreadsheetCell.guarded(SpreadsheetCell.plain($0)) }
    // A row may have more or less than the header; its reason stands below its name all the same.
    while cells.count < header.count { cells.append("") }
    if let former, former < cells.count { cells.remove(at: former) }
    let place = header.count - (former == nil ? 0 : 1)
    cells.insert(SpreadsheetCell.guarded(reason), at: min(place, cells.count))
    return CSVWriter.record(cells, separator: dialect.separator)
  }
}
