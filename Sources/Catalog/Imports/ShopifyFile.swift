import Foundation
import Kernel

/// The products of a CSV file one after the other, with all their rows wherever they stand, so that memory does not grow
/// with the file.
struct ShopifyFile {
  /// The records of one product, and how far the file is worked through with them.
  struct Group {
    /// As its own row has it, or the first.
    let handle: String
    let records: [CSVRecord]
    let end: ImportPosition
  }

  private(set) var file: ReadableFile
  private var plan: RowPlan
  private var waiting: PlannedRow?
  private var position: ImportPosition
  /// Columns of another program's file that are not read and say nothing anywhere, or what everything says.
  let silent: Set<String>

  var header: FileHeader { file.header }
  var dialect: CSVDialect { file.dialect }

  /// Plans the file, in `folder`, and goes on at `position`, or at its first row. `byVendor` is for files whose rows
  /// belong to several shops: the same handle of two vendors means two products.
  init(_ file: ReadableFile, folder: URL, byVendor: Bool, from position: ImportPosition?) throws {
    self.file = file
    let header = file.header
    var last = (handle: "", vendor: "")
    var quiet = QuietColumns(header)
    plan = try RowPlan(file, folder: folder) { record in
      quiet.hear(record)
      let handle = header.productKey(of: record)
      guard byVendor, !handle.isEmpty, header.format != .woocommerce else { return handle }
      let named = header.vendor(of: record)
      // Only the first row of a product has the name.
      last = (handle, named.isEmpty && handle == last.handle ? last.vendor : named)
      return "\(handle)\u{0}\(last.vendor)"
    }
    silent = quiet.names
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
    return Group(handle: header.handle(of: records), records: records, end: position)
  }
}

/// Finds the columns that are not read and say nothing. WooCommerce writes all of its columns, whether anybody uses them.
private struct QuietColumns {
  private static let empty: Set<String> = ["", "0", "no", "none", "taxable", "standard", "parent"]

  private let header: FileHeader
  private var places: [Int]

  init(_ header: FileHeader) {
    self.header = header
    let unread = Set(header.unread)
    places =
      header.format == .woocommerce ? header.names.indices.filter { unread.contains(header.names[$0]) } : []
  }

  var names: Set<String> { Set(places.map { header.names[$0] }) }

  mutating func hear(_ record: CSVRecord) {
    places.removeAll { place in
      place < record.fields.count && !Self.empty.contains(record.fields[place].trimmed.lowercased())
    }
  }
}
