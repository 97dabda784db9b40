import Areas
import Identity
import Kernel
import Persistence

extension Product {
  /// What the audit log tells of a product; it keeps those that a change touched.
  var auditFields: [String: JSONValue] {
    var fields: [String: JSONValue] = [
      "title": .string(title), "slug": .string(slug), "description": .string(text.text),
      "seoTitle": .optional(pageText.title), "seoDescription": .optional(pageText.description),
      "status": .string(status.rawValue), "publishAt": .optional(publishAt?.rfc3339),
      "category": .optional(category?.slug), "brand": .optional(brand),
      "tags": .array(tags.map { .string($0) }),
      "attributes": .array(
        values.map { .string("\($0.attribute.name): \($0.value)") }
          + attributes.map { .string("\($0.name): \($0.value)") }),
      "options": .array(options.map { .string("\($0.name): \($0.values.joined(separator: ", "))") }),
    ]
    fields.merge(translations.auditFields) { $1 }
    for variant in variants { fields["variant \(variant.title)"] = variant.auditValue }
    return fields
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
  /// Leaves a line in the audit log about a product.
  func record(_ action: String, _ product: Product, from old: Product? = nil) throws {
    try record(
      action, on: product.id, shop: product.shop.id, before: old?.auditFields ?? [:],
      after: product.auditFields)
  }

  /// Leaves a line in the audit log about a category.
  func record(_ action: String, _ category: Category, from old: Category? = nil) throws {
    try record(action, on: category.id, before: old?.auditFields ?? [:], after: category.auditFields)
  }
}
