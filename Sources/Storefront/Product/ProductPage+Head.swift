import Catalog
import Kernel
import Presentation
import Web

private let descriptionLength = 180

extension ProductPage {
  /// What search engines and previews learn.
  /// `address` is the page's one address.
  func head(siteName: String, address: String, absolute: (String) -> String) -> DocumentHead {
    let text = product.pageText.description ?? product.text.plain(limit: descriptionLength)
    return DocumentHead(
      title: Words(verbatim: product.pageText.title ?? product.title), siteName: siteName,
      description: text.isEmpty
        ? "\(product.title) from \(product.shop.name) at \(siteName)." : Words(verbatim: text),
      canonical: address, image: zoomPaths.first.map(absolute), kind: "product",
      structuredData: product.isListed
        ? [structuredProduct(address, absolute), StructuredData.breadcrumbs(crumbs, address, absolute)] : [],
      isIndexable: product.isListed)
  }

  private func structuredProduct(_ address: String, _ absolute: (String) -> String) -> JSONValue {
    var members: [String: JSONValue] = [
      "@context": "https://schema.org", "@type": "Product", "name": .string(product.title),
      "url": .string(address), "description": .string(product.text.plain(limit: 2_000)),
      "image": .array(zoomPaths.map { .string(absolute($0)) }),
      "offers": StructuredData.offers(product, address),
    ]
    if let brand = product.brand {
      members["brand"] = .object(["@type": "Brand", "name": .string(brand)])
    }
    if let only = product.variants.first, product.variants.count == 1 {
      if let sku = only.sku { members["sku"] = .string(sku) }
      if let code = only.barcode.flatMap(StructuredData.tradeNumber) { members["gtin"] = .string(code) }
    }
    if let video = structuredVideo { members["subjectOf"] = video }
    if let category = categories.last { members["category"] = .string(category.name) }
    if let average = product.rating.average {
      members["aggregateRating"] = .object([
        "@type": "AggregateRating", "ratingValue": .number((average * 10).rounded() / 10),
        "reviewCount": .integer(product.rating.count),
      ])
    }
    return .object(members)
  }

  /// The way from the top to here.
  var crumbs: [(label: Words, path: String?)] {
    var crumbs: [(label: Words, path: String?)] = [("Home", Paths.home)]
    for category in categories {
      crumbs.append((Words(verbatim: category.name), Paths.category(category.slug)))
    }
    if categories.isEmpty { crumbs.append(("All goods", Paths.products)) }
    crumbs.append((Words(verbatim: product.title), nil))
    return crumbs
  }
}
