import Areas
import Kernel
import Web

/// A product as a client gives it. What is absent keeps its value, or gets its default in a new product.
package struct ProductFields: Sendable {
  package let title: String?
  package let description: String?
  package let descriptionFormat: DescriptionFormat?
  package let seoTitle: String?
  package let hasSEOTitle: Bool
  package let seoDescription: String?
  package let hasSEODescription: Bool
  package let status: ProductStatus?
  package let publishAt: Timestamp?
  package let hasPublishAt: Bool
  package let category: String?
  package let hasCategory: Bool
  package let brand: String?
  package let hasBrand: Bool
  package let tags: [String]?
  package let attributes: [ProductAttribute]?
  package let options: [ProductOption]?
  package let variants: [VariantInput]?
  /// A video, the warranty, and cash on delivery.
  let extras: ExtrasFields
  /// Its texts in other languages.
  package let translations: TranslationChanges
  /// Price, stock and the like of a product without variants.
  package let sale: SaleFields

  init(from input: inout InputReader, isNew: Bool) {
    title =
      isNew ? input.required("title", ProductRules.title) : input.optional("title", ProductRules.title)
    description =
      input.has("description")
      ? input.optional("description", ProductRules.description) ?? "" : nil
    descriptionFormat = input.optional("descriptionFormat", .choice(DescriptionFormat.self))
    hasSEOTitle = input.has("seoTitle")
    seoTitle = input.optional("seoTitle", ProductRules.seoTitle).flatMap { $0.isEmpty ? nil : $0 }
    hasSEODescription = input.has("seoDescription")
    seoDescription = input.optional("seoDescription", ProductRules.seoDescription).flatMap {
      $0.isEmpty ? nil : $0
    }
    status = input.optional("status", .choice(ProductStatus.self))
    hasPublishAt = input.has("publishAt")
    publishAt = input.optional("publishAt", .timestamp)
    hasCategory = input.has("category")
    category = input.optional("category", .text(1...100))
    hasBrand = input.has("brand")
    brand = input.optional("brand", ProductRules.brand)
    tags = ProductFields.tags(&input)
    attributes = ProductFields.attributes(&input)
    options = input.optionalList("options", ProductOption.rule, max: ProductRules.maximumOptions)
    variants = input.optionalObjects("variants", VariantInput.self, max: ProductRules.maximumVariants)
    extras = ExtrasFields(from: &input)
    translations = TranslationChanges(ProductTranslationInput.self, from: &input)
    sale = SaleFields(from: &input)
  }

  private static func tags(_ input: inout InputReader) -> [String]? {
    guard input.has("tags") else {
      // Read all the same, so that the document knows the field.
      _ = input.list("tags", ProductRules.tag, max: ProductRules.maximumTags)
      return nil
    }
    let tags = tidy(input.list("tags", ProductRules.tag, max: ProductRules.maximumTags))
    // Commas make several of one.
    if tags.count > ProductRules.maximumTags {
      input.reject("tags", "At most \(ProductRules.maximumTags) entries are taken here.", code: "too_many")
    }
    for tag in tags where (try? ProductRules.tag.parse(.text(tag))) != tag {
      input.reject(
        "tags", "Nothing of this can be seen. Write it with letters, digits or signs.", code: "invisible")
    }
    return tags
  }

  /// In the order of their names, which stand without space around them.
  private static func attributes(_ input: inout InputReader) -> [ProductAttribute]? {
    let isGiven = input.has("attributes")
    var attributes: [String: String] = [:]
    for (typed, value) in input.map("attributes", ProductRules.attributeValue) {
      guard let name = try? ProductRules.attributeName.parse(.text(typed)), attributes[name] == nil else {
        input.reject("attributes", "A name in this map is not valid.")
        continue
      }
      attributes[name] = value
    }
    return isGiven
      ? attributes.sorted { $0.key < $1.key }.map { ProductAttribute(name: $0.key, value: $0.value) } : nil
  }

  /// Every tag once; a tag of a form may hold several with commas between them, of whatever script.
  package static func tidy(_ tags: [String]) -> [String] {
    var seen = Set<String>()
    return tags.flatMap { $0.split(whereSeparator: ",،、".contains) }.map { String($0).trimmed }
      .filter { !$0.isEmpty && seen.insert(SearchWords.key($0)).inserted }
  }
}

/// A new product.
package struct NewProductInput: Input {
  package let fields: ProductFields

  package init(from input: inout InputReader) throws { fields = ProductFields(from: &input, isNew: true) }
}

/// Changes to a product; what is absent stays as it is.
package struct ProductChangesInput: Input {
  package let fields: ProductFields

  package init(from input: inout InputReader) throws { fields = ProductFields(from: &input, isNew: false) }
}
