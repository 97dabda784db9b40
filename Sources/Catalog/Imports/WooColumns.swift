import Kernel

/// Where the columns of a product CSV stand that WooCommerce's own exporter writes.
///
/// Source: https://github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema
struct WooColumns: Sendable {
  /// What a column means; the name is what people say in a `FieldMapping`.
  enum Field: String, CaseIterable, Sendable {
    case id, type, sku, name, published, visibility, shortDescription, description
    case saleStarts, saleEnds, inStock, stock, backorders, weight, salePrice, regularPrice
    case categories, tags, images, parent, position, barcode, brands, seoTitle, seoDescription

    var names: [String] {
      switch self {
      case .id: ["id"]
      case .type: ["type"]
      case .sku: ["sku"]
      case .name: ["name"]
      case .published: ["published"]
      case .visibility: ["visibility in catalog"]
      case .shortDescription: ["short description"]
      case .description: ["description"]
      case .saleStarts: ["date sale price starts"]
      case .saleEnds: ["date sale price ends"]
      case .inStock: ["in stock?"]
      case .stock: ["stock"]
      case .backorders: ["backorders allowed?"]
      case .weight: WeightUnit.allCases.map { "weight (\($0.rawValue))" } + ["weight"]
      case .salePrice: ["sale price"]
      case .regularPrice: ["regular price"]
      case .categories: ["categories"]
      case .tags: ["tags"]
      case .images: ["images"]
      case .parent: ["parent"]
      case .position: ["position"]
      case .barcode: ["gtin, upc, ean, or isbn"]
      case .brands: ["brands"]
      case .seoTitle: ["meta: _yoast_wpseo_title", "meta: rank_math_title"]
      case .seoDescription: ["meta: _yoast_wpseo_metadesc", "meta: rank_math_description"]
      }
    }
  }

  /// The columns of one of the numbered attributes.
  struct Attribute: Sendable {
    let name: Int
    let values: Int
    let isVisible: Int?
  }

  /// Columns that say the same of everything that Souk sells, or how the other shop shows it.
  private static let quiet: Set<String> = [
    "is featured?", "tax status", "sold individually?", "allow customer reviews?", "download limit",
    "download expiry days", "button text", FileHeader.reasonName.lowercased(),
  ]
  private static let mostAttributes = 200

  let attributes: [Attribute]
  let weightUnit: WeightUnit
  /// The header's names of columns that are not read.
  let unread: [String]
  /// The columns of translated rows.
  let translated: ShopifyColumns
  /// The same, in their order.
  let order: [ShopifyColumns.Column]
  private let positions: [Field: Int]

  init(_ header: [String], _ mapping: FieldMapping) {
    let names = header.map(FileHeader.key)
    let positions = Self.positions(names, mapping)
    self.positions = positions
    attributes = Self.attributes(names)
    weightUnit = positions[.weight].flatMap { WeightUnit(column: names[$0]) } ?? .kilograms
    var read = Set(positions.values)
    for attribute in attributes { read.formUnion([attribute.name, attribute.values]) }
    read.formUnion(attributes.compactMap(\.isVisible))
    unread = names.indices.filter { place in
      let name = names[place]
      let isSide = name.hasPrefix("attribute ") && (name.hasSuffix(" global") || name.hasSuffix(" default"))
      return !read.contains(place) && !name.isEmpty && !isSide && !Self.quiet.contains(name)
    }.map { header[$0].trimmed }
    order = Self.order(positions, hasAttributes: !attributes.isEmpty)
    let shown = Self.sources.compactMapValues { field in positions[field].map { header[$0].trimmed } }
    translated = ShopifyColumns(translated: order, shown: shown)
  }

  /// Whether these names, in lower case, are those of the exporter.
  static func isHeader(_ names: Set<String>) -> Bool {
    func has(_ field: Field) -> Bool { field.names.contains(where: names.contains) }
    return has(.name) && (has(.id) || has(.sku)) && (has(.type) || has(.regularPrice))
  }

  /// How many of the columns a header has.
  static func known(in header: [String]) -> Int {
    positions(header.map(FileHeader.key), FieldMapping()).count
  }

  private static func positions(_ names: [String], _ mapping: FieldMapping) -> [Field: Int] {
    let said = mapping.byKey
    var found: [Field: Int] = [:]
    for (name, field) in said.sorted(by: { $0.key < $1.key }) {
      if let field = Field(rawValue: field) { found[field] = names.firstIndex(of: name) }
    }
    for field in Field.allCases where found[field] == nil {
      found[field] = field.names.lazy.filter { said[$0] == nil }.compactMap { names.firstIndex(of: $0) }.first
    }
    return found
  }

  private static func attributes(_ names: [String]) -> [Attribute] {
    let places = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
    return (1...mostAttributes).compactMap { number in
      guard let name = places["attribute \(number) name"], let values = places["attribute \(number) value(s)"]
      else { return nil }
      return Attribute(name: name, values: values, isVisible: places["attribute \(number) visible"])
    }
  }

  func has(_ field: Field) -> Bool { positions[field] != nil }

  /// What a record says in a column; empty when it is shorter or there is no such column.
  func text(_ field: Field, _ record: CSVRecord) -> String {
    positions[field].map { text(at: $0, record) } ?? ""
  }

  /// The same by the column's place.
  func text(at place: Int, _ record: CSVRecord) -> String {
    place < record.fields.count ? SpreadsheetCell.plain(record.fields[place]).trimmed : ""
  }

  /// The field that a column is, by its place in the header.
  func field(at place: Int) -> (name: String, label: Words)? {
    if let field = Field.allCases.first(where: { positions[$0] == place }) {
      return (field.rawValue, field.label)
    }
    let isAttribute = attributes.contains { [$0.name, $0.values, $0.isVisible].contains(place) }
    return isAttribute ? ("attributes", "Options and specifications") : nil
  }
}

// Which product a row belongs to.
extension WooColumns {
  private static let numberPrefix = "id:"
  private static let skuPrefix = "sku:"

  func isVariation(_ record: CSVRecord) -> Bool { types(record).contains("variation") }

  /// What kinds of thing a row says that its product is, in lower case.
  func types(_ record: CSVRecord) -> [String] {
    text(.type, record).lowercased().split(separator: ",").map { String($0).trimmed }
  }

  /// What rows call a product: its SKU, else its number in the other shop. Variations name their parent in the same way.
  func handle(of record: CSVRecord) -> String {
    if isVariation(record) {
      let parent = text(.parent, record)
      if parent.isEmpty || parent.lowercased().hasPrefix(Self.numberPrefix) {
        return parent.filter { !$0.isWhitespace }
      }
      return Self.skuPrefix + parent
    }
    let (sku, id) = (text(.sku, record), text(.id, record))
    if !sku.isEmpty { return Self.skuPrefix + sku }
    return id.isEmpty ? "" : Self.numberPrefix + id
  }

  /// A product with an SKU may be named by its number, too.
  func alias(of record: CSVRecord) -> (other: String, own: String)? {
    let id = text(.id, record)
    guard !id.isEmpty, !isVariation(record), !text(.sku, record).isEmpty else { return nil }
    return (Self.numberPrefix + id, handle(of: record))
  }

  func namesParentByNumber(_ record: CSVRecord) -> Bool {
    isVariation(record) && text(.parent, record).lowercased().hasPrefix(Self.numberPrefix)
  }
}

// What the columns become.
extension WooColumns {
  /// Which column each of the translated ones comes from, so that people are told of theirs.
  private static let sources: [ShopifyColumns.Column: Field] = [
    .handle: .sku, .title: .name, .body: .description, .vendor: .brands, .category: .categories, .tags: .tags,
    .status: .published, .sku: .sku, .grams: .weight, .tracker: .stock, .quantity: .stock,
    .policy: .backorders, .price: .regularPrice, .compareAtPrice: .salePrice, .barcode: .barcode,
    .gallery: .images, .variantImage: .images, .seoTitle: .seoTitle, .seoDescription: .seoDescription,
  ]

  private static func order(_ positions: [Field: Int], hasAttributes: Bool) -> [ShopifyColumns.Column] {
    var order: [ShopifyColumns.Column] = [.handle, .title, .rowKind]
    func add(_ columns: [ShopifyColumns.Column], _ isThere: Bool) { if isThere { order += columns } }
    func has(_ field: Field) -> Bool { positions[field] != nil }
    add([.body], has(.description) || has(.shortDescription))
    add([.vendor], has(.brands))
    add([.category], has(.categories))
    add([.tags], has(.tags))
    add([.status], has(.published))
    add(ShopifyColumns.optionNames + ShopifyColumns.optionValues + [.specifications], hasAttributes)
    add([.sku], has(.sku))
    add([.barcode], has(.barcode))
    add([.grams], has(.weight))
    add([.tracker, .quantity, .policy], has(.stock))
    add([.price], has(.regularPrice))
    add([.compareAtPrice], has(.regularPrice) && has(.salePrice))
    add([.gallery, .variantImage], has(.images))
    add([.seoTitle], has(.seoTitle))
    add([.seoDescription], has(.seoDescription))
    return order
  }
}

/// What a shop weighs in.
enum WeightUnit: String, CaseIterable, Sendable {
  case kilograms = "kg"
  case grams = "g"
  case pounds = "lbs"
  case ounces = "oz"

  init?(column: String) {
    guard let unit = Self.allCases.first(where: { column == "weight (\($0.rawValue))" }) else { return nil }
    self = unit
  }

  /// Billionths of a gram.
  private var nanograms: Int128 {
    switch self {
    case .kilograms: 1_000_000_000_000
    case .grams: 1_000_000_000
    case .pounds: 453_592_370_000
    case .ounces: 28_349_523_125
    }
  }

  /// A number of these as grams, to the thousandth; what can't be read stays as it is, to be refused as it stands.
  func grams(_ text: String) -> String {
    let mark: DecimalMark = text.contains(",") && !text.contains(".") ? .comma : .point
    guard !text.isEmpty, let millionths = try? TypedNumber.read(text, digits: 6, mark: mark), millionths >= 0,
      millionths < 1_000_000_000_000_000
    else { return text }
    let milligrams = (millionths * nanograms + 500_000_000_000) / 1_000_000_000_000
    return String((milligrams + 500) / 1_000)
  }
}

extension WooColumns.Field {
  /// What people call it.
  var label: Words {
    switch self {
    case .id: "Number in the other shop"
    case .type: "Kind of product"
    case .sku: "SKU"
    case .name: "Title"
    case .published: "Published"
    case .visibility: "Where it is shown"
    case .shortDescription: "Short description"
    case .description: "Description"
    case .saleStarts: "First day of the sale price"
    case .saleEnds: "Last day of the sale price"
    case .inStock: "Whether it is in stock"
    case .stock: "Pieces in stock"
    case .backorders: "Sells on when none is left"
    case .weight: "Weight"
    case .salePrice: "Sale price"
    case .regularPrice: "Regular price"
    case .categories: "Categories"
    case .tags: "Tags"
    case .images: "Pictures"
    case .parent: "Product of a variation"
    case .position: "Place in the list"
    case .barcode: "Barcode"
    case .brands: "Brand"
    case .seoTitle: "Title for search engines"
    case .seoDescription: "Description for search engines"
    }
  }
}
