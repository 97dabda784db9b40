import Kernel

// The cells.
extension WooProduct {
  private typealias Cells = [ShopifyColumns.Column: String]

  private mutating func add(_ record: CSVRecord, _ cells: Cells) {
    var cells = cells
    cells[.handle] = columns.handle(of: record)
    let fields = columns.order.map { SpreadsheetCell.guarded(cells[$0] ?? "") }
    result.records.append(
      CSVRecord(number: record.number, fields: fields, endOffset: record.endOffset, fault: nil))
  }

  mutating func addOwn(_ options: [String], _ others: [WooColumns.NamedValues]) {
    var cells: Cells = isVariable ? [:] : sale(own, share: nil)
    cells[.rowKind] = isVariable ? "product" : "variant"
    cells[.title] = columns.text(.name, own)
    cells[.body] = WooText.joined(columns.text(.shortDescription, own), columns.text(.description, own))
    cells[.vendor] = WooText.list(columns.text(.brands, own)).first.map { WooText.path($0).last ?? "" } ?? ""
    cells[.category] = category()
    cells[.tags] = WooText.list(columns.text(.tags, own)).joined(separator: ", ")
    cells[.status] = status()
    cells[.gallery] = gallery().joined(separator: "\n")
    for (column, field) in [
      ShopifyColumns.Column.seoTitle: WooColumns.Field.seoTitle, .seoDescription: .seoDescription,
    ] {
      let text = columns.text(field, own)
      // Templates of a plugin say nothing here.
      cells[column] = text.contains("%") ? "" : text
    }
    for (place, name) in options.enumerated() { cells[ShopifyColumns.optionNames[place]] = name }
    cells[.specifications] = specifications(others)
    add(own, cells)
  }

  /// A line for each; what can't be a specification is told.
  private mutating func specifications(_ attributes: [WooColumns.NamedValues]) -> String {
    var names = Set<String>()
    var dropped: [String] = []
    var lines: [String] = []
    for attribute in attributes {
      let value = attribute.values.joined(separator: ", ").split(whereSeparator: \.isNewline)
      let line = ProductAttribute(name: attribute.name, value: value.joined(separator: " "))
      let fits =
        (try? ProductRules.attributeName.parse(.text(line.name))) != nil
        && (try? ProductRules.attributeValue.parse(.text(line.value))) != nil
        && !line.name.contains(where: \.isNewline) && names.insert(line.name).inserted
      if fits { lines.append(SpecificationLine.write(line)) } else { dropped.append(attribute.name) }
    }
    if !dropped.isEmpty {
      note(
        "These attributes are too long, or there twice, and were left out: \(list: Array(dropped.prefix(10))).",
        own)
    }
    return lines.joined(separator: "\n")
  }

  mutating func addVariation(_ record: CSVRecord, _ options: [String], share: String?) {
    var cells = sale(record, share: share)
    cells[.rowKind] = "variant"
    let attributes = columns.attributes(of: record)
    for (place, name) in options.enumerated() {
      cells[ShopifyColumns.optionValues[place]] =
        attributes.first { key($0.name) == key(name) }?.values.first ?? ""
    }
    if columns.text(.weight, record).isEmpty { cells[.grams] = weight(own) }
    if !columns.text(.description, record).isEmpty {
      note("The variation has a description of its own, which was left out.", record)
    }
    cells[.variantImage] = WooText.list(columns.text(.images, record)).first ?? ""
    add(record, cells)
  }

  /// What a row says of the goods themselves.
  private mutating func sale(_ record: CSVRecord, share: String?) -> Cells {
    var cells: Cells = [
      .sku: columns.text(.sku, record), .barcode: columns.text(.barcode, record), .grams: weight(record),
    ]
    (cells[.price], cells[.compareAtPrice]) = prices(record)
    let stock = share ?? columns.text(.stock, record)
    if !stock.isEmpty {
      (cells[.tracker], cells[.quantity]) = ("counted", stock)
    } else if columns.text(.inStock, record) == "0" {
      (cells[.tracker], cells[.quantity]) = ("counted", "0")
    }
    let sellsOn = ["1", "yes", "notify"].contains(columns.text(.backorders, record).lowercased())
    cells[.policy] = sellsOn ? "continue" : "deny"
    return cells
  }
}
