import Kernel

/// The rows of one product of WooCommerce, turned into the columns that products are read from: the product's own row
/// first, whether it stands before its variations or not, then these in the order that they have in the other shop.
struct WooProduct {
  private static let maximumOptions = ShopifyColumns.optionNames.count

  let columns: WooColumns
  let now: Timestamp
  let own: CSVRecord
  private(set) var variations: [CSVRecord] = []
  var result = TranslatedRows(records: [])

  /// Throws `Rejection` when the product as a whole can't be used.
  init(_ records: [CSVRecord], _ columns: WooColumns, _ now: Timestamp) throws(ShopifyProduct.Rejection) {
    self.columns = columns
    self.now = now
    let products = records.filter { !columns.isVariation($0) }
    guard let first = records.first else { throw .init(record: 0, reason: "There is no record.") }
    guard let own = products.first else {
      throw .init(
        record: first.number, reason: "The file has no row of the product that this is a variation of.")
    }
    if let fault = own.fault { throw .init(record: own.number, reason: fault.sentence) }
    self.own = own
    for other in products.dropFirst() {
      result.rejections.append(
        .init(record: other.number, reason: "Row \(own.number) has a product of the same name already."))
    }
    try checkKind()
    gather(records.filter(columns.isVariation))
  }

  /// Throws `Rejection` for more options than a product can have.
  func rows() throws(ShopifyProduct.Rejection) -> TranslatedRows {
    var rows = self
    let attributes = rows.ownAttributes()
    let named = Set(variations.flatMap { record in columns.attributes(of: record).map { key($0.name) } })
    var options = isVariable ? attributes.filter { named.contains(key($0.name)) }.map(\.name) : []
    for record in variations where isVariable {
      let known = Set(options.map(key))
      options += columns.attributes(of: record).map(\.name).filter { !known.contains(key($0)) }
    }
    guard options.count <= Self.maximumOptions else {
      throw .init(record: own.number, reason: "A product has at most \(Self.maximumOptions) options.")
    }
    rows.addOwn(
      options, attributes.filter { attribute in !options.contains { key($0) == key(attribute.name) } })
    let shares = rows.shares()
    for (place, record) in rows.variations.enumerated() {
      rows.addVariation(record, options, share: shares.flatMap { $0[place] })
    }
    return rows.result
  }

  func key(_ name: String) -> String { SearchWords.key(name) }

  var isVariable: Bool {
    !variations.isEmpty || columns.types(own).contains { $0.hasPrefix("variable") }
  }

  mutating func note(_ words: Words, _ record: CSVRecord) {
    result.notes[record.number, default: []].append(words)
  }

  private mutating func checkKind() throws(ShopifyProduct.Rejection) {
    let types = columns.types(own)
    if types.contains("grouped") {
      throw .init(
        record: own.number, reason: "A grouped product only lists others; those are taken by themselves.")
    }
    if types.contains("external") {
      throw .init(
        record: own.number, reason: "The product is sold on another site, so it can't be sold here.")
    }
    if types.contains(where: { ["virtual", "downloadable"].contains($0) }) {
      note("Downloads are not taken over: this is sold as goods that are sent.", own)
    }
    let known = ["", "simple", "variable", "virtual", "downloadable"]
    if let other = types.first(where: { !known.contains($0) }) {
      note("The kind \"\(String(other.prefix(40)))\" is not known here: this is sold as plain goods.", own)
    }
  }

  /// Takes the variations that are for sale, in their order.
  private mutating func gather(_ records: [CSVRecord]) {
    for record in records {
      if let fault = record.fault {
        result.rejections.append(.init(record: record.number, reason: fault.sentence))
      } else if columns.has(.published), columns.text(.published, record) == "0" {
        note("The variation is switched off in the other shop, so it was left out.", record)
      } else {
        variations.append(record)
      }
    }
    let places = variations.map { Int(columns.text(.position, $0)) ?? 0 }
    variations = variations.indices.sorted { (places[$0], $0) < (places[$1], $1) }.map { variations[$0] }
  }
}
