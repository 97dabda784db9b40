import Kernel
import Web

/// A product as a client gives it. What is absent keeps its value, or gets its default in a new product.
package struct ProductFields: Sendable {
  package let title: String?
  package let description: String?
  package let status: ProductStatus?
  package let category: String?
  package let hasCategory: Bool
  package let brand: String?
  package let hasBrand: Bool
  package let tags: [String]?
  package let attributes: [ProductAttribute]?
  package let options: [ProductOption]?
  package let variants: [VariantInput]?
  /// Price, stock and the like of a product without variants.
  package let sale: SaleFields

  init(from input: inout InputReader, isNew: Bool) {
    title =
      isNew ? input.required("title", ProductRules.title) : input.optional("title", ProductRules.title)
    description =
      input.has("description")
      ? input.optional("description", ProductRules.description) ?? "" : nil
    status = input.optional("status", .choice(ProductStatus.self))
    hasCategory = input.has("category")
    category = input.optional("category", .text(1...100))
    hasBrand = input.has("brand")
    brand = input.optional("brand", ProductRules.brand)
    let hasTags = input.has("tags")
    let tags = input.list("tags", ProductRules.tag, max: ProductRules.maximumTags)
    self.tags = hasTags ? ProductFields.tidy(tags) : nil
    let hasAttributes = input.has("attributes")
    let attributes = input.map("attributes", ProductRules.attributeValue)
    self.attributes =
      hasAttributes
      ? attributes.sorted { $0.key < $1.key }.map { ProductAttribute(name: $0.key, value: $0.value) } : nil
    options = input.optionalList("options", ProductOption.rule, max: ProductRules.maximumOptions)
    variants = input.optionalObjects("variants", VariantInput.self, max: ProductRules.maximumVariants)
    sale = SaleFields(from: &input)
  }

  /// Every tag once; a tag of a form may hold several with commas between them, of whatever script.
  package static func tidy(_ tags: [String]) -> [String] {
    var seen = Set<String>()
    return tags.flatMap { $0.split(whereSeparator: ",،、".contains) }.map { String($0).trimmed }
      .filter { !$0.isEmpty && seen.insert(SearchText.fold($0)).inserted }
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
