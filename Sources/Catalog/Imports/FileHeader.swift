import Kernel

/// What the first row of a product file says: whose format it is, and what its columns mean.
struct FileHeader: Sendable {
  /// What a column is called that says why a row was rejected; it is never read.
  static let reasonName = "Reason (Souk)"

  let format: FileFormat
  /// The columns' names as they stand in the file.
  let names: [String]
  /// The columns of rows as products are read from them.
  let columns: ShopifyColumns
  private let woo: WooColumns?

  /// Throws `Problem(.fileUnreadable)` when the columns that identify a product are missing.
  init(_ header: [String], _ mapping: FieldMapping = FieldMapping()) throws {
    self.init(reading: header, mapping)
    if format != .woocommerce { _ = try ShopifyColumns(header: header, format: format, mapping: mapping) }
  }

  /// The same, whatever is missing.
  init(reading header: [String], _ mapping: FieldMapping) {
    format = FileFormat.of(header)
    names = header.map(\.trimmed)
    woo = format == .woocommerce ? WooColumns(header, mapping) : nil
    columns = woo?.translated ?? ShopifyColumns(reading: header, format, mapping)
  }

  /// What names of columns are compared by.
  static func key(_ name: String) -> String { name.trimmed.lowercased() }

  /// How many of the columns of a format the header has.
  static func known(in header: [String]) -> Int {
    max(
      ShopifyColumns.known(in: header), ShopifyColumns.known(in: header, .souk),
      WooColumns.known(in: header))
  }

  /// Whether a product's name and its title stand in columns that are known.
  var isUsable: Bool { woo != nil || columns.has(.handle) && columns.has(.title) }

  /// How many fields the header has.
  var count: Int { names.count }

  /// The header's names of columns that are not read.
  var unread: [String] { woo?.unread ?? columns.unread }

  /// Whether rows say how many pieces there are.
  var hasQuantities: Bool { columns.has(.quantity) }

  /// What a record calls its product; empty where it calls it nothing.
  func handle(of record: CSVRecord) -> String { woo?.handle(of: record) ?? columns.text(.handle, of: record) }

  /// What the rows of one product call it.
  func handle(of records: [CSVRecord]) -> String {
    let own = woo.flatMap { woo in records.first { !woo.isVariation($0) } }
    return (own ?? records.first).map { handle(of: $0) } ?? ""
  }

  /// What tells the products of the file apart.
  func productKey(of record: CSVRecord) -> String { FileHandleKey.of(handle(of: record)) }

  /// Another name that rows may have for the product of a record, and its own; `nil` where there is none.
  func alias(of record: CSVRecord) -> (other: String, own: String)? {
    woo?.alias(of: record).map { (FileHandleKey.of($0.other), FileHandleKey.of($0.own)) }
  }

  /// Whether the record calls its product by a name that an `alias` may stand for.
  func mayBeAlias(_ record: CSVRecord) -> Bool { woo?.namesParentByNumber(record) ?? false }

  /// The vendor that a record names.
  func vendor(of record: CSVRecord) -> String { woo == nil ? columns.text(.vendor, of: record) : "" }

  /// The field that a column is, by its place in the header; `nil` for one that is not read.
  func field(at place: Int) -> (name: String, label: Words)? {
    if let woo { return woo.field(at: place) }
    return ShopifyColumns.Column.allCases.first { columns.position($0) == place }
      .map { ($0.rawValue, $0.label) }
  }

  /// The fields that people can say a column is.
  var fields: [(name: String, label: Words)] {
    woo == nil
      ? ShopifyColumns.Column.mappable.map { ($0.rawValue, $0.label) }
      : WooColumns.Field.allCases.map { ($0.rawValue, $0.label) }
  }

  /// The record, at fault when it has more than the header.
  func checked(_ record: CSVRecord) -> CSVRecord {
    guard record.fault == nil, record.fields.count > count,
      record.fields.dropFirst(count).contains(where: { !$0.trimmed.isEmpty })
    else { return record }
    return CSVRecord(
      number: record.number, fields: record.fields, endOffset: record.endOffset, fault: .moreThanHeader)
  }

  /// The rows of one product as products are read from them. Throws `Rejection` when the product as a whole can't be used.
  func translated(
    _ records: [CSVRecord], now: Timestamp
  ) throws(ShopifyProduct.Rejection) -> TranslatedRows {
    guard let woo else { return TranslatedRows(records: records) }
    return try WooProduct(records, woo, now).rows()
  }
}

/// The rows of a product in the columns that products are read from, with what was lost on the way.
struct TranslatedRows {
  var records: [CSVRecord]
  var rejections: [ShopifyProduct.Rejection] = []
  var notes: [Int: [Words]] = [:]
}
