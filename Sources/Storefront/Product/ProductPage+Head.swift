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
        ? [structuredProduct(address, absolute), structuredPlace(address, absolute)] : [],
      isIndexable: product.isListed)
  }

  private func structuredProduct(_ address: String, _ absolute: (String) -> String) -> JSONValue {
    var members: [String: JSONValue] = [
      "@context": "https://schema.org", "@type": "Product", "name": .string(product.title),
      "url": .string(address), "description": .string(product.text.plain(limit: 2_000)),
      "image": .array(zoomPaths.map { .string(absolute($0)) }), "offers": offers(address),
    ]
    if let brand = product.brand {
      members["brand"] = .object(["@type": "Brand", "name": .string(brand)])
    }
    if product.variants.count == 1, let sku = product.variants.first?.sku { members["sku"] = .string(sku) }
    if let category = categories.last { members["category"] = .string(category.name) }
    if let average = product.rating.average {
      members["aggregateRating"] = .object([
        "@type": "AggregateRating", "ratingValue": .number((average * 10).rounded() / 10),
        "reviewCount": .integer(product.rating.count),
      ])
    }
    return .object(members)
  }

  private func offers(_ address: String) -> JSONValue {
    let state = product.isInStock ? "https://schema.org/InStock" : "https://schema.org/OutOfStock"
    var members: [String: JSONValue] = [
      "priceCurrency": .string(product.currency.code), "availability": .string(state),
      "url": .string(address),
      "seller": .object(["@type": "Organization", "name": .string(product.shop.name)]),
    ]
    if product.highestPrice == product.price {
      members["@type"] = "Offer"
      members["price"] = .string(product.price.decimal)
    } else {
      members["@type"] = "AggregateOffer"
      members["lowPrice"] = .string(product.price.decimal)
      members["highPrice"] = .string(product.highestPrice.decimal)
      members["offerCount"] = .integer(Int64(product.variants.count))
    }
    return .object(members)
  }

  private func structuredPlace(_ address: String, _ absolute: (String) -> String) -> JSONValue {
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
