import Areas
import Identity
import Kernel
import Persistence

extension Product {
  /// What the audit log tells of a product; it keeps those that a change touched.
  var auditFields: [String: JSONValue] {
    var fields: [String: JSONValue] = [
      "title": .string(title), "slug": .string(slug), "description": .string(text.source),
      "descriptionFormat": .string(text.format.rawValue),
      "seoTitle": .optional(pageText.title), "seoDescription": .optional(pageText.description),
      "status": .string(status.rawValue), "publishAt": .optional(publishAt?.rfc3339),
      "category": .optional(category?.slug), "brand": .optional(brand),
      "tags": .array(tags.map { .string($0) }),
      "attributes": .array(
        values.map { .string("\($0.attribute.name): \($0.value)") }
          + attributes.map { .string("\($0.name): \($0.value)") }),
      "options": .array(options.map { .string("\($0.name): \($0.values.joined(separator: ", "))") }),
    ]
    fields.merge(extras.auditFields) { $1 }
    fields.merge(translations.auditFields) { $1 }
    for variant in variants { fields["variant \(variant.title)"] = variant.auditValue }
    return fields
  }
}

extension ProductExtras {
  /// What the audit log tells of them.
  var auditFields: [String: JSONValue] {
    [
      "video": .optional(video?.address),
      "warrantyMonths": warranty.months.map { .integer(Int64($0)) } ?? .null,
      "warrantyText": .optional(warranty.text), "takesCashOnDelivery": .boolean(takesCash),
    ]
  }
}

extension Variant {
  fileprivate var auditValue: JSONValue {
    .object([
      "price": .money(price), "compareAtPrice": compareAtPrice.map { .money($0) } ?? .null,
      "sku": .optional(sku), "stock": .integer(onHand - owed),
      "tracksStock": .boolean(tracksStock), "sellsOn": .boolean(sellsOn), "barcode": .optional(barcode),
      "weightGrams": weightGrams.map { .integer($0) } ?? .null,
      "lowStockThreshold": lowStockThreshold.map { .integer(Int64($0)) } ?? .null,
    ])
  }
}

extension [ProductImage] {
  /// The pictures in their order, for the audit log.
  var auditValue: JSONValue { .array(map { .string($0.alt.isEmpty ? "\($0.id)" : "\($0.id): \($0.alt)") }) }
}

extension Category {
  /// What the audit log tells of a category.
  var auditFields: [String: JSONValue] {
    translations.auditFields.merging([
      "name": .string(name), "slug": .string(slug), "parent": .optional(parent?.description),
      "position": .integer(Int64(position)),
      "description": .optional(description.isEmpty ? nil : description),
    ]) { $1 }
  }
}

extension SiteSettings {
  /// What the audit log tells of the site.
  var auditFields: [String: JSONValue] {
    [
      "name": .string(name), "tagline": .string(tagline), "logo": .optional(logoKey),
    ]
  }
}

extension Transaction {
  /// Leaves a line in the audit log about a product, with more that is to be told, and keeps what the product says so that
  /// it can be had back; what it said before, too, where a file or a version of before did that.
  func record(
    _ action: String, _ product: Product, from old: Product? = nil, telling more: [String: JSONValue] = [:]
  ) throws {
    if let old { try ProductRevisionStore.keep(old, at: old.updatedAt, self) }
    try ProductRevisionStore.keep(product, at: now, self)
    try record(
      action, on: product.id, shop: product.shop.id, before: old?.auditFields ?? [:],
      after: product.auditFields.merging(more) { $1 })
  }

  /// Leaves a line in the audit log about a category.
  func record(_ action: String, _ category: Category, from old: Category? = nil) throws {
    try record(action, on: category.id, before: old?.auditFields ?? [:], after: category.auditFields)
  }
}
