import Kernel

/// What a cell of a file says, or nothing where the file has no such column: that changes nothing.
enum Cell<Value: Sendable>: Sendable {
  case absent
  case given(Value)

  /// What it says, else `present`.
  func or(_ present: Value) -> Value { if case .given(let value) = self { value } else { present } }
  /// What it says.
  var value: Value? { if case .given(let value) = self { value } else { nil } }
  var isGiven: Bool { value != nil }

  /// The cell with its content turned into another.
  func map<Other: Sendable, Failure: Error>(_ turn: (Value) throws(Failure) -> Other) throws(Failure) -> Cell<
    Other
  > {
    switch self {
    case .absent: .absent
    case .given(let value): .given(try turn(value))
    }
  }
}

/// Where the columns of a product CSV in Shopify's format stand. Shopify has changed names over the years, so several
/// names lead to the same column; unknown columns are ignored, and named in the import's note. The columns from
/// `specifications` on and the options beyond the third are Souk's own.
///
/// Source: https://help.shopify.com/en/manual/products/import-export/using-csv
package struct ShopifyColumns: Sendable {
  /// What a column means; the name is what people say in a `FieldMapping`.
  enum Column: String, CaseIterable, Hashable, Sendable {
    case handle, title, body = "description", vendor = "brand", type, category, tags, published, status
    case optionName1, optionValue1, optionName2, optionValue2, optionName3, optionValue3
    case optionName4, optionValue4, optionName5, optionValue5
    case sku, grams = "weightGrams", tracker = "counted", quantity = "stock", policy = "sellsOn", price
    case compareAtPrice, barcode
    case imageSource = "image", imagePosition, imageText, variantImage
    case seoTitle, seoDescription
    case specifications, publishAt, countBasis
    /// All pictures of a product in one cell, an address a line, and what they show in the same order.
    case gallery = "pictures", galleryTexts = "pictureTexts"
    case video, warrantyMonths, warrantyText, takesCash = "takesCashOnDelivery"
    /// Whether a translated row describes a variant or the product alone; no file has it.
    case rowKind
  }

  static let optionNames: [Column] = [.optionName1, .optionName2, .optionName3, .optionName4, .optionName5]
  static let optionValues: [Column] = [
    .optionValue1, .optionValue2, .optionValue3, .optionValue4, .optionValue5,
  ]
  /// Columns of which a row that has something describes a variant.
  static let ofVariants: [Column] =
    optionValues + [
      .sku, .grams, .tracker, .quantity, .policy, .price, .compareAtPrice, .barcode, .variantImage,
    ]
  /// Shopify's columns that say the same of everything that Souk sells; nobody needs to hear that they are not read.
  private static let quiet: Set<String> = [
    "variant fulfillment service", "variant requires shipping", "variant taxable", "variant weight unit",
    "gift card",
    "variant tax code", "cost per item", FileHeader.reasonName.lowercased(),
  ]

  private let positions: [Column: Int]
  /// The header's names of columns that are not read.
  let unread: [String]
  private let header: [String]

  /// Reads the header of a file of this format; people may have said of some columns what they are. Throws
  /// `.fileUnreadable` when the columns that identify a product are missing.
  package init(
    header: [String], format: FileFormat = .shopify, mapping: FieldMapping = FieldMapping()
  ) throws {
    self.init(reading: header, format, mapping)
    for column in [Column.handle, .title] where positions[column] == nil {
      let name = column.names(.shopify).first?.capitalized ?? ""
      throw Problem(
        .fileUnreadable,
        "The first line has no column \"\(name)\". Export the products as CSV from Shopify or start from our template."
      )
    }
  }

  /// The same, whatever is missing.
  init(reading header: [String], _ format: FileFormat, _ mapping: FieldMapping) {
    self.header = header.map(\.trimmed)
    positions = Self.positions(header, format, mapping)
    let read = Set(positions.values)
    unread = header.indices.filter { !read.contains($0) }.map { header[$0].trimmed }
      .filter { !$0.isEmpty && !Self.quiet.contains($0.lowercased()) }
  }

  /// The columns of rows that were translated; `shown` are the names that the file has for them.
  init(translated columns: [Column], shown: [Column: String]) {
    header = columns.map { shown[$0] ?? $0.names(.souk).first?.capitalized ?? "" }
    positions = Dictionary(columns.enumerated().map { ($1, $0) }) { first, _ in first }
    unread = []
  }

  private static func positions(
    _ header: [String], _ format: FileFormat, _ mapping: FieldMapping
  ) -> [Column: Int] {
    let names = header.map(FileHeader.key)
    let said = mapping.byKey
    let ignored = Set(said.filter { $0.value == FieldMapping.ignored }.keys)
    var found: [Column: Int] = [:]
    for (name, field) in said.sorted(by: { $0.key < $1.key }) {
      if let column = Column(rawValue: field) { found[column] = names.firstIndex(of: name) }
    }
    for column in Column.allCases where found[column] == nil {
      for name in column.names(format) where found[column] == nil && !ignored.contains(name) {
        guard said[name] == nil else { continue }
        found[column] = names.firstIndex(of: name)
      }
    }
    return found
  }

  /// How many of the columns a header has.
  static func known(in header: [String], _ format: FileFormat = .shopify) -> Int {
    positions(header, format, FieldMapping()).count
  }

  /// Which column of the header this is, if the file has it.
  func position(_ column: Column) -> Int? { positions[column] }

  /// Whether the file has the column.
  func has(_ column: Column) -> Bool { positions[column] != nil }

  /// What the file calls the column.
  func name(_ column: Column) -> String {
    positions[column].map { header[$0] } ?? column.names(.shopify).first?.capitalized ?? ""
  }

  /// What a record says in a column; `nil` when the file has none or the record is shorter.
  func cell(_ column: Column, of record: CSVRecord) -> String? {
    guard let position = positions[column], position < record.fields.count else { return nil }
    return SpreadsheetCell.plain(record.fields[position])
  }

  /// The trimmed text of a column in a record; empty when the record is shorter or the column is absent.
  func text(_ column: Column, of record: CSVRecord) -> String { cell(column, of: record)?.trimmed ?? "" }
}
