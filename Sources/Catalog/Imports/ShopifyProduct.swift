import Kernel

/// One product as consecutive records of a Shopify CSV describe it: the first record carries the product, every record
/// may carry a variant, an image or both.
package struct ShopifyProduct: Sendable {
  /// A variant's record.
  package struct Variant: Sendable {
    package let record: Int
    package let options: [String]
    package let sku: String?
    package let price: Int64
    package let compareAtPrice: Int64?
    package let quantity: Int64
    package let barcode: String?
    package let grams: Int64?
    package let image: String?
  }

  /// A picture that lies somewhere else.
  package struct Image: Sendable {
    package let record: Int
    package let source: String
    package let text: String
    package let position: Int
  }

  /// A record that could not be used, with the reason for people.
  package struct Rejection: Error, Sendable {
    package let record: Int
    package let reason: Words
  }

  package let handle: String
  package let title: String
  package let body: String
  package let vendor: String
  package let category: [String]
  package let type: String
  package let tags: [String]
  package let isActive: Bool
  package let optionNames: [String]
  package let variants: [Variant]
  package let images: [Image]
  /// Records of the product that were left out.
  package let rejections: [Rejection]
  /// Every record number of the product, in order.
  package let records: [Int]
  /// SHA-256 of all records: the same file a second time changes nothing.
  package let fingerprint: String
}

/// Turns the consecutive records of one handle into a product.
struct ShopifyProductReader {
  private static let maximumTitleCharacters = 200
  private static let maximumBodyBytes = 200_000
  private static let maximumVariants = 250
  private static let maximumImages = 100
  private static let maximumQuantity: Int64 = 1_000_000_000

  let columns: ShopifyColumns
  let currency: Currency

  /// Reads a product. Throws `Rejection` for its first record when the product as a whole can't be used; single records
  /// that can't are listed in the result.
  func read(_ records: [CSVRecord]) throws(ShopifyProduct.Rejection) -> ShopifyProduct {
    guard let first = records.first else { throw .init(record: 0, reason: "There is no record.") }
    if let fault = first.fault { throw .init(record: first.number, reason: fault.sentence) }
    let title = columns.text(.title, of: first)
    try checkProduct(title: title, first)
    let names = optionNames(first)
    var variants: [ShopifyProduct.Variant] = []
    var images: [ShopifyProduct.Image] = []
    var rejections: [ShopifyProduct.Rejection] = []
    for record in records {
      do throws(ShopifyProduct.Rejection) {
        try take(record, isFirst: record.number == first.number, names, &variants, &images)
      } catch {
        rejections.append(error)
      }
    }
    if variants.isEmpty {
      throw rejections.first
        ?? .init(record: first.number, reason: "The product has no variant with a price.")
    }
    return ShopifyProduct(
      handle: columns.text(.handle, of: first), title: title, body: columns.text(.body, of: first),
      vendor: columns.text(.vendor, of: first), category: category(first),
      type: columns.text(.type, of: first), tags: tags(first), isActive: isActive(first), optionNames: names,
      variants: variants, images: images, rejections: rejections, records: records.map(\.number),
      fingerprint: fingerprint(records))
  }

  private func checkProduct(title: String, _ first: CSVRecord) throws(ShopifyProduct.Rejection) {
    if title.isEmpty { throw .init(record: first.number, reason: "The title is missing.") }
    if title.count > Self.maximumTitleCharacters {
      throw .init(record: first.number, reason: "The title is longer than 200 characters.")
    }
    if columns.text(.body, of: first).utf8.count > Self.maximumBodyBytes {
      throw .init(record: first.number, reason: "The description is longer than 200 kB.")
    }
  }

  private func take(
    _ record: CSVRecord, isFirst: Bool, _ names: [String], _ variants: inout [ShopifyProduct.Variant],
    _ images: inout [ShopifyProduct.Image]
  ) throws(ShopifyProduct.Rejection) {
    if let fault = record.fault { throw .init(record: record.number, reason: fault.sentence) }
    let source = columns.text(.imageSource, of: record)
    let describesVariant = isFirst || describesVariant(record)
    guard describesVariant || !source.isEmpty else {
      throw .init(record: record.number, reason: "The record has neither a variant nor a picture.")
    }
    if describesVariant {
      let variant = try variant(record, names)
      if variants.contains(where: { $0.options == variant.options }) {
        throw .init(record: record.number, reason: "Another record has the same option values.")
      }
      if variants.count >= Self.maximumVariants {
        throw .init(record: record.number, reason: "A product has at most \(Self.maximumVariants) variants.")
      }
      variants.append(variant)
    }
    if !source.isEmpty { try takeImage(source, record, &images) }
  }

  private func takeImage(
    _ source: String, _ record: CSVRecord, _ images: inout [ShopifyProduct.Image]
  ) throws(ShopifyProduct.Rejection) {
    if images.contains(where: { $0.source == source }) { return }
    guard source.hasPrefix("https://") || source.hasPrefix("http://"), source.utf8.count <= 2000 else {
      throw .init(record: record.number, reason: "The picture's address is not an http address.")
    }
    guard images.count < Self.maximumImages else {
      throw .init(record: record.number, reason: "A product has at most \(Self.maximumImages) pictures.")
    }
    let position = Int(columns.text(.imagePosition, of: record)) ?? images.count + 1
    let text = String(columns.text(.imageText, of: record).prefix(500))
    images.append(.init(record: record.number, source: source, text: text, position: position))
  }

  private func describesVariant(_ record: CSVRecord) -> Bool {
    [.optionValue1, .price, .sku].contains { !columns.text($0, of: record).isEmpty }
  }

  private func variant(
    _ record: CSVRecord, _ names: [String]
  ) throws(ShopifyProduct.Rejection) -> ShopifyProduct.Variant {
    let values = [ShopifyColumns.Column.optionValue1, .optionValue2, .optionValue3].map {
      columns.text($0, of: record)
    }
    let options = Array(values.prefix(names.count))
    for (name, value) in zip(names, options) where value.isEmpty {
      throw .init(record: record.number, reason: "The value of the option \"\(name)\" is missing.")
    }
    if options.contains(where: { $0.count > 255 }) {
      throw .init(record: record.number, reason: "An option value is longer than 255 characters.")
    }
    let price = try money(.price, "price", record)
    guard let price else { throw .init(record: record.number, reason: "The price is missing.") }
    let sku = columns.text(.sku, of: record)
    let image = columns.text(.variantImage, of: record)
    let barcode = columns.text(.barcode, of: record)
    return ShopifyProduct.Variant(
      record: record.number, options: options, sku: sku.isEmpty ? nil : String(sku.prefix(100)), price: price,
      compareAtPrice: try money(.compareAtPrice, "compare-at price", record), quantity: try quantity(record),
      barcode: barcode.isEmpty ? nil : String(barcode.prefix(100)),
      grams: Double(columns.text(.grams, of: record)).flatMap { Int64(exactly: $0.rounded()) },
      image: image.isEmpty ? nil : image)
  }

  private func money(
    _ column: ShopifyColumns.Column, _ name: Words, _ record: CSVRecord
  ) throws(ShopifyProduct.Rejection) -> Int64? {
    let text = columns.text(column, of: record)
    if text.isEmpty { return nil }
    guard let total = MoneyTotal(decimal: text, currency), !total.isNegative else {
      throw .init(
        record: record.number,
        reason: "The \(name) \"\(String(text.prefix(40)))\" is not an amount of \(currency.code).")
    }
    guard total.amount <= Money.largestAsked, let money = total.money else {
      let most = Money(Money.largestAsked, currency).decimal
      throw .init(
        record: record.number,
        reason:
          "The \(name) \"\(String(text.prefix(40)))\" is more than \(most) \(currency), the most that is possible."
      )
    }
    return money.amount
  }

  private func quantity(_ record: CSVRecord) throws(ShopifyProduct.Rejection) -> Int64 {
    let text = columns.text(.quantity, of: record)
    if text.isEmpty { return 0 }
    guard let value = Int64(text), value.magnitude <= Self.maximumQuantity.magnitude else {
      throw .init(
        record: record.number, reason: "The quantity \"\(String(text.prefix(40)))\" is not a whole number.")
    }
    // Shopify counts below zero for goods that were oversold; there is nothing of them to sell.
    return max(0, value)
  }
}
