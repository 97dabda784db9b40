import Kernel
import Web

/// Which values of the product's options a variant has: by name, or in the order of the options.
package enum OptionValues: Hashable, Sendable {
  case named([String: String])
  case listed([String])

  static let rule = Rule<OptionValues>(
    schema: .object([
      "anyOf": .array([
        .object(["type": "object", "additionalProperties": ProductRules.optionValue.schema]),
        .object(["type": "array", "items": ProductRules.optionValue.schema, "maxItems": 5]),
      ])
    ]), placeholder: .listed([])
  ) { value in
    switch value {
    case .json(.object(let members)):
      var values: [String: String] = [:]
      for (name, member) in members {
        let clean = try ProductRules.optionName.parse(.text(name))
        values[clean] = try text(.json(member))
      }
      return .named(values)
    case .json(.array(let items)): return .listed(try items.map { try text(.json($0)) })
    case .text(let typed):
      // With a line for each value, a value can hold the separator.
      let separator = typed.contains("\n") ? "\n" : " / "
      return .listed(try typed.split(separator: separator).map { try text(.text(String($0))) })
    default:
      throw InputFailure("wrong_type", "Give the values by name, or as a list in the order of the options.")
    }
  }

  /// A value; sizes may come as whole numbers.
  private static func text(_ value: InputValue) throws -> String {
    if case .json(.integer(let number)) = value { return String(number) }
    return try ProductRules.optionValue.parse(value)
  }
}

extension ProductOption {
  /// An option as its name, or as `{"name", "values"}`.
  static let rule = Rule<ProductOption>(
    schema: .object([
      "anyOf": .array([
        ProductRules.optionName.schema,
        .object([
          "type": "object", "required": ["name"], "additionalProperties": false,
          "properties": .object([
            "name": ProductRules.optionName.schema,
            "values": .object([
              "type": "array", "items": ProductRules.optionValue.schema, "maxItems": 250,
            ]),
          ]),
        ]),
      ])
    ]), placeholder: ProductOption(name: "", values: [])
  ) { value in
    guard case .json(.object(let members)) = value else {
      return ProductOption(name: try ProductRules.optionName.parse(value), values: [])
    }
    guard let name = members["name"], Set(members.keys).isSubset(of: ["name", "values"]) else {
      throw InputFailure("invalid", "An option is its name, or an object with name and values.")
    }
    var values: [String] = []
    if let list = members["values"], list != .null {
      guard case .listed(let items) = try OptionValues.rule.parse(.json(list)) else {
        throw InputFailure("wrong_type", "The values must be a list.")
      }
      values = items
    }
    return ProductOption(name: try ProductRules.optionName.parse(.json(name)), values: values)
  }
}

/// What is sold of a product, or of one of its variants: the fields that both have.
package struct SaleFields: Hashable, Sendable {
  package let sku: String?
  package let hasSKU: Bool
  package let price: WantedAmount?
  package let compareAtPrice: WantedAmount?
  package let hasCompareAtPrice: Bool
  package let stock: Int64?
  /// Whether pieces are counted at all.
  package let tracksStock: Bool?
  /// Whether it is sold on when none is left.
  package let sellsOn: Bool?
  package let barcode: String?
  package let hasBarcode: Bool
  package let weightGrams: Int64?
  package let hasWeight: Bool
  /// From how many pieces on it runs low.
  package let lowStockThreshold: Int?
  package let hasLowStockThreshold: Bool

  init(from input: inout InputReader) {
    hasSKU = input.has("sku")
    sku = input.optional("sku", ProductRules.sku)
    price = input.optional("price", WantedAmount.rule)
    hasCompareAtPrice = input.has("compareAtPrice")
    compareAtPrice = input.optional("compareAtPrice", WantedAmount.rule)
    stock = input.optional("stock", ProductRules.stock)
    tracksStock = input.optional("tracksStock", .boolean)
    sellsOn = input.optional("sellsOn", .boolean)
    hasBarcode = input.has("barcode")
    barcode = input.optional("barcode", ProductRules.barcode)
    hasWeight = input.has("weightGrams")
    weightGrams = input.optional("weightGrams", ProductRules.weightGrams)
    hasLowStockThreshold = input.has("lowStockThreshold")
    lowStockThreshold = input.optional("lowStockThreshold", ProductRules.lowStockThreshold)
  }

  /// The draft with what was given. Reports wrong prices under `path`.
  func applied(
    to draft: VariantDraft, in currency: Currency, path: String, _ errors: inout [FieldError]
  ) -> VariantDraft {
    var draft = draft
    func amount(_ price: WantedAmount?, _ name: String) -> Int64? {
      guard let price else { return nil }
      do {
        return try price.units(of: currency)
      } catch let failure {
        errors.append(FieldError(field: path + name, code: failure.code, message: failure.message))
      }
      return nil
    }
    if let price = amount(price, "price") { draft.price = price }
    if hasCompareAtPrice { draft.compareAtPrice = amount(compareAtPrice, "compareAtPrice") }
    if hasSKU { draft.sku = sku }
    if let stock { draft.stock = stock }
    if let tracksStock { draft.tracksStock = tracksStock }
    if let sellsOn { draft.sellsOn = sellsOn }
    if hasBarcode { draft.barcode = barcode }
    if hasWeight { draft.weightGrams = weightGrams }
    if hasLowStockThreshold { draft.lowStockThreshold = lowStockThreshold }
    return draft
  }
}

/// A variant as a client gives it.
package struct VariantInput: Input {
  package let id: VariantID?
  package let options: OptionValues?
  package let sale: SaleFields
  package let image: ImageID?
  package let hasImage: Bool

  package init(from input: inout InputReader) throws {
    id = input.optional("id", .id(VariantID.self))
    options = input.optional("options", OptionValues.rule)
    sale = SaleFields(from: &input)
    hasImage = input.has("image")
    image = input.optional("image", .id(ImageID.self))
  }
}
