import Areas
import Crypto
import Kernel
import Persistence

/// Names a state of a product that can be had back.
package enum ProductRevisionEntity: Entity { package static let idPrefix = "rev" }
/// Names a state of a product that can be had back.
package typealias ProductRevisionID = ID<ProductRevisionEntity>

/// Everything that a product says, without its stock, its pictures and what was sold of it.
struct ProductState: Hashable, Codable, Sendable {
  let title: String
  let description: String
  let format: DescriptionFormat
  let seoTitle: String?
  let seoDescription: String?
  let status: String
  /// In milliseconds.
  let publishAt: Int64?
  let category: CategoryID?
  let brand: String?
  let tags: [String]
  let options: [ProductOption]
  let attributes: [ProductAttribute]
  /// What it says of its category's attributes, by their slugs.
  let values: [String: String]
  let translations: [String: [String: String]]
  let video: String?
  let warrantyMonths: Int?
  let warrantyText: String?
  let takesCash: Bool
  let variants: [VariantState]

  /// What the draft says.
  init(_ draft: ProductDraft) {
    title = draft.title
    description = draft.text.source
    format = draft.text.format
    seoTitle = draft.pageText.title
    seoDescription = draft.pageText.description
    status = draft.status.rawValue
    publishAt = draft.publishAt?.milliseconds
    category = draft.category
    brand = draft.brand
    tags = draft.tags
    options = draft.options
    attributes = draft.attributes
    values = draft.values.bySlug
    let texts = draft.translations
    translations = Dictionary(uniqueKeysWithValues: texts.languages.map { ($0, texts[$0]) })
    video = draft.extras.video?.address
    warrantyMonths = draft.extras.warranty.months
    warrantyText = draft.extras.warranty.text
    takesCash = draft.extras.takesCash
    variants = draft.variants.map(VariantState.init)
  }
}

/// What a variant says, without its stock.
struct VariantState: Hashable, Codable, Sendable {
  let id: VariantID?
  let options: [String]
  let sku: String?
  /// Minor units.
  let price: Int64
  let compareAtPrice: Int64?
  let tracksStock: Bool
  let sellsOn: Bool
  let barcode: String?
  let weightGrams: Int64?
  let image: ImageID?
  let lowStockThreshold: Int?

  init(_ draft: VariantDraft) {
    id = draft.id
    options = draft.options
    sku = draft.sku
    price = draft.price
    compareAtPrice = draft.compareAtPrice
    tracksStock = draft.tracksStock
    sellsOn = draft.sellsOn
    barcode = draft.barcode
    weightGrams = draft.weightGrams
    image = draft.image
    lowStockThreshold = draft.lowStockThreshold
  }

  var title: String { options.isEmpty ? Variant.onlyTitle : options.joined(separator: " / ") }
}

extension ProductState {
  /// What a product says, field by field as the audit log names them; `category` is what its category is called.
  func fields(_ currency: Currency, category: String?) -> [String: JSONValue] {
    let extras = ProductExtras(
      video: video.flatMap(ProductVideo.init),
      warranty: ProductWarranty(months: warrantyMonths, text: warrantyText), takesCash: takesCash)
    var fields: [String: JSONValue] = [
      "title": .string(title), "description": .string(description),
      "descriptionFormat": .string(format.rawValue), "seoTitle": .optional(seoTitle),
      "seoDescription": .optional(seoDescription), "status": .string(status),
      "publishAt": .optional(publishAt.map { Timestamp(milliseconds: $0).rfc3339 }),
      "category": .optional(category), "brand": .optional(brand),
      "tags": .array(tags.map { .string($0) }),
      "attributes": .array(
        values.sorted { $0.key < $1.key }.map { .string("\($0.key): \($0.value)") }
          + attributes.map { .string("\($0.name): \($0.value)") }),
      "options": .array(options.map { .string("\($0.name): \($0.values.joined(separator: ", "))") }),
    ]
    fields.merge(extras.auditFields) { $1 }
    for (language, texts) in translations {
      fields["\(Translations.auditPrefix)\(language)"] = .object(texts.mapValues { .string($0) })
    }
    for variant in variants { fields["variant \(variant.title)"] = variant.value(currency) }
    return fields
  }
}

extension VariantState {
  fileprivate func value(_ currency: Currency) -> JSONValue {
    .object([
      "price": .money(Money(price, currency)),
      "compareAtPrice": compareAtPrice.map { .money(Money($0, currency)) } ?? .null,
      "sku": .optional(sku), "tracksStock": .boolean(tracksStock), "sellsOn": .boolean(sellsOn),
      "barcode": .optional(barcode), "weightGrams": weightGrams.map { .integer($0) } ?? .null,
      "lowStockThreshold": lowStockThreshold.map { .integer(Int64($0)) } ?? .null,
    ])
  }
}

extension ProductState: SQLValue {
  static var sample: ProductState { ProductState(ProductDraft(title: "", text: .empty, variants: [])) }
  var sqlParameter: SQLParameter { StoredJSON.parameter(self) }
  static func decode(_ column: SQLColumn) throws -> ProductState { try StoredJSON.read(column) }

  /// Stands for the state: another one has another seal.
  var seal: String {
    guard case .text(let text) = sqlParameter else { return "" }
    return SHA256.hash(data: Array(text.utf8)).prefix(16).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0\(digits)" : digits
    }.joined()
  }
}

extension Product {
  /// Stands for what it says, without stock and pictures; a page shows it to be sent back.
  package var seal: String { ProductState(draft).seal }
}
