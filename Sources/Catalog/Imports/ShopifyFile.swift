import Foundation
import Kernel

/// The products of a CSV file one after the other, with all their rows wherever they stand, so that memory does not grow
/// with the file.
struct ShopifyFile {
  /// The records of one product, and how far the file is worked through with them.
  struct Group {
    /// As its first row has it.
    let handle: String
    let records: [CSVRecord]
    let end: ImportPosition
  }

  private(set) var file: ReadableFile
  private var plan: RowPlan
  private var waiting: PlannedRow?
  private var position: ImportPosition

  var columns: ShopifyColumns { file.columns }
  var dialect: CSVDialect { file.dialect }

  /// Plans the file, in `folder`, and goes on at `position`, or at its first row. `byVendor` is for files whose rows
  /// belong to several shops: the same handle of two vendors means two products.
  init(_ file: ReadableFile, folder: URL, byVendor: Bool, from position: ImportPosition?) throws {
    self.file = file
    let columns = file.columns
    var last = (handle: "", vendor: "")
    plan = try RowPlan(file, folder: folder) { record in
      let handle = FileHandleKey.of(columns.text(.handle, of: record))
      guard byVendor, !handle.isEmpty else { return handle }
      let named = columns.text(.vendor, of: record)
      // Only the first row of a product has the name.
      last = (handle, named.isEmpty && handle == last.handle ? last.vendor : named)
      return "\(handle)\u{0}\(last.vendor)"
    }
    self.position = position ?? ImportPosition(offset: file.headerEnd, record: 1)
    for _ in 1..<max(1, self.position.record) { _ = try plan.next() }
    waiting = try plan.next()
  }

  /// The next product, or `nil` at the end of the file.
  mutating func nextGroup() throws -> Group? {
    guard let first = waiting else { return nil }
    var records: [CSVRecord] = []
    while let row = waiting, row.first == first.first {
      records.append(try file.record(Int(row.number), Int(row.start)..<Int(row.end)))
      position = ImportPosition(
        offset: position.offset + Int(row.end - row.start), record: position.record + 1)
      waiting = try plan.next()
    }
    return Group(
      handle: records.first.map { columns.text(.handle, of: $0) } ?? "", records: records, end: position)
  }
}
