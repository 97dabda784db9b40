import Kernel
import Web

/// Turns the records of one handle into a product, by the rules that forms and the API have.
struct ShopifyProductReader {
  let columns: ShopifyColumns
  let currency: Currency
  /// Whether amounts have a comma before their cents.
  var decimalComma = false

  /// What is gathered record by record.
  private struct Gathering {
    var variants: [ShopifyProduct.Variant] = []
    var images: [ShopifyProduct.Image] = []
    var rejections: [ShopifyProduct.Rejection] = []
    var notes: [Int: [Words]] = [:]
  }

  /// Reads a product. Throws `Rejection` for its first record when the product as a whole can't be used; single records
  /// that can't are listed in the result.
  func read(_ records: [CSVRecord]) throws(ShopifyProduct.Rejection) -> ShopifyProduct {
    guard let first = records.first else { throw .init(record: 0, reason: "There is no record.") }
    if let fault = first.fault { throw .init(record: first.number, reason: fault.sentence) }
    let handle = try text(.handle, handleRule, of: first).value.flatMap { $0 }
    guard let handle else { throw .init(record: first.number, reason: "The handle is missing.") }
    let title = try title(first)
    let names = try optionNames(records)
    var gathering = Gathering()
    for record in records {
      do throws(ShopifyProduct.Rejection) {
        try take(record, isFirst: record.number == first.number, names, &gathering)
      } catch {
        gathering.rejections.append(error)
      }
    }
    var notes = gathering.notes[first.number] ?? []
    let body = try body(first)
    let product = ShopifyProduct(
      handle: handle, title: title, text: body,
      seoTitle: try text(.seoTitle, ProductRules.seoTitle, of: first),
      seoDescription: try text(.seoDescription, ProductRules.seoDescription, of: first),
      extras: try extras(first), brand: try text(.vendor, ProductRules.brand, of: first),
      category: try wish(.category, of: first),
      type: try wish(.type, of: first), tags: tags(first, &notes), attributes: try attributes(first),
      status: status(first, &notes), publishAt: try moment(.publishAt, of: first),
      isPublished: isPublished(first, &notes), optionNames: names,
      namesVariants: namesVariants, variants: gathering.variants,
      images: columns.has(.imageSource) || columns.has(.gallery) ? .given(gathering.images) : .absent,
      first: first.number,
      rejections: gathering.rejections,
      notes: gathering.notes.merging([first.number: notes]) { $1 })
    return product
  }

  private var namesVariants: Bool { columns.has(.optionName1) || columns.has(.optionValue1) }
  private var handleRule: Rule<String> { .text(1...255) }

  private func title(_ first: CSVRecord) throws(ShopifyProduct.Rejection) -> Cell<String> {
    switch try text(.title, ProductRules.title, of: first) {
    case .absent: return .absent
    case .given(let title?): return .given(title)
    case .given(nil): throw .init(record: first.number, reason: "The title is missing.")
    }
  }

  private func body(_ first: CSVRecord) throws(ShopifyProduct.Rejection) -> Cell<ProductText> {
    let body = try text(.body, ProductRules.description, of: first).map { ProductText(untrusted: $0 ?? "") }
    if body.value?.isTooLong ?? false {
      throw .init(
        record: first.number, reason: "Column \"\(columns.name(.body))\": \(ProductText.tooLong)")
    }
    return body
  }

  private func take(
    _ record: CSVRecord, isFirst: Bool, _ names: Cell<[String]>, _ gathering: inout Gathering
  ) throws(ShopifyProduct.Rejection) {
    if let fault = record.fault { throw .init(record: record.number, reason: fault.sentence) }
    let source = columns.text(.imageSource, of: record)
    let hasVariant = describesVariant(record, isFirst: isFirst)
    guard hasVariant || isFirst || !source.isEmpty else {
      throw .init(record: record.number, reason: "The record has neither a variant nor a picture.")
    }
    if hasVariant { gathering.variants.append(try variant(record, names)) }
    if isFirst { takeGallery(record, &gathering) }
    if source.isEmpty { return }
    do throws(ShopifyProduct.Rejection) {
      try takeImage(source, record, &gathering)
    } catch {
      guard hasVariant || isFirst else { throw error }
      // The picture alone is at fault.
      gathering.notes[record.number, default: []].append(error.reason)
    }
  }

  private func describesVariant(_ record: CSVRecord, isFirst: Bool) -> Bool {
    if columns.has(.rowKind) { return columns.text(.rowKind, of: record) == "variant" }
    if isFirst { return ShopifyColumns.ofVariants.contains(where: columns.has) }
    return ([.price, .sku] + ShopifyColumns.optionValues).contains { !columns.text($0, of: record).isEmpty }
  }

  /// The pictures that stand in one cell. What is wrong with one is told and leaves the others.
  private func takeGallery(_ record: CSVRecord, _ gathering: inout Gathering) {
    func isEnd(_ character: Character) -> Bool { ["\n", "\r\n", "\r"].contains(character) }
    let addresses = columns.text(.gallery, of: record).split(whereSeparator: isEnd)
    let texts = (columns.cell(.galleryTexts, of: record) ?? "")
      .split(omittingEmptySubsequences: false, whereSeparator: isEnd)
    for (place, address) in addresses.enumerated() {
      let typed = place < texts.count ? String(texts[place]) : ""
      do throws(ShopifyProduct.Rejection) {
        let text = try text(.galleryTexts, typed, ProductRules.imageText, of: record)
        try takeImage(
          String(address).trimmed, record, columns.has(.galleryTexts) ? .given(text ?? "") : .absent,
          &gathering)
      } catch {
        gathering.notes[record.number, default: []].append(error.reason)
      }
    }
  }

  private func takeImage(
    _ source: String, _ record: CSVRecord, _ gathering: inout Gathering
  ) throws(ShopifyProduct.Rejection) {
    let text = imageText(record, &gathering.notes[record.number, default: []])
    try takeImage(source, record, text, &gathering)
  }

  private func takeImage(
    _ source: String, _ record: CSVRecord, _ text: Cell<String>, _ gathering: inout Gathering
  ) throws(ShopifyProduct.Rejection) {
    let isAddress = ["https://", "http://", "/"].contains { source.hasPrefix($0) }
    guard isAddress, (try? ProductRules.imageAddress.parse(.text(source))) != nil else {
      throw .init(record: record.number, reason: "The picture's address is not an http address.")
    }
    guard gathering.images.count < ProductRules.maximumImages else {
      throw .init(
        record: record.number, reason: "A product has at most \(ProductRules.maximumImages) pictures.")
    }
    let position = Int(columns.text(.imagePosition, of: record)) ?? gathering.images.count + 1
    gathering.images.append(
      .init(record: record.number, source: source, text: text, position: position))
  }

  private func imageText(_ record: CSVRecord, _ notes: inout [Words]) -> Cell<String> {
    do throws(ShopifyProduct.Rejection) {
      return try text(.imageText, ProductRules.imageText, of: record).map { $0 ?? "" }
    } catch {
      notes.append(Words(sentences: ["The description of the picture was dropped.", error.reason]))
      return .absent
    }
  }

  private func variant(
    _ record: CSVRecord, _ names: Cell<[String]>
  ) throws(ShopifyProduct.Rejection) -> ShopifyProduct.Variant {
    let quantity = try quantity(record)
    let tracker = columns.cell(.tracker, of: record)
    return ShopifyProduct.Variant(
      record: record.number, options: try options(record, names),
      sku: try text(.sku, ProductRules.sku, of: record), price: try money(.price, "price", record),
      compareAtPrice: try money(.compareAtPrice, "compare-at price", record), quantity: quantity,
      basis: CountBasis(columns.text(.countBasis, of: record)),
      tracksStock: tracker.map { .given(counts($0)) } ?? .absent,
      sellsOn: sellsOn(record),
      barcode: try text(.barcode, ProductRules.barcode, of: record), grams: try grams(record),
      image: columns.cell(.variantImage, of: record).map { .given($0.trimmed.isEmpty ? nil : $0.trimmed) }
        ?? .absent)
  }

  private func options(
    _ record: CSVRecord, _ names: Cell<[String]>
  ) throws(ShopifyProduct.Rejection) -> Cell<[String]> {
    guard namesVariants else { return .absent }
    if let names = names.value { try checkValues(of: record, beyond: names.count) }
    var values: [String] = []
    for column in ShopifyColumns.optionValues.prefix(names.value?.count ?? ShopifyColumns.optionValues.count)
    {
      guard let value = try text(column, ProductRules.optionValue, of: record).value.flatMap({ $0 }) else {
        guard let names = names.value else { break }
        throw .init(
          record: record.number, reason: "The value of the option \"\(names[values.count])\" is missing.")
      }
      values.append(value)
    }
    return .given(values)
  }
}
