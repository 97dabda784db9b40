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
  /// What a column means.
  enum Column: CaseIterable, Hashable {
    case handle, title, body, vendor, type, category, tags, published, status
    case optionName1, optionValue1, optionName2, optionValue2, optionName3, optionValue3
    case optionName4, optionValue4, optionName5, optionValue5
    case sku, grams, tracker, quantity, policy, price, compareAtPrice, barcode
    case imageSource, imagePosition, imageText, variantImage
    case seoTitle, seoDescription
    case specifications, publishAt, countBasis

    var names: [String] {
      switch self {
      case .handle: ["handle", "url handle"]
      case .title: ["title"]
      case .body: ["body (html)", "body html", "description"]
      case .vendor: ["vendor"]
      case .type: ["type", "custom product type"]
      case .category: ["product category", "standardized product type", "standard product type"]
      case .tags: ["tags"]
      case .published: ["published", "published on online store"]
      case .status: ["status"]
      case .optionName1: ["option1 name"]
      case .optionValue1: ["option1 value"]
      case .optionName2: ["option2 name"]
      case .optionValue2: ["option2 value"]
      case .optionName3: ["option3 name"]
      case .optionValue3: ["option3 value"]
      case .optionName4: ["option4 name"]
      case .optionValue4: ["option4 value"]
      case .optionName5: ["option5 name"]
      case .optionValue5: ["option5 value"]
      case .sku: ["variant sku", "sku"]
      case .grams: ["variant grams", "weight value (grams)"]
      case .tracker: ["variant inventory tracker", "inventory tracker"]
      case .quantity: ["variant inventory qty", "inventory quantity"]
      case .policy: ["variant inventory policy", "continue selling when out of stock"]
      case .price: ["variant price", "price"]
      case .compareAtPrice: ["variant compare at price", "compare-at price"]
      case .barcode: ["variant barcode", "barcode"]
      case .imageSource: ["image src", "product image url"]
      case .imagePosition: ["image position"]
      case .imageText: ["image alt text"]
      case .variantImage: ["variant image", "variant image url"]
      case .seoTitle: ["seo title"]
      case .seoDescription: ["seo description"]
      case .specifications: ["specifications"]
      case .publishAt: ["publish at"]
      case .countBasis: ["variant inventory basis"]
      }
    }
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
    "variant tax code", "cost per item",
  ]

  private let positions: [Column: Int]
  /// How many fields the header has.
  let count: Int
  /// The header's names of columns that are not read.
  let unread: [String]
  private let header: [String]

  /// Reads the header. Throws `.fileUnreadable` when the columns that identify a product are missing.
  package init(header: [String]) throws {
    self.header = header.map(\.trimmed)
    positions = Self.positions(header)
    count = header.count
    for column in [Column.handle, .title] where positions[column] == nil {
      let name = column.names.first?.capitalized ?? ""
      throw Problem(
        .fileUnreadable,
        "The first line has no column \"\(name)\". Export the products as CSV from Shopify or start from our template."
      )
    }
    let read = Set(positions.values)
    unread = header.indices.filter { !read.contains($0) }.map { header[$0].trimmed }
      .filter { !$0.isEmpty && !Self.quiet.contains($0.lowercased()) }
  }

  private static func positions(_ header: [String]) -> [Column: Int] {
    let names = header.map { $0.trimmed.lowercased() }
    var found: [Column: Int] = [:]
    for column in Column.allCases {
      for name in column.names where found[column] == nil { found[column] = names.firstIndex(of: name) }
    }
    return found
  }

  /// How many of the columns a header has.
  static func known(in header: [String]) -> Int { positions(header).count }

  /// Whether the file has the column.
  func has(_ column: Column) -> Bool { positions[column] != nil }

  /// What the file calls the column.
  func name(_ column: Column) -> String {
    positions[column].map { header[$0] } ?? column.names.first?.capitalized ?? ""
  }

  /// What a record says in a column; `nil` when the file has none or the record is shorter.
  func cell(_ column: Column, of record: CSVRecord) -> String? {
    guard let position = positions[column], position < record.fields.count else { return nil }
    return SpreadsheetCell.plain(record.fields[position])
  }

  /// The trimmed text of a column in a record; empty when the record is shorter or the column is absent.
  func text(_ column: Column, of record: CSVRecord) -> String { cell(column, of: record)?.trimmed ?? "" }

  /// The record, at fault when it has more than the header.
  func checked(_ record: CSVRecord) -> CSVRecord {
    guard record.fault == nil, record.fields.count > count,
      record.fields.dropFirst(count).contains(where: { !$0.trimmed.isEmpty })
    else { return record }
    return CSVRecord(
      number: record.number, fields: record.fields, endOffset: record.endOffset, fault: .moreThanHeader)
  }
}
