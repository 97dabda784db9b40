import Catalog
import Kernel
import Presentation
import Web

/// What search engines are told of things in the words of schema.org.
enum StructuredData {
  /// Offers of more variants than these are told as a range alone.
  private static let toldOffers = 50
  private static let codeLengths: Set<Int> = [8, 12, 13, 14]

  /// The way from the top to a page; a step without a path is the page at `address` itself.
  static func breadcrumbs(
    _ crumbs: [(label: Words, path: String?)], _ address: String, _ absolute: (String) -> String
  ) -> JSONValue {
    let steps = crumbs.enumerated().map { index, crumb -> JSONValue in
      .object([
        "@type": "ListItem", "position": .integer(Int64(index + 1)), "name": .string(crumb.label.text),
        "item": .string(crumb.path.map(absolute) ?? address),
      ])
    }
    return .object([
      "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": .array(steps),
    ])
  }

  /// The marketplace as those who run it.
  static func organization(_ name: String, url: String, logo: String?) -> JSONValue {
    var members: [String: JSONValue] = [
      "@context": "https://schema.org", "@type": "Organization", "name": .string(name), "url": .string(url),
    ]
    if let logo { members["logo"] = .string(logo) }
    return .object(members)
  }

  /// What a product costs, and of which variant how much.
  static func offers(_ product: Product, _ address: String) -> JSONValue {
    guard product.variants.count > 1 || product.highestPrice != product.price else {
      return offer(product.variants.first, product, address)
    }
    var members: [String: JSONValue] = [
      "@type": "AggregateOffer", "priceCurrency": .string(product.currency.code),
      "availability": availability(product.isInStock), "url": .string(address), "seller": seller(product),
      "lowPrice": .string(product.price.decimal), "highPrice": .string(product.highestPrice.decimal),
      "offerCount": .integer(Int64(product.variants.count)),
    ]
    if product.variants.count <= toldOffers {
      members["offers"] = .array(
        product.variants.map { variant in
          let own = Parameters([("variant", variant.id.description)]).behind(address)
          return offer(variant, product, own)
        })
    }
    return .object(members)
  }

  private static func offer(_ variant: Variant?, _ product: Product, _ address: String) -> JSONValue {
    let inStock = variant.map { $0.available > 0 } ?? product.isInStock
    var members: [String: JSONValue] = [
      "@type": "Offer", "priceCurrency": .string(product.currency.code),
      "price": .string((variant?.price ?? product.price).decimal), "availability": availability(inStock),
      "url": .string(address), "seller": seller(product),
    ]
    if let months = product.extras.warranty.months {
      members["warranty"] = .object([
        "@type": "WarrantyPromise",
        "durationOfWarranty": .object([
          "@type": "QuantitativeValue", "value": .integer(Int64(months)), "unitCode": "MON",
        ]),
      ])
    }
    if let variant, product.variants.count > 1 {
      members["name"] = .string(Variant.name(of: variant.title).text)
      if let sku = variant.sku { members["sku"] = .string(sku) }
      if let code = variant.barcode.flatMap(tradeNumber) { members["gtin"] = .string(code) }
    }
    return .object(members)
  }

  private static func availability(_ inStock: Bool) -> JSONValue {
    .string("https://schema.org/\(inStock ? "InStock" : "OutOfStock")")
  }

  private static func seller(_ product: Product) -> JSONValue {
    .object(["@type": "Organization", "name": .string(product.shop.name)])
  }

  /// The barcode where it is a GTIN: 8, 12, 13 or 14 digits of which the last is that which the others add up to.
  static func tradeNumber(_ barcode: String) -> String? {
    let digits = barcode.utf8.compactMap { (48...57).contains($0) ? Int($0) - 48 : nil }
    guard digits.count == barcode.utf8.count, codeLengths.contains(digits.count), let last = digits.last
    else { return nil }
    let sum = digits.dropLast().reversed().enumerated().reduce(0) { sum, digit in
      sum + digit.element * (digit.offset.isMultiple(of: 2) ? 3 : 1)
    }
    return (10 - sum % 10) % 10 == last ? barcode : nil
  }
}
